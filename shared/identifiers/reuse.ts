/**
 * UPU S10: an identifier is not used again within 12 months; later it names another item. So an item
 * is its id and when it was first seen.
 */
export const REUSE_MS = 365 * 24 * 3600 * 1000;

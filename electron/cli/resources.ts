import path from 'node:path';

/** The shipped data: rule packs, policy, demo. */
export const RESOURCES = path.join(import.meta.dirname, '..', '..', 'resources');

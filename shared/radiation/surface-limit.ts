/**
 * Dose rate in uSv/h that the surface of an excepted package may show at most: IAEA SSR-6, paragraph 516
 * (verify, from memory). Above it nothing is explained by nature, and nothing is cleared.
 */
export const SURFACE_LIMIT = 5;

/**
 * An identifier as the manifest's index knows it: upper case, no blanks. Labels print
 * "RR 473 124 829 US", keyboards give lower case, files have either.
 */
export function itemKey(id: string): string {
  return id.replace(/\s+/g, '').toUpperCase();
}

const SMALL = /[a-z]/;

/** ASCII letters in upper case, every other character as it is: `ß` is not `SS`. */
export function upperCase(text: string): string {
  return SMALL.test(text) ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text;
}

/** ASCII without blanks and small letters: already a key. */
const PLAIN = /^[!-`{-~]*$/;

/**
 * An identifier as the manifest's index knows it: upper case, no blanks. Labels print
 * "RR 473 124 829 US", keyboards give lower case, files have either.
 */
export function itemKey(id: string): string {
  return PLAIN.test(id) ? id : upperCase(id.replace(/\s+/g, ''));
}

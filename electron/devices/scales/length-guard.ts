/** Tells lines that have lost or gained a byte, on lines without checksum whose length may vary. */
export interface LengthGuard {
  /**
   * Whether this line has another length than the one before it, of the same form. When it comes twice
   * in a row, it is another setting and taken.
   */
  isOdd(form: unknown, length: number): boolean;
}

/** Has seen no line yet. */
export function createLengthGuard(): LengthGuard {
  let lastForm: unknown = null;
  let lastLength = 0;
  let oddLength = 0;
  return {
    isOdd(form, length) {
      const isOff = lastForm === form && length !== lastLength;
      if (isOff && length !== oddLength) {
        oddLength = length;
        return true;
      }
      lastForm = form;
      lastLength = length;
      oddLength = 0;
      return false;
    },
  };
}

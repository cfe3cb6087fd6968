/**
 * How a generic protocol reads an instrument that prints lines. Named groups of `pattern` become the
 * reading; the pattern is matched in linear time.
 */
export interface GenericProfile {
  /** Bytes that end a line, as hex (`0d0a`). */
  readonly terminator: string;
  /** RE2 syntax; groups `value`, `unit`, `sign`, `stable`, `unstable`, `net`, `overload`. */
  readonly pattern: string;
}

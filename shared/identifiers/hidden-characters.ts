/**
 * Control characters (NUL and the GS of GS1 among them), format characters (the controls of writing
 * direction, blanks of no width) and halves of a character. They make two identifiers look alike, or
 * one look like another.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Hidden characters as `<U+202E>`; any other text as it is. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

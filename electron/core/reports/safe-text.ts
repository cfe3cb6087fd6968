/**
 * What nobody sees but what changes what is seen: control characters; marks, embeddings, overrides
 * and isolates of writing direction (Unicode UAX #9, 2.1 to 2.6), with which a text can read as
 * another one; line and paragraph separators; invisible spaces; tags. Joiners stay: words need them.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** A text with all that is unseen written out, such as `[U+202E]`. Line ends become line feeds. */
export function visible(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `[U+${code.padStart(4, '0')}]`;
  });
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that is nothing but text in an HTML page, in an attribute as well. */
export function escapeHtml(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

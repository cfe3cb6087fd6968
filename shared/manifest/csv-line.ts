/**
 * The fields of a CSV record (RFC 4180), or why it is not one yet. A quote within an unquoted field
 * is text: `TV 32" LED` means what it says.
 */
export type CsvFields =
  | { readonly state: 'record'; readonly fields: string[] }
  /** A quoted field is still open at the end: the record may go on in the next line. */
  | { readonly state: 'open' }
  | { readonly state: 'broken' };

/**
 * Splits one record.
 *
 * @param text one line, or several joined by line feeds when quoted fields span them
 * @param delimiter one character
 */
export function splitCsv(text: string, delimiter: string): CsvFields {
  if (!text.includes('"')) return { state: 'record', fields: text.split(delimiter) };
  const fields: string[] = [];
  for (let position = 0; ;) {
    if (text[position] !== '"') {
      const end = text.indexOf(delimiter, position);
      fields.push(text.slice(position, end < 0 ? undefined : end));
      if (end < 0) return { state: 'record', fields };
      position = end + 1;
      continue;
    }
    const close = closingQuote(text, position + 1);
    if (close < 0) return { state: 'open' };
    fields.push(text.slice(position + 1, close).replaceAll('""', '"'));
    if (close + 1 === text.length) return { state: 'record', fields };
    if (text[close + 1] !== delimiter) return { state: 'broken' };
    position = close + 2;
  }
}

/** Index of the quote that ends a field, past doubled ones; -1 when there is none. */
function closingQuote(text: string, from: number): number {
  for (let index = text.indexOf('"', from); index >= 0; index = text.indexOf('"', index + 2)) {
    if (text[index + 1] !== '"') return index;
  }
  return -1;
}

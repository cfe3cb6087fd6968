import { GS } from './gs1-elements.ts';

const RS = '\u001e';
const EOT = '\u0004';
/** ISO/IEC 15434, message header. */
const HEADER = `[)>${RS}`;
const TRAILER = RS + EOT;

/** One format of an envelope: `05` GS1 element strings, `06` ASC MH10 data identifiers, others. */
export interface EnvelopeFormat {
  readonly format: string;
  /** In order, without the separators. */
  readonly elements: readonly string[];
}

/**
 * Takes an ISO/IEC 15434 envelope apart: `[)>` RS, formats as two digits, GS and their elements with
 * GS between them, each format ended by RS, EOT.
 * @returns null when the text does not begin as an envelope, `broken` when it is not a whole one
 */
export function readEnvelope(text: string): readonly EnvelopeFormat[] | 'broken' | null {
  if (!text.startsWith(HEADER)) return null;
  if (!text.endsWith(TRAILER) || text.length < HEADER.length + TRAILER.length) return 'broken';
  const formats = text
    .slice(HEADER.length, -TRAILER.length)
    .split(RS)
    .map((format) => {
      const [indicator = '', ...elements] = format.split(GS);
      return /^\d\d$/.test(indicator) ? { format: indicator, elements } : null;
    });
  return formats.includes(null) ? 'broken' : formats.filter((format) => format !== null);
}

/** Licence plates of transport units: data identifiers J and 1J to 6J (ANSI MH10.8.2, ISO/IEC 15459-1). */
const LICENCE_PLATE = /^[1-6]?J(.+)$/s;

/** The first licence plate among elements of format 06, without its data identifier; null for none. */
export function licencePlate(elements: readonly string[]): string | null {
  return elements.map((element) => LICENCE_PLATE.exec(element)?.[1]).find(Boolean) ?? null;
}

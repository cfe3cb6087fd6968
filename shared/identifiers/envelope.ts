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
const LICENCE_PLATE = /^(?<identifier>[1-6]?J)(?<number>.+)$/s;

/** A licence plate and the data identifier that announced it. */
export interface LicencePlate {
  readonly identifier: string;
  readonly number: string;
}

/** All licence plates among elements of format 06. */
export function licencePlates(elements: readonly string[]): readonly LicencePlate[] {
  return elements.flatMap((element) => {
    const { identifier, number } = LICENCE_PLATE.exec(element)?.groups ?? {};
    return identifier === undefined || number === undefined ? [] : [{ identifier, number }];
  });
}

/** What a symbology identifier announces. */
export interface Symbology {
  readonly name: string;
  /** `gs1`: element strings; `gtin`, `gtin-8`: the number of a trade item; `any`: whatever it says. */
  readonly content: 'gs1' | 'gtin' | 'gtin-8' | 'any';
}

/** ISO/IEC 15424: flag, code letter, modifier. */
const IDENTIFIER = /^\](?<letter>[A-Za-z])(?<modifier>[0-9A-Z])/;

/** ISO/IEC 15424, code letters. */
const SYMBOLOGIES: Readonly<Record<string, string>> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'ITF',
  J: 'DotCode',
  L: 'PDF417',
  M: 'MSI',
  Q: 'QR Code',
  R: 'Straight 2 of 5 (two-bar start and stop)',
  S: 'Straight 2 of 5 (three-bar start and stop)',
  U: 'MaxiCode',
  X: 'Other barcode',
  d: 'Data Matrix',
  e: 'GS1 DataBar',
  z: 'Aztec Code',
};

/**
 * FNC1 before the first character: GS1 element strings (GS1 General Specifications, 5.1.3; modifiers
 * of the symbology's own standard). The second of a pair is the same with ECI. FNC1 in second place
 * (`]C2`, `]Q5`, `]d3`, `]z2`) is AIM's industry use, not GS1.
 */
const GS1_SYMBOLOGIES: Readonly<Record<string, string>> = {
  C1: 'GS1-128',
  J1: 'GS1 DotCode',
  J4: 'GS1 DotCode',
  L3: 'MicroPDF417 as GS1-128',
  Q3: 'GS1 QR Code',
  Q4: 'GS1 QR Code',
  d2: 'GS1 DataMatrix',
  d5: 'GS1 DataMatrix',
  e0: 'GS1 DataBar',
  e1: 'GS1 Composite',
  e2: 'GS1 Composite',
  e3: 'GS1 Composite',
  z1: 'Aztec Code with GS1 data',
  z4: 'Aztec Code with GS1 data',
};

function find(identifier: string): Symbology | null {
  const { letter = '', modifier = '' } = IDENTIFIER.exec(identifier)?.groups ?? {};
  const gs1 = GS1_SYMBOLOGIES[letter + modifier];
  if (gs1 !== undefined) return { name: gs1, content: 'gs1' };
  if (letter + modifier === 'E4') return { name: 'EAN-8', content: 'gtin-8' };
  const name = SYMBOLOGIES[letter];
  if (name === undefined) return null;
  return { name, content: letter === 'E' ? 'gtin' : 'any' };
}

/**
 * Takes a label apart into its symbology and its text. A serial reader's identifier comes apart as
 * `aim`; a keyboard's stands in the text itself. One that is not known stays where it is.
 */
export function splitSymbology(
  text: string,
  aim: string | null,
): { readonly symbology: Symbology | null; readonly text: string } {
  if (aim !== null) return { symbology: find(aim), text };
  const symbology = find(text);
  return { symbology, text: symbology === null ? text : text.slice(3) };
}

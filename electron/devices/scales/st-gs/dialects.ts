import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';

/** One way to write the line; all share one grammar. */
export interface Dialect {
  /** For people: who writes so. */
  readonly title: string;
  /**
   * Lengths of weight and unit together, blanks and comma included: a field of another length has lost
   * or gained a byte, and the line has no checksum.
   */
  readonly widths: readonly number[];
  /** What the bench may ask; nothing here where no manual at hand gives the command. */
  readonly requests: Partial<Record<InstrumentRequest, string>>;
}

/** `ST,+00123.45  g` (A&D EK-L p. 28). */
export const A_AND_D: Dialect = {
  title: 'A&D',
  // Nine for sign and digits, three for the unit.
  widths: [12],
  requests: { zero: 'Z\r\n', tare: 'T\r\n' },
};

/** `ST,OK,+0001.234 kg` (A&D GC p. 51): longer, and no other line has its state and result. */
export const A_AND_D_COMPARATOR: Dialect = { ...A_AND_D, title: 'A&D with comparator' };

/**
 * `ST,GS,1` + lamp byte + `,   10.00 kg` (CAS NT-200 p. 49; CI-600D p. 75). Its commands need the
 * indicator's number and a command mode chosen in its menu: none are sent.
 */
export const CAS: Dialect = { title: 'CAS, 22 bytes', widths: [11], requests: {} };

/**
 * `ST,GS,   0.400kg` (CAS and A&D indicators, 18 bytes), `ST,GS,+0123.456  kg` (Kern KXS p. 70, Excell
 * H3 p. 65), `ST,G,…` (Excell AM4 p. 12), and the generic indicators. Commands: Excell EX-2001 p. 23.
 */
export const THREE_FIELDS: Dialect = {
  title: 'CAS 18 bytes, Excell, Kern KXS or generic',
  widths: [9, 10, 11, 12, 13],
  requests: { zero: 'ZERO\r\n', tare: 'TARE\r\n', 'clear-tare': 'CT\r\n' },
};

/** `ST,GS,  10.000,kg` (Dini Argeo 3590 p. 65, 69; Kern GAB p. 37). */
export const FOUR_FIELDS: Dialect = {
  title: 'Dini Argeo or Kern GAB',
  widths: [10, 11, 12],
  requests: { zero: 'ZERO\r\n', tare: 'TARE\r\n', 'clear-tare': 'CLEAR\r\n' },
};

/** The same with scale number and tare (3590 p. 65). */
export const EXTENDED_FIELDS: Dialect = { ...FOUR_FIELDS, title: 'Dini Argeo, extended' };

/** `ST,GS   0.000kg` (Kern EOC, KFN-TM p. 49; no line end behind a command). */
export const KERN_EOC: Dialect = {
  title: 'Kern EOC or KFN',
  widths: [10],
  requests: { zero: 'Z', tare: 'T' },
};

/**
 * `       0.000 kg ` without any header (Kern DE p. 33, FKB p. 37): flag, sign, ten for the number,
 * blank, three for the unit, which is blank while the weight moves; some print one or two more.
 */
export const KERN_DE: Dialect = {
  title: 'Kern DE or FKB',
  widths: [14, 15, 16, 17, 18],
  requests: { tare: 't' },
};

import type { Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';

/**
 * `CPS, 0, CPM, 13, uSv/hr, 0.07, SLOW` by position (MightyOhm, "Geiger counter: serial logging"). No
 * tube counts 10,000,000 in a minute. The firmware prints two decimals, others up to four.
 */
const CSV =
  /^CPS, *(\d{1,6}), *CPM, *(\d{1,7}), *uSv\/hr?, *(\d{1,6}\.\d{1,4}), *(SLOW|FAST|INST)$/i;

/** A GC10 kit gives its counts per minute and nothing else. */
const BARE = /^\d{1,6}$/;

/**
 * Seconds over which CPM and µSv/h are formed: the sum of the last 60 s; 12 times that of the last 5 s
 * once the counts are high; 60 times the last second once they overflow (firmware of the kit).
 */
const WINDOW_S: Readonly<Record<string, number>> = { SLOW: 60, FAST: 5, INST: 1 };

const counts = (
  value: string,
  unit: 'count' | 'cpm',
  windowS: number,
  raw: string,
): Observation => {
  return { type: 'reading', kind: 'counts', value: withoutPadding(value), unit, windowS, raw };
};

function withoutPadding(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/**
 * Reads one line with its end, CR LF or LF. The dose rate is the kit's own: CPM by its constant, 0.0057 µSv/h
 * (about 1/175) for an SBM-20 tube in the firmware as shipped. `CPS` is what was counted in the last
 * second.
 */
export function decodeLine(line: Uint8Array): readonly Observation[] {
  const text = Buffer.from(line)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  const raw = toHex(line);
  if (text === '') return [];
  if (BARE.test(text)) return [counts(text, 'cpm', 60, raw)];
  const [, cps, cpm, rate, mode = ''] = CSV.exec(text) ?? [];
  const windowS = WINDOW_S[mode.toUpperCase()];
  if (cps === undefined || cpm === undefined || rate === undefined || windowS === undefined) {
    return [faultOf('malformed', line, `"${toPrintable(line)}" is no line of such a counter`)];
  }
  return [
    counts(cpm, 'cpm', windowS, raw),
    counts(cps, 'count', 1, raw),
    {
      type: 'reading',
      kind: 'dose-rate',
      value: withoutPadding(rate),
      unit: 'uSv/h',
      windowS,
      alarms: [],
      raw,
    },
  ];
}

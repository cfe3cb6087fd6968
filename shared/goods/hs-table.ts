/**
 * The tariff codes that there are. A set has each subheading by its six digits, and what it begins
 * with, by four and by five: a shorter code is judged as far as it goes.
 */
export interface HsTable {
  /** Of HS 2022. */
  readonly current: ReadonlySet<string>;
  /** Of HS 2017, deleted by HS 2022. */
  readonly deleted: ReadonlySet<string>;
}

/**
 * What the table says of a code: `old` when only HS 2017 has it, `national` in the chapters 98 and 99,
 * which each country fills by itself (HS Convention, reserved chapters; from memory, verify).
 */
export type HsStanding = 'current' | 'old' | 'unlisted' | 'national';

const SUBHEADING = 6;
const LINE = /^\d{4}(?: \d{2})+$/;

/**
 * The table of two lists as they are in `resources/goods`: `0101 21 29` is a heading and its subheadings,
 * `#` begins a remark.
 * @throws Error that says which line is none
 */
export function hsTable(current: string, deleted: string): HsTable {
  return { current: readCodes(current), deleted: readCodes(deleted) };
}

/** What the table says of a code of four digits or more; national positions do not matter. */
export function standingOf(digits: string, { current, deleted }: HsTable): HsStanding {
  if (/^9[89]\d\d/.test(digits)) return 'national';
  const code = digits.slice(0, SUBHEADING);
  if (current.has(code)) return 'current';
  return deleted.has(code) ? 'old' : 'unlisted';
}

function readCodes(text: string): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (!LINE.test(line)) throw new Error(`line ${at + 1} is no heading with its subheadings`);
    const [heading = '', ...endings] = line.split(' ');
    codes.add(heading);
    for (const ending of endings) {
      codes.add(heading + ending.charAt(0));
      codes.add(heading + ending);
    }
  }
  if (codes.size === 0) throw new Error('it has no codes');
  return codes;
}

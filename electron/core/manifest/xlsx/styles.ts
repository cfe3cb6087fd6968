import type { Part } from './archive.ts';
import { attributeOf, readXmlPart } from './xml-part.ts';

/** What a number format makes of a number, as far as it is more than how it looks. */
export interface CellStyle {
  readonly isDate: boolean;
  /** Digits that are shown at least, zeros before them: `00000000` shows 1012100 as 01012100. */
  readonly digits: number;
}

/** Of cells without a style of their own. */
export const GENERAL: CellStyle = { isDate: false, digits: 0 };
const DATE: CellStyle = { isDate: true, digits: 0 };

/** Formats of dates and times that files do not spell out (ECMA-376-1, 18.8.30), first and last. */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/**
 * Reads the styles that cells point at (`cellXfs`), in their order.
 *
 * @param part null where the workbook has none
 * @throws UnreadableFile where they are damaged
 */
export async function readStyles(part: Part | null): Promise<readonly CellStyle[]> {
  const styles: CellStyle[] = [];
  if (part === null) return styles;
  const formats = new Map<number, CellStyle>();
  let isCells = false;
  await readXmlPart(part, 'list of styles', {
    open(name, attributes) {
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      if (name === 'cellXfs') isCells = true;
      else if (name === 'numFmt')
        formats.set(id, styleOf(attributeOf(attributes, 'formatCode') ?? ''));
      else if (name === 'xf' && isCells) styles.push(formats.get(id) ?? builtIn(id));
    },
    close(name) {
      if (name === 'cellXfs') isCells = false;
    },
  });
  return styles;
}

function builtIn(id: number): CellStyle {
  return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last) ? DATE : GENERAL;
}

/** What a format is that a file spells out (ECMA-376-1, 18.8.31). */
function styleOf(code: string): CellStyle {
  // Texts in it, letters that stand for themselves or for a gap, and colours.
  const bare = code.replace(/"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/[ymdhs]/i.test(bare)) return DATE;
  return /^0+$/.test(bare) ? { isDate: false, digits: bare.length } : GENERAL;
}

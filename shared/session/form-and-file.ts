import { BLANK_LINE } from '../manifest/blank-item.ts';
import { withMinorValue } from '../manifest/currencies.ts';
import type { ManifestItem } from '../manifest/item.ts';

type ContentLine = ManifestItem['lines'][number];

/** Whether anything is declared of the contents: a despatch pre-advice only says that the item comes. */
export function hasContents({ lines }: Pick<ManifestItem, 'lines'>): boolean {
  return lines.some(({ description }) => description !== null);
}

/**
 * What is declared of an item that a manifest has and whose form the officer copied, whichever came
 * first. What the manifest declares stays; the form, read from the parcel, gives what it leaves blank.
 * Content lines are the manifest's as a whole when it describes any; otherwise each line of the form
 * has what the manifest's line of the same place says, so that no code or mass is lost.
 */
export function filledFromForm(found: ManifestItem, form: ManifestItem): ManifestItem {
  const filled = { ...form, ...given(found) };
  // Nobody declared the count; it is about the manifest's own gross mass.
  const counted = found.gross_g === null ? null : (found.same_mass_items ?? null);
  return { ...filled, same_mass_items: counted, lines: linesOf(found, form) };
}

function linesOf(found: ManifestItem, form: ManifestItem): ContentLine[] {
  if (hasContents(found)) return found.lines;
  const places = Math.max(found.lines.length, form.lines.length);
  return Array.from({ length: places }, (_, at) => {
    const line = found.lines[at] ?? BLANK_LINE;
    const filled = { ...(form.lines[at] ?? BLANK_LINE), ...given(line) };
    // A value is of its own currency, or of one that nobody knows.
    return withMinorValue(line.value === null ? filled : { ...filled, currency: line.currency });
  });
}

/** The fields that say something. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>;
}

import { z } from 'zod';
import { BLANK_ITEM, BLANK_LINE } from './blank-item.ts';
import { withMinorValue } from './currencies.ts';
import { manifestItemSchema } from './item.ts';
import type { ManifestItem } from './item.ts';
import type { FieldValue, ManifestField } from './row.ts';

/**
 * Which fields a stored item has, and in which order. An item is stored as a JSON list of their
 * values, the last one the list of its content lines: names and blanks would be two thirds of it.
 */
export interface Layout {
  readonly item: readonly ManifestField[];
  readonly line: readonly ManifestField[];
}

/** Content lines as a part of `packItem`. */
export function packLine(values: readonly FieldValue[]): string {
  return JSON.stringify(values);
}

/** @param lines each packed by `packLine` */
export function packItem(values: readonly FieldValue[], lines: readonly string[]): string {
  return `${JSON.stringify(values).slice(0, -1)},[${lines.join(',')}]]`;
}

const packedSchema = z.array(z.unknown());
const packedLinesSchema = z.array(packedSchema);

/**
 * The item of a stored text.
 * @throws ZodError, SyntaxError for a text that `packItem` has not made under this layout
 */
export function unpackItem(text: string, layout: Layout): ManifestItem {
  const values = packedSchema.parse(JSON.parse(text));
  const lines = packedLinesSchema.parse(values.at(-1));
  const item = manifestItemSchema.parse({
    ...BLANK_ITEM,
    ...named(layout.item, values),
    lines: lines.map((line) => ({ ...BLANK_LINE, ...named(layout.line, line) })),
  });
  return { ...item, lines: item.lines.map(withMinorValue) };
}

function named(fields: readonly string[], values: readonly unknown[]): object {
  return Object.fromEntries(fields.map((field, at) => [field, values[at]]));
}

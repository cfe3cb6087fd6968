import { ADDRESS_COLUMNS, type ManifestItem } from '../../../shared/manifest/item.ts';
import type { Layout } from '../../../shared/manifest/packed-item.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';

/** An item as one file has it. */
export interface ItemVersion {
  readonly item: ManifestItem;
  /** The fields that the file has columns for. */
  readonly layout: Layout;
}

/**
 * The newest version of an item, with what its file says nothing about from the newest earlier one
 * that does: a despatch pre-advice says which receptacle an item is in and takes back nothing of what
 * was declared. A column that is there counts also where it is blank. Content lines come from one
 * version as a whole, since nothing says which line of one file is which of another. It comes with
 * `columns_missing`.
 *
 * @param earlier newest first
 */
export function filledFrom(newest: ItemVersion, earlier: readonly ItemVersion[]): ManifestItem {
  const said = new Set<ManifestField>(newest.layout.item);
  let item = newest.item;
  let hasLines = newest.layout.line.length > 0;
  for (const version of earlier) {
    const more = version.layout.item.filter((field) => !said.has(field));
    for (const field of more) said.add(field);
    item = { ...item, ...pick(version.item, more) };
    if (hasLines || version.layout.line.length === 0) continue;
    hasLines = true;
    item = { ...item, lines: version.item.lines };
  }
  const missing = ADDRESS_COLUMNS.filter((column) => !said.has(column));
  return missing.length === 0 ? item : { ...item, columns_missing: missing };
}

function pick(item: ManifestItem, fields: readonly string[]): Partial<ManifestItem> {
  return Object.fromEntries(Object.entries(item).filter(([field]) => fields.includes(field)));
}

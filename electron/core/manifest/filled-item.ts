import { ITEM_COLUMNS } from '../../../shared/manifest/columns.ts';
import { ADDRESS_COLUMNS, type ManifestItem } from '../../../shared/manifest/item.ts';
import type { Layout } from '../../../shared/manifest/packed-item.ts';

/** An item as one file has it. */
export interface ItemVersion {
  readonly item: ManifestItem;
  /** The fields that the file has columns for. */
  readonly layout: Layout;
}

/**
 * Fields that say something together only: the answer to one referral is none to another, and the
 * street of one sender is not that of the next.
 */
const GROUPS: readonly (readonly string[])[] = [
  ITEM_COLUMNS.filter((column) => column.startsWith('referral')),
  ITEM_COLUMNS.filter((column) => column.startsWith('postage')),
  ITEM_COLUMNS.filter((column) => column.startsWith('sender_')),
  ITEM_COLUMNS.filter((column) => column.startsWith('addressee_')),
];

/** The fields that a version speaks of: its columns, and all that belongs to them. */
function spokenOf({ layout }: ItemVersion): Set<string> {
  const columns: readonly string[] = layout.item;
  const groups = GROUPS.filter((group) => group.some((field) => columns.includes(field)));
  return new Set([...columns, ...groups.flat()]);
}

/**
 * The newest version of an item, with what its file says nothing about from the newest earlier one
 * that does: a despatch pre-advice says which receptacle an item is in and takes back nothing of what
 * was declared. A column that is there counts also where it is blank. Fields that belong together come
 * from one version, and so do content lines, since nothing says which line of one file is which of
 * another. It comes with `columns_missing`.
 *
 * @param earlier newest first
 */
export function filledFrom(newest: ItemVersion, earlier: readonly ItemVersion[]): ManifestItem {
  const spoken = [newest, ...earlier].map((version) => ({ version, fields: spokenOf(version) }));
  const said = new Set<string>();
  let item = newest.item;
  let hasLines = newest.layout.line.length > 0;
  for (const { version, fields } of spoken) {
    const more = [...fields].filter((field) => !said.has(field));
    for (const field of more) said.add(field);
    if (version === newest) continue;
    item = { ...item, ...pick(version.item, [...more, ...countedWith(more)]) };
    if (hasLines || version.layout.line.length === 0) continue;
    hasLines = true;
    item = { ...item, lines: version.item.lines };
  }
  const missing = ADDRESS_COLUMNS.filter((column) => {
    const source = spoken.find(({ fields }) => fields.has(column));
    return source?.version.layout.item.includes(column) !== true;
  });
  return missing.length === 0 ? item : { ...item, columns_missing: missing };
}

function pick(item: ManifestItem, fields: readonly string[]): Partial<ManifestItem> {
  return Object.fromEntries(Object.entries(item).filter(([field]) => fields.includes(field)));
}

/** How many items of its sender in its file have the same gross mass is about both in that file. */
function countedWith(fields: readonly string[]): string[] {
  const isOfBoth = fields.includes('gross_g') && fields.includes('sender_name');
  return isOfBoth ? ['same_mass_items'] : [];
}

/** Columns of the neutral CSV that describe the item; each row of an item repeats them. */
export const ITEM_COLUMNS = [
  'item_id',
  'alt_ids',
  'category',
  'origin_country',
  'dispatch_country',
  'destination_country',
  'transit_countries',
  'gross_g',
  'gross_kg',
  'sender_name',
  'sender_address',
  'sender_city',
  'sender_country',
  'sender_phone',
  'addressee_name',
  'addressee_address',
  'addressee_city',
  'addressee_country',
  'addressee_phone',
  'receptacle_id',
  'referral',
  'licence_no',
  'certificate_no',
  'invoice_no',
] as const;

/** Columns of the neutral CSV that describe one content line. */
export const LINE_COLUMNS = [
  'description',
  'quantity',
  'net_g',
  'net_kg',
  'value',
  'currency',
  'hs_code',
  'hs_year',
  'line_origin_country',
] as const;

export type ManifestColumn = (typeof ITEM_COLUMNS)[number] | (typeof LINE_COLUMNS)[number];

/** Columns that hold a number. */
export const NUMBER_COLUMNS: readonly ManifestColumn[] = [
  'gross_g',
  'gross_kg',
  'quantity',
  'net_g',
  'net_kg',
  'value',
];

const ALL: ReadonlySet<string> = new Set([...ITEM_COLUMNS, ...LINE_COLUMNS]);

/** Whether a header cell names a column of the neutral manifest. */
export function isManifestColumn(name: string): name is ManifestColumn {
  return ALL.has(name);
}

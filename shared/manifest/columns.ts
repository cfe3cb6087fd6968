/** Columns of the neutral CSV that describe the item; each row of an item repeats them. */
export const ITEM_COLUMNS = [
  'item_id',
  'alt_ids',
  'category',
  'origin_country',
  'dispatch_country',
  'destination_country',
  'transit_countries',
  'origin_office',
  'destination_office',
  'gross_g',
  'gross_kg',
  'sender_name',
  'sender_company',
  'sender_address',
  'sender_postcode',
  'sender_city',
  'sender_country',
  'sender_phone',
  'sender_email',
  'sender_reference',
  'addressee_name',
  'addressee_company',
  'addressee_address',
  'addressee_postcode',
  'addressee_city',
  'addressee_country',
  'addressee_phone',
  'addressee_email',
  'addressee_reference',
  'receptacle_id',
  'despatch_id',
  'referral',
  'referral_method',
  'referral_result',
  'referral_by',
  'referral_time',
  'licence_no',
  'certificate_no',
  'invoice_no',
  'postage',
  'postage_currency',
  'comments',
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
  'postage',
];

const ALL: ReadonlySet<string> = new Set([...ITEM_COLUMNS, ...LINE_COLUMNS]);

/** Whether a header cell names a column of the neutral manifest. */
export function isManifestColumn(name: string): name is ManifestColumn {
  return ALL.has(name);
}

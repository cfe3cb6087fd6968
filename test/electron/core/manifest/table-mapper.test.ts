import { describe, expect, it } from 'vitest';
import { mappingProfileSchema } from '../../../../shared/manifest/profile.ts';
import type { TableProfile } from '../../../../shared/manifest/profile.ts';
import type { ManifestColumn } from '../../../../shared/manifest/columns.ts';
import type { Decimals } from '../../../../shared/manifest/decimals.ts';
import type { SourceRow } from '../../../../electron/core/manifest/reader.ts';
import { createTableMapper } from '../../../../electron/core/manifest/table-mapper.ts';

function table(fields: Record<string, unknown>, more: Record<string, unknown> = {}): TableProfile {
  const profile = mappingProfileSchema.parse({
    profile: 'test',
    version: 1,
    title: 'A test',
    shape: 'table',
    fields,
    ...more,
  });
  if (profile.shape !== 'table') throw new Error('no table');
  return profile;
}

const cellsOf = (row: SourceRow): unknown => ('cells' in row ? row.cells : row.reason);

function mapped(
  header: readonly string[],
  profile: TableProfile | null,
  rows: readonly (readonly string[])[],
) {
  const mapper = createTableMapper(header, profile, false);
  if (!mapper.ok) throw new Error(mapper.error.message);
  let begun: { columns: readonly ManifestColumn[]; decimals: Decimals } | null = null;
  for (const row of rows) mapper.value.learn(row);
  mapper.value.begin({
    begin: (columns, decimals) => (begun = { columns, decimals }),
    take: () => undefined,
    measurement: () => undefined,
  });
  const out = rows.map((row, at) => cellsOf(mapper.value.row(at + 2, row)));
  return { begun, out, mark: mapper.value.decimals.mark() };
}

const refusalOf = (header: readonly string[], profile: TableProfile | null): string => {
  const mapper = createTableMapper(header, profile, true);
  return mapper.ok ? '' : mapper.error.message;
};

describe('a table with neutral names', () => {
  it('hands on the very rows that it has', () => {
    const row = ['A', '0,5'];
    const mapper = createTableMapper([' Item_ID', 'gross_kg '], null, false);
    const given = mapper.ok ? mapper.value.row(7, row) : null;
    expect(given).toEqual({ line: 7, cells: row });
    expect(given !== null && 'cells' in given && given.cells).toBe(row);
  });

  it('is refused for a column that is not known, that comes twice, and without item_id', () => {
    expect(refusalOf(['item_id', 'gros_g'], null)).toContain('"gros_g" is not known');
    expect(refusalOf(['item_id', 'item_id'], null)).toContain('item_id appears twice');
    expect(refusalOf(['gross_g'], null)).toContain('item_id is missing');
  });
});

describe('a table with a profile', () => {
  const courier = table(
    {
      item_id: 'Tracking Number',
      gross_g: { from: 'Weight (kg)', unit: 'kg' },
      sender_name: { from: ['First name', 'Last name'] },
      category: { from: 'Type', values: { Geschenk: 'gift', Ware: 'sale' } },
      hs_code: { from: ['HS', 'HTS'], firstOf: true },
    },
    { fixed: { origin_country: 'CN' } },
  );
  const header = [
    'no.',
    'TRACKING  NUMBER',
    'Weight\n(kg)',
    'first name',
    'Last Name',
    'type',
    'HS',
  ];

  it('finds its columns in any case and with other blanks, and leaves others alone', () => {
    const { begun, out } = mapped(header, courier, [
      ['1', 'RR473124829US', '0.45', 'Ann', 'Lee', 'GESCHENK', '610910'],
    ]);
    expect(begun).toMatchObject({
      columns: ['item_id', 'gross_g', 'sender_name', 'category', 'hs_code', 'origin_country'],
    });
    expect(out).toEqual([['RR473124829US', '450', 'Ann Lee', 'gift', '610910', 'CN']]);
  });

  it('says which column it needs and the table has not', () => {
    expect(refusalOf(['Tracking Number', 'First name', 'Type'], courier)).toContain(
      '"Weight (kg)", "Last name", "HS or HTS", which the profile test needs',
    );
  });

  it('does not choose between two columns of one name', () => {
    expect(refusalOf([...header, 'Type '], courier)).toContain('"Type"');
    expect(refusalOf([...header, 'Type '], courier)).toContain('appears twice');
  });

  it('says of a row that cannot be mapped why, and whose row it is', () => {
    const mapper = createTableMapper(header, courier, false);
    const row = mapper.ok ? mapper.value.row(9, ['1', 'A1', 'heavy', '', '', '', '']) : null;
    expect(row).toEqual({ line: 9, reason: 'gross_g: "heavy" is not a plain number', item: 'A1' });
  });
});

describe('masses of a profile are exact grams', () => {
  it.each<[string, string | undefined, string]>([
    ['1.2', 'kg', '1200'],
    ['1', 'lb', '453.59237'],
    ['3', 'oz', '85.048569'],
    ['450', undefined, '450'],
    ['1.2 kg', 'written', '1200'],
    ['2 LBS', 'written', '907.18474'],
    ['75g', 'written', '75'],
  ])('%s in %s', (text, unit, grams) => {
    const profile = table({ item_id: 'id', gross_g: unit ? { from: 'w', unit } : 'w' });
    expect(mapped(['id', 'w'], profile, [['A', text]]).out).toEqual([['A', grams]]);
  });

  it('with the decimal comma of the table, also behind a written unit', () => {
    const profile = table({ item_id: 'id', gross_g: { from: 'w', unit: 'written' }, value: 'v' });
    const rows = [
      ['A', '1,250 kg', '12,5'],
      ['B', '0,45 kg', '3'],
    ];
    const { out, mark } = mapped(['id', 'w', 'v'], profile, rows);
    expect(mark).toBe('comma');
    expect(out).toEqual([
      ['A', '1250', '12.5'],
      ['B', '450', '3'],
    ]);
  });

  it('are not guessed where a comma may be one of thousands, unless the profile says it', () => {
    const row = [['A', '1,250']];
    const fields = { item_id: 'id', gross_g: { from: 'w', unit: 'kg' } };
    expect(mapped(['id', 'w'], table(fields), row).out).toEqual([
      'gross_g: "1,250" could be 1250 or 1.250: no number before it shows how the file writes decimals',
    ]);
    const said = table(fields, { decimal: 'comma' });
    expect(mapped(['id', 'w'], said, row).out).toEqual([['A', '1250']]);
  });
});

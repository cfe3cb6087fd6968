import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_COLUMNS, LINE_COLUMNS } from '../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../shared/manifest/decimals.ts';
import { contentLineSchema, manifestItemSchema } from '../../../shared/manifest/item.ts';
import { packItem, packLine, unpackItem } from '../../../shared/manifest/packed-item.ts';
import { createItemReader, createLineReader } from '../../../shared/manifest/row.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';

const COLUMNS = [...ITEM_COLUMNS, ...LINE_COLUMNS];
const readers = () => {
  const decimals = createDecimals(true);
  return {
    item: createItemReader(COLUMNS, decimals),
    line: createLineReader(COLUMNS, decimals),
  };
};

/** Texts near every limit of every field, in the form that a reader leaves them in. */
const text = fc
  .oneof(
    fc.constantFrom(
      '',
      'DE',
      'D',
      'DEU',
      'EUR',
      '2022',
      '22',
      'gift',
      'gifts',
      'RFS',
      'DNL',
      '1.5',
    ),
    fc.constantFrom('1234567890123', '0.1234567', '123456789012.123456', '-1', '1e3', '٣', 'Ä'),
    fc.constantFrom(64, 65, 2000, 2001).map((length) => 'X'.repeat(length)),
    fc.string({ maxLength: 6 }),
    fc.stringMatching(/^[A-Z]{1,4}$/),
    fc.stringMatching(/^\d{1,14}(\.\d{1,8})?$/),
  )
  .map((each) => each.trim());

/** These are read as something else than their text, or refused for reasons that no schema knows. */
const HIDDEN_OR_MANGLED = /[\p{Cc}\p{Cf}\p{Cs}]|^\d([.,]\d+)?E[+-]\d+$/iu;
const CHANGED: Partial<Record<ManifestField, (value: string) => string>> = {
  category: (value) => value.toLowerCase(),
};
const CODES = /country|currency|referral/;

function inForm(field: ManifestField, value: string): string {
  const change = CHANGED[field] ?? ((same: string) => same);
  return CODES.test(field)
    ? value.replace(/[a-z]/g, (letter) => letter.toUpperCase())
    : change(value);
}

describe('a row', () => {
  it('is accepted exactly where the schema of stored items accepts its values', () => {
    const { item, line } = readers();
    const shapes = { ...manifestItemSchema.shape, ...contentLineSchema.shape };
    // Lists have their own test; a referral is kept whatever its code.
    const single = [...item.fields, ...line.fields].filter(
      (field) => !['alt_ids', 'transit_countries', 'referral'].includes(field),
    );
    fc.assert(
      fc.property(fc.constantFrom(...single), text, (field, value) => {
        fc.pre(!HIDDEN_OR_MANGLED.test(value) && !value.includes(','));
        const cells = COLUMNS.map((column) => (column === field ? value : ''));
        if (field !== 'item_id') cells[COLUMNS.indexOf('item_id')] = 'A';
        const reader = item.fields.includes(field) ? item : line;
        const blankOrText = value === '' ? null : inForm(field, value);
        const accepted = shapes[field].safeParse(blankOrText).success;
        const read = reader.read(cells);
        expect([field, value, read.ok]).toEqual([field, value, accepted]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is accepted with lists exactly where the schema accepts them', () => {
    const { item } = readers();
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z]{1,3}$/), { maxLength: 4 }), (codes) => {
        const cells = COLUMNS.map((column) =>
          column === 'transit_countries' ? codes.join(' ') : '',
        );
        cells[COLUMNS.indexOf('item_id')] = 'A';
        const accepted = manifestItemSchema.shape.transit_countries.safeParse(codes).success;
        expect(item.read(cells).ok).toBe(accepted);
      }),
    );
  });

  it('is stored and comes back as the same item, whatever it was accepted with', () => {
    const { item, line } = readers();
    const cells = fc.record(Object.fromEntries(COLUMNS.map((column) => [column, text])));
    fc.assert(
      fc.property(cells, fc.string({ minLength: 1, maxLength: 60 }), (named, description) => {
        const row = COLUMNS.map((column) => named[column] ?? '');
        row[COLUMNS.indexOf('description')] = description;
        // What its own reader refuses is left blank, so that most rows are accepted.
        for (const [at, column] of COLUMNS.entries()) {
          const alone = COLUMNS.map((each): string => (each === 'item_id' ? 'A' : ''));
          alone[at] = row[at] ?? '';
          if (!item.read(alone).ok || !line.read(alone).ok || column.endsWith('_kg')) row[at] = '';
        }
        row[COLUMNS.indexOf('item_id')] ||= 'A';
        const [values, content] = [item.read(row), line.read(row)];
        if (!values.ok || !content.ok) throw new Error('a row of accepted cells is accepted');
        const stored = packItem(values.values, [packLine(content.values)]);
        const back = unpackItem(stored, { item: item.fields, line: line.fields });
        expect(item.fields.map((field) => back[field as keyof typeof back])).toEqual(values.values);
        const [first] = back.lines;
        expect(line.fields.map((field) => first?.[field as keyof typeof first])).toEqual(
          content.values,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('trap 1: keeps a tariff code as it was declared', () => {
    const { line } = readers();
    for (const code of ['0302.92', '30292', '3004 90 00', '0101']) {
      const cells = COLUMNS.map((column) => (column === 'hs_code' ? code : ''));
      expect(line.read(cells)).toMatchObject({ ok: true, values: expect.arrayContaining([code]) });
    }
  });

  it.each([
    ['RFI', 'RFI'],
    ['rfs ', 'RFS'],
    ['RFI RFS', 'RFI RFS'],
    ['RFS;RFI', 'RFI RFS'],
    ['RFI RFS 7H', 'unknown'],
    ['RFS;DNL', 'DNL'],
    ['7H', 'unknown'],
    ['RFS/7H', 'unknown'],
    ['7H DNL', 'DNL'],
    [' - ', null],
    ['', null],
  ])('with the referral "%s" is kept as %s, the gravest of its codes', (text, kept) => {
    const { item } = readers();
    const cells = COLUMNS.map((column) =>
      column === 'referral' ? text : column === 'item_id' ? 'A' : '',
    );
    const read = item.read(cells);
    expect(read.ok && read.values[item.fields.indexOf('referral')]).toBe(kept);
  });

  it('says why a code is refused', () => {
    const { item } = readers();
    const refusal = (column: string, value: string) => {
      const cells = COLUMNS.map((each) =>
        each === column ? value : each === 'item_id' ? 'A' : '',
      );
      const read = item.read(cells);
      return read.ok ? null : read.reason;
    };
    expect(refusal('origin_country', 'germany')).toBe(
      'origin_country: "GERMANY" is not a two-letter country code',
    );
    expect(refusal('category', 'parcel')).toContain(
      'category: "parcel" is none of gift, documents',
    );
    expect(refusal('transit_countries', 'DE X')).toContain('"X" is not a two-letter country code');
    expect(refusal('item_id', 'X'.repeat(65))).toBe(
      'item_id: the text is longer than 64 characters',
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  draftOfPreview,
  problemsOfMapping,
  profileOf,
  type MappingDraft,
} from '../../../renderer/setup/mapping-draft.ts';
import { mappingProfileSchema } from '../../../shared/manifest/profile.ts';
import { foreignFile } from '../setup-fixtures.ts';

const { profiles } = foreignFile;

function draftWith(change: (draft: MappingDraft) => void = () => undefined): MappingDraft {
  const draft = draftOfPreview(foreignFile);
  draft.title = 'Ivanov, Riga';
  draft.columns[1]!.unit = 'kg';
  change(draft);
  return draft;
}
const kinds = (draft: MappingDraft): string[] =>
  problemsOfMapping(draft, profiles).map(({ kind }) => kind);

describe('a mapping begins with what the names of the columns say', () => {
  it('takes the suggested fields, and no unit that nothing says', () => {
    const { columns } = draftOfPreview(foreignFile);
    expect(columns.map(({ field }) => field)).toEqual([
      ...['item_id', 'gross_g', 'description', 'unused', 'unused', 'unused'],
    ]);
    expect(columns[1]?.unit).toBe('unsaid');
  });

  it.each([
    ['Weight (kg)', 'gross_g', 'kg'],
    ['net weight, LB', 'net_g', 'lb'],
    ['gross_kg', 'gross_kg', 'kg'],
    ['gross_g', 'gross_g', 'g'],
    ['Weight', 'gross_g', 'unsaid'],
    ['Kgs', 'gross_g', 'unsaid'],
  ])('reads the unit in %s', (name, field, unit) => {
    const preview = { ...foreignFile, columns: [name], suggested: { [field]: name } };
    const [column] = draftOfPreview(preview).columns;
    expect(column).toMatchObject({ field: field.replace('_kg', '_g'), unit });
  });

  it('leaves columns out that have no name of their own', () => {
    const columns = ['Name', ' NAME', '', 'Item'];
    const preview = {
      ...foreignFile,
      columns,
      suggested: { sender_name: 'Name', item_id: 'Item' },
    };
    expect(draftOfPreview(preview).columns).toMatchObject([
      { name: null, field: 'unused' },
      { name: null, field: 'unused' },
      { name: null, field: 'unused' },
      { name: 'Item', field: 'item_id' },
    ]);
  });
});

describe('what keeps a mapping from being saved', () => {
  it('is nothing once everything is said', () => {
    expect(kinds(draftWith())).toEqual([]);
  });

  it.each([
    ['id-missing', (draft: MappingDraft) => (draft.columns[0]!.field = 'unused')],
    ['unit-missing', (draft: MappingDraft) => (draft.columns[1]!.unit = 'unsaid')],
    ['twice', (draft: MappingDraft) => (draft.columns[3]!.field = 'item_id')],
    ['name-needed', (draft: MappingDraft) => (draft.title = ' ')],
    ['name-taken', (draft: MappingDraft) => (draft.title = 'Courier list')],
    ['name-taken', (draft: MappingDraft) => (draft.title = 'COURIER  LIST')],
  ])('is %s', (kind, spoil) => {
    expect(kinds(draftWith(spoil))).toEqual([kind]);
  });
});

describe('the profile of a mapping', () => {
  it('is one that core takes, with units, joined addresses, and how the file is read', () => {
    const draft = draftWith((it) => {
      it.decimal = 'comma';
      it.columns[3]!.field = 'addressee_address';
      it.columns[4]!.field = 'addressee_address';
    });
    const profile = profileOf(draft, { encoding: 'windows-1251', delimiter: ';' }, profiles);
    expect(mappingProfileSchema.parse(profile)).toEqual(profile);
    expect(profile).toEqual({
      profile: 'ivanov-riga',
      version: 1,
      title: 'Ivanov, Riga',
      shape: 'table',
      fields: {
        item_id: 'Номер',
        gross_g: { from: 'Вес', firstOf: false, unit: 'kg' },
        description: 'Товар',
        addressee_address: { from: ['Адрес 1', 'Адрес 2'], firstOf: false, join: ', ' },
      },
      fixed: {},
      encoding: 'windows-1251',
      delimiter: ';',
      decimal: 'comma',
    });
  });

  it('has a number for a name without Latin letters, the first that is free', () => {
    const known = [{ profile: 'mapping-1', title: 'x' }];
    const draft = draftWith((it) => (it.title = 'بريد'));
    expect(profileOf(draft, {}, known)).toMatchObject({ profile: 'mapping-2', title: 'بريد' });
  });
});

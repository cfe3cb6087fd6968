import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  manifestJsonSchema,
  mappingProfileJsonSchema,
} from '../../../shared/manifest/json-schema.ts';

const RESOURCES = path.join(import.meta.dirname, '../../../resources');
const published = (name: string): object =>
  JSON.parse(readFileSync(path.join(RESOURCES, name), 'utf8')) as object;
const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema));
const validator = (schema: object) => new Ajv2020({ strict: false }).compile(schema);

const MANIFEST = published('manifest/manifest.schema.json');

describe('the published JSON Schema', () => {
  it('of manifests is the one that the program has now (npm run schemas)', () => {
    expect(MANIFEST).toEqual(plain(manifestJsonSchema()));
  });

  it('of mapping profiles is the one that the program has now (npm run schemas)', () => {
    const profiles = published('manifest-profiles/mapping-profile.schema.json');
    expect(profiles).toEqual(plain(mappingProfileJsonSchema()));
  });

  it.each([
    ['a list of items', [{ item_id: 'A' }]],
    ['an object with items', { items: [{ item_id: 'A', gross_kg: 1.2 }] }],
    ['masses as texts', [{ item_id: 'A', gross_g: '450.5', lines: [{ net_kg: '0.4' }] }]],
    ['blanks', [{ item_id: 'A', category: null, lines: null }]],
  ])('takes %s', (_name, manifest) => {
    const valid = validator(MANIFEST);
    expect([valid(manifest), valid.errors]).toEqual([true, null]);
  });

  it.each([
    ['an item without its id', [{ gross_g: 450 }]],
    ['an id as a number, which loses digits', [{ item_id: 473124829 }]],
    ['a misspelt field', [{ item_id: 'A', gros_g: 450 }]],
    ['a negative mass', [{ item_id: 'A', gross_g: -1 }]],
    [
      'a tariff code as a number, which loses zeros',
      [{ item_id: 'A', lines: [{ hs_code: 30292 }] }],
    ],
    ['a country by its name', [{ item_id: 'A', origin_country: 'Germany' }]],
  ])('refuses %s', (_name, manifest) => {
    expect(validator(MANIFEST)(manifest)).toBe(false);
  });

  it('describes one line of JSON Lines as `item`', () => {
    const item = { ...MANIFEST, anyOf: undefined, $ref: '#/$defs/item' };
    const valid = validator(plain(item) as object);
    expect([valid({ item_id: 'A' }), valid({ id: 'A' })]).toEqual([true, false]);
  });
});

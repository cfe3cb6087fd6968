import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rulePackJsonSchema } from '../../../shared/rules/pack-json-schema.ts';

const FOLDER = path.join(import.meta.dirname, '../../../resources/rule-packs');
const published = JSON.parse(
  readFileSync(path.join(FOLDER, 'rule-pack.schema.json'), 'utf8'),
) as object;
const pack = parse(readFileSync(path.join(FOLDER, 'weight.yaml'), 'utf8')) as {
  rules: { when: object }[];
};

describe('the published JSON Schema of rule packs', () => {
  it('is the one that the program has now (npm run schemas)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(rulePackJsonSchema())));
  });

  it('takes the shipped pack and refuses one with an unknown fact', () => {
    const valid = new Ajv2020({ strict: false }).compile(published);
    expect([valid(pack), valid.errors]).toEqual([true, null]);
    const strange = structuredClone(pack);
    strange.rules[0]!.when = { fact: 'weight.exces', is: true, whenAbsent: 'false' };
    expect(valid(strange)).toBe(false);
  });
});

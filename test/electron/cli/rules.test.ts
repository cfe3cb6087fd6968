import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';

const STARTER = path.join(import.meta.dirname, '../../../resources/rule-packs/starter.yaml');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A pack of one rule whose fields are given. */
function packWith(fields: string, name = 'site'): string {
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `pack: ${name}
version: 1
rules:
  - id: site.heavy
    version: 1
    severity: check
    when: { fact: measured.gross, is: above, than: 20 kg, whenAbsent: 'false' }
    because: The parcel weighs {measured.gross}.
    source: site policy
    steps: []
${fields}`,
  );
  return file;
}

const another = (id: string, when: string, because = 'Heavier than declared.'): string => `
  - id: ${id}
    version: 1
    severity: check
    when: ${when}
    because: ${because}
    source: site policy
    steps: []
`;

function messages(...files: string[]) {
  const { status, answers } = runStation('rules', 'check', ...files);
  return [status, ...(answers as { message?: string }[]).map(({ message }) => message ?? 'ok')];
}

describe('station rules check', () => {
  it('says pack, version, hash and number of rules of a good one, exit 0', () => {
    const { status, answers } = runStation('rules', 'check', STARTER);
    expect([status, answers]).toEqual([
      0,
      [
        {
          file: STARTER,
          ok: true,
          pack: 'starter',
          version: expect.any(Number) as number,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          rules: expect.any(Number) as number,
        },
      ],
    ]);
  });

  it.each([
    [
      'an unknown fact',
      '{ fact: weight.exces, is: above, than: 0 g, whenAbsent: unknown }',
      /fact/,
    ],
    [
      'no unit',
      "{ fact: weight.excess, is: above, than: '0', whenAbsent: unknown }",
      /no mass with a unit/,
    ],
    [
      'a unit of another quantity',
      '{ fact: weight.excess, is: above, than: 5 uSv/h, whenAbsent: unknown }',
      /no mass with a unit/,
    ],
    ['a truth of a mass', '{ fact: weight.excess, is: true, whenAbsent: unknown }', /is a mass/],
    [
      'a comparison of a truth',
      '{ fact: radiation.alarm, is: above, than: 0 g, whenAbsent: unknown }',
      /cannot be compared/,
    ],
    [
      'codes of a mass',
      "{ fact: weight.excess, is: starts-with, oneOf: ['29'], whenAbsent: unknown }",
      /has no codes/,
    ],
    ['no answer for an absent fact', '{ fact: weight.excess, is: above, than: 0 g }', /whenAbsent/],
    [
      'an operator that is none',
      '{ fact: weight.excess, is: more, than: 0 g, whenAbsent: unknown }',
      /is/,
    ],
  ])('%s is found, with its place', (_name, when, message) => {
    const [status, first] = messages(packWith(another('site.other', when)));
    expect([status, first]).toEqual([1, expect.stringMatching(message)]);
    expect(first).toContain('rules.1.when');
  });

  it('every finding is given, not only the first', () => {
    const wrong =
      another('site.one', '{ fact: radiation.alarm, is: above, than: 0 g, whenAbsent: unknown }') +
      another('site.two', '{ fact: weight.excess, is: true, whenAbsent: unknown }');
    expect(messages(packWith(wrong))).toHaveLength(3);
  });

  it('a name in the sentence that is no fact is found', () => {
    const when = '{ fact: radiation.alarm, is: true, whenAbsent: unknown }';
    const file = packWith(another('site.other', when, '"Weighs {measured.mass}."'));
    expect(messages(file)).toEqual([1, 'because: {measured.mass} is no fact']);
  });

  it('a rule that another pack in force has is found, and a replaced pack is not in force', () => {
    const when = '{ fact: radiation.alarm, is: true, whenAbsent: unknown }';
    const twin = another('weight.over', when);
    expect(messages(packWith(twin))).toEqual([1, 'it is in the shipped pack starter already']);
    expect(messages(packWith(twin, 'starter'))).toEqual([0, 'ok']);
  });

  it('a file that is not YAML, or not there, is said so', () => {
    const file = path.join(folder, 'broken.yaml');
    writeFileSync(file, 'pack: [');
    expect(messages(file)[0]).toBe(1);
    expect(runStation('rules', 'check', path.join(folder, 'none.yaml')).status).toBe(2);
    expect(runStation('rules', 'check').status).toBe(2);
    expect(runStation('rules', 'burn', file).status).toBe(2);
  });
});

describe('station rules explain', () => {
  it('gives every test of every rule with the fact as it was when the parcel was decided', () => {
    const scenario = path.join(folder, 'one.yaml');
    writeFileSync(
      scenario,
      `instruments:
  - { id: scale, protocol: mt-sics }
  - { id: scanner, protocol: line-scanner }
  - { id: dosimeter, protocol: gq-gmc, background: 0.12 uSv/h }
parcels:
  - steps:
      - { at: 0, scan: CP102030419NL }
      - { at: 1, place: 3450 g }
      - { at: 4, declare: { description: gift, gross_g: '2000' } }
      - { at: 6, decide: hold }
`,
    );
    const { status, answers } = runStation('rules', 'explain', scenario);
    const rules = answers as { rule: string; item: string; result: string; tests: object[] }[];
    const resultOf = (id: string) => rules.find(({ rule }) => rule === id);
    expect([status, new Set(rules.map(({ item }) => item))]).toEqual([
      0,
      new Set(['CP102030419NL']),
    ]);
    expect(resultOf('weight.over')).toMatchObject({
      result: 'true',
      tests: [{ fact: 'weight.excess', is: 'above', than: '0 g', shown: '1350 g', result: 'true' }],
    });
    expect(resultOf('data.vague')).toMatchObject({ result: 'true' });
    expect(resultOf('radiation.alarm')).toMatchObject({ result: 'unknown' });
    expect(resultOf('goods.ozone-climate')).toMatchObject({
      result: 'false',
      tests: [{ fact: 'declared.hs', shown: 'absent', result: 'false' }],
    });
  });
});

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putInForce } from '../../../electron/core/rule-packs/in-force.ts';
import { runStation } from '../../support/run-station.ts';

const WEIGHT = path.join(import.meta.dirname, '../../../resources/rule-packs/weight.yaml');

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
    sector: weight
    procedure: weigh-and-open
    severity: check
    when:
      { fact: measured.gross, is: above, than: 20 kg, whenAbsent: 'false', why: Too heavy to lift }
    because: The parcel weighs {measured.gross}.
    source: site policy
    steps: [steps.weigh-again]
${fields}
cases:
  - { name: a heavy parcel, facts: { measured.gross: 21 kg }, hits: [site.heavy] }
  - { name: a parcel of the limit, facts: { measured.gross: 20 kg }, hits: [] }
`,
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
    const { status, answers } = runStation('rules', 'check', WEIGHT);
    expect([status, answers]).toEqual([
      0,
      [
        {
          file: WEIGHT,
          ok: true,
          pack: 'weight',
          version: expect.any(Number) as number,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          rules: expect.any(Number) as number,
          cases: expect.any(Number) as number,
        },
      ],
    ]);
  });

  it('of a pack that changes rules tells which changes would do nothing', () => {
    const file = path.join(folder, 'changes.yaml');
    const change = (rule: string, version: number) =>
      `  - { rule: ${rule}, version: ${version}, severity: check, reason: of the test }\n`;
    const head = 'pack: changes\nversion: 1\noverrides:\n';
    writeFileSync(file, head + change('weight.over', 2) + change('weight.over-all', 1));
    expect(messages(file)).toEqual([1, 'overrides: no lower layer has this rule']);
    writeFileSync(file, head + change('weight.over', 1));
    expect(messages(file)).toEqual([1, 'overrides: stale: written for version 1, in force is 2']);
    writeFileSync(file, head + change('weight.over', 2));
    expect(messages(file)).toEqual([0, 'ok']);
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

  it.each(['all', 'any', 'none'])('what is wrong within %s is found at its own place', (kind) => {
    const short = '{ fact: radiation.alarm, is: true, whenAbsent: unknown, why: x }';
    const file = packWith(another('site.other', `{ ${kind}: [${short}, { all: [${short}] }] }`));
    const [status, first, second] = messages(file);
    expect([status, first, second]).toEqual([
      1,
      expect.stringMatching(`^rules\\.1\\.when\\.${kind}\\.0\\.why: Too small`),
      expect.stringMatching(`^rules\\.1\\.when\\.${kind}\\.1\\.all\\.0\\.why: Too small`),
    ]);
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
    expect(messages(file)).toContain('because: {measured.mass} is no fact');
  });

  it('a rule that another pack in force has is found, and a replaced pack is not in force', () => {
    const when = '{ fact: radiation.alarm, is: true, whenAbsent: unknown }';
    const twin = another('weight.over', when);
    const finding: unknown = expect.stringContaining('it is in pack weight already');
    expect(messages(packWith(twin))).toContainEqual(finding);
    expect(messages(packWith(twin, 'weight'))).not.toContainEqual(finding);
  });

  it('a pack that says all it has to is ok', () => {
    expect(messages(packWith(''))).toEqual([0, 'ok']);
  });

  it('a pack of a site from before there were sectors and examples is told what it does not say', () => {
    const old = another(
      'site.old',
      "{ fact: measured.gross, is: above, than: 1 kg, whenAbsent: 'false' }",
    );
    expect(messages(packWith(old))).toEqual([
      1,
      'sector: it is of none',
      'procedure: it opens none',
      'why: not said of the tests of measured.gross',
      'cases: none shows the nearest that it does not hold of',
      'case "a heavy parcel": site.old should not hold and does',
      'case "a parcel of the limit": site.old should not hold and does',
    ]);
  });

  it('a step without a text on the screen is found, with the languages that lack it', () => {
    const file = packWith('');
    writeFileSync(file, readFileSync(file, 'utf8').replace('weigh-again', 'juggle'));
    expect(messages(file)).toEqual([1, 'steps.juggle has no text in ar, en, fr']);
  });

  it('all packs in force are checked when none is named, and the shipped ones have no finding', () => {
    const { status, answers } = runStation('rules', 'check');
    expect(status).toBe(0);
    expect(answers.length).toBeGreaterThan(25);
    expect(answers.every(({ ok }) => ok === true)).toBe(true);
  });

  it('what lies in a data folder to be activated is checked as well', { timeout: 60_000 }, () => {
    const data = mkdtempSync(path.join(folder, 'data-'));
    const proposed = path.join(data, 'rule-packs', 'bad.yaml');
    putInForce(data, []);
    mkdirSync(path.dirname(proposed));
    const check = () => {
      const { status, answers } = runStation('rules', 'check', '--data', data);
      const all = answers as { file: string; ok?: boolean; message?: string }[];
      return { status, wrong: all.filter(({ ok }) => ok !== true), all };
    };
    writeFileSync(proposed, 'x: [');
    const broken = check();
    expect(broken.status).toBe(1);
    expect(broken.wrong.map(({ file }) => file)).toEqual([proposed]);
    writeFileSync(proposed, readFileSync(packWith(''), 'utf8'));
    const good = check();
    expect([good.status, good.wrong]).toEqual([0, []]);
    expect(good.all.map(({ file }) => file)).toContain(proposed);
    writeFileSync(path.join(data, 'policy.yaml'), 'people: { autoLockMinutes: no }');
    const policy = check();
    expect(policy.status).toBe(1);
    expect(policy.wrong[0]?.message).toContain(
      'policy.yaml cannot be used: people.autoLockMinutes',
    );
  });

  it('a file of more than 2 MB is not read, and says so', () => {
    const file = packWith('');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# ${'x'.repeat(2_100_000)}`);
    expect(messages(file)).toEqual([
      1,
      'it has 2.1 MB, and a file of rules has 2 MB at most; divide it into several packs',
    ]);
    const data = mkdtempSync(path.join(folder, 'data-'));
    putInForce(data, []);
    mkdirSync(path.join(data, 'rule-packs'));
    copyFileSync(file, path.join(data, 'rule-packs', 'large.yaml'));
    const { status, answers } = runStation('rules', 'preview', '--data', data);
    expect([status, JSON.stringify(answers)]).toEqual([
      1,
      expect.stringContaining('a file of rules has 2 MB at most'),
    ]);
  });

  it('a file that is not YAML, or not there, is said so', () => {
    const file = path.join(folder, 'broken.yaml');
    writeFileSync(file, 'pack: [');
    expect(messages(file)[0]).toBe(1);
    expect(runStation('rules', 'check', path.join(folder, 'none.yaml')).status).toBe(2);
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
    });
    expect(resultOf('goods.ozone-climate')?.tests[0]).toMatchObject({
      fact: 'declared.hs',
      shown: 'absent',
      result: 'false',
      why: expect.stringContaining('HFC') as string,
    });
  });
});

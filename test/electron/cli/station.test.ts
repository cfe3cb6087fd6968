import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runStation } from '../../support/run-station.ts';

const DEMO = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'demo');
const CAPTURES = path.join(import.meta.dirname, '..', '..', 'fixtures', 'captures');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('station', () => {
  it('without a verb says how it is used, exit 2', () => {
    expect(runStation()).toMatchObject({ status: 2, answers: [{ error: { code: 'usage' } }] });
  });

  it('an expected failure is an object with --json, and words on stderr', () => {
    const data = path.join(folder, 'training');
    runStation('import', path.join(DEMO, 'manifest.csv'), '--data', data);
    const run = runStation(
      'import',
      path.join(DEMO, 'manifest.csv'),
      '--data',
      data,
      '--mode',
      'live',
    );
    expect([run.status, run.answers]).toEqual([
      1,
      [{ error: { code: 'wrong-mode', message: expect.any(String) as string } }],
    ]);
    expect(run.stderr).toContain('belongs to training mode');
  });

  it.each([
    [['import', '/no/such', '--data', 'x']],
    [['import', '/', '--data', 'x']],
    [['lookup', 'X', '--data', '/no/such']],
    [['verify', '/no/such']],
    [['doctor', '--data', '/no/such']],
    [['screen', '/no/such']],
    [['decode', '--protocol', 'mt-sics', '--file', '/no/such']],
    [['simulate', '--protocol', 'mt-sics', '--tcp', '47114', '--world', '/no/such']],
    [['simulate', '--protocol', 'mt-sics', '--tcp', '70000']],
  ])('%j names what is not there or cannot be, exit 2', (args) => {
    const { status, answers } = runStation(...args);
    expect([status, answers.map((answer) => Object.keys(answer))]).toEqual([2, [['error']]]);
  });

  it('with an unknown verb or option exits with 2', () => {
    const codes = [runStation('nonsense'), runStation('identify', 'X', '--no-such')];
    expect(codes.map(({ status }) => status)).toEqual([2, 2]);
  });
});

describe('station identify', () => {
  it('answers in the agreed shape', () => {
    expect(runStation('identify', 'RR 473 124 829 US')).toMatchObject({
      status: 0,
      answers: [{ scheme: 's10', valid: true, canonical: 'RR473124829US', problems: [] }],
    });
  });

  it('gives each finding with its code', () => {
    const { status, answers } = runStation('identify', 'RB123456785XX');
    expect([status, answers[0]?.['valid'], answers[0]?.['problems']]).toEqual([
      ...[0, true],
      [expect.stringMatching(/^country-unknown: XX is not an assigned country code/)],
    ]);
  });

  it('says what each element of a GS1 label means', () => {
    const { status, answers } = runStation(
      'identify',
      ']C1001061414123456789083303001250\u001d10AB\u001d17270400',
    );
    expect(status).toBe(0);
    expect(answers[0]).toMatchObject({ scheme: 'sscc', canonical: '106141412345678908' });
    expect(answers[0]).toMatchObject({ names: 'parcel', symbology: 'GS1-128' });
    expect(answers[0]?.['elements']).toEqual([
      { ai: '00', value: '106141412345678908', title: 'SSCC' },
      {
        ai: '3303',
        value: '001250',
        title: 'GROSS WEIGHT',
        quantity: '1.250',
        unit: 'kg',
        grams: '1250',
      },
      { ai: '10', value: 'AB', title: 'BATCH/LOT' },
      { ai: '17', value: '270400', title: 'USE BY or EXPIRY', date: '2027-04-30' },
    ]);
  });

  it('says what stands in a courier number, and which other schemes fit', () => {
    const { status, answers } = runStation('identify', '420 22153 9261292700768711948021');
    expect([status, answers[0]]).toEqual([
      0,
      {
        ...{ scheme: 'usps', valid: true, canonical: '9261292700768711948021', names: 'parcel' },
        ...{ wholeKey: '420221539261292700768711948021', problems: [] },
        fields: { courier: 'USPS', form: 'IMpb, 22 digits', postcode: '22153' },
      },
    ]);
    expect(runStation('identify', '12345678901').answers[0]).toMatchObject({
      ...{ scheme: 'unknown', alternatives: [{ scheme: 'gls', canonical: '12345678901' }] },
    });
  });

  it('exits with 1 for a label that is not valid', () => {
    const { status, answers } = runStation('identify', 'hello');
    expect([status, answers[0]?.['scheme'], answers[0]?.['valid']]).toEqual([1, 'unknown', false]);
  });
});

describe('station decode', () => {
  it('gives one observation a line', () => {
    const hex = Buffer.from('S S     100.00 g\r\nS +\r\n', 'latin1').toString('hex');
    const { status, answers } = runStation('decode', '--protocol', 'mt-sics', '--hex', hex);
    expect(status).toBe(0);
    expect(answers).toMatchObject([
      { type: 'reading', kind: 'mass', value: '100.00', unit: 'g', stable: true },
      { type: 'fault', code: 'overload' },
    ]);
  });

  it('reads a recorded exchange', () => {
    const file = path.join(CAPTURES, 'gq-gmc', 'gmc-320.exchange');
    const { status, answers } = runStation('decode', '--protocol', 'gq-gmc', '--exchange', file);
    expect(status).toBe(0);
    expect(answers).toContainEqual(
      expect.objectContaining({ kind: 'counts', value: '438', unit: 'cpm', windowS: 60 }),
    );
  });

  it('refuses hex that is none and a protocol that is not spoken, exit 2', () => {
    const codes = [
      runStation('decode', '--protocol', 'mt-sics', '--hex', 'XY'),
      runStation('decode', '--protocol', 'morse', '--hex', '00'),
    ];
    expect(codes.map(({ status }) => status)).toEqual([2, 2]);
  });
});

describe('station import and lookup', () => {
  it('import a manifest as a whole and find its items', () => {
    const data = path.join(folder, 'imported');
    const imported = runStation('import', path.join(DEMO, 'manifest.csv'), '--data', data);
    expect(imported).toMatchObject({
      status: 0,
      answers: [{ mode: 'training', items: 14, lines: 15, rejected: [] }],
    });
    expect(runStation('lookup', 'lx 876 543 216 de', '--data', data)).toMatchObject({
      status: 0,
      answers: [{ found: true, item: { item_id: 'LX876543216DE', gross_g: '450' } }],
    });
    expect(runStation('lookup', 'LX000000000DE', '--data', data)).toMatchObject({
      status: 1,
      answers: [{ found: false }],
    });
  });

  it('rows that cannot be taken are named with line and reason, exit 1', () => {
    const file = path.join(folder, 'rows.csv');
    writeFileSync(file, 'item_id,gross_g\nLX876543216DE,450\n1.23E+10,7\nCP102030419NL,heavy\n');
    const { status, answers } = runStation('import', file, '--data', path.join(folder, 'rows'));
    const rejected = answers[0]?.['rejected'] as { line: number; reason: string }[];
    expect(status).toBe(1);
    expect(rejected.map(({ line }) => line)).toEqual([3, 4]);
  });
});

describe('station screen', () => {
  it('screens every demo parcel to its expected prompts and outcome, verified', () => {
    const { status, answers } = runStation('screen', path.join(DEMO, 'demo.yaml'));
    expect(answers.map((answer) => answer['failures'])).toEqual(answers.map(() => undefined));
    expect(answers.map(({ verified }) => verified)).toEqual(answers.map(() => true));
    const rules = (prompts: unknown): string[] =>
      (prompts as { rule: string }[]).map(({ rule }) => rule).sort();
    expect(answers.map(({ item, prompts, outcome }) => [item, rules(prompts), outcome])).toEqual([
      ['LX876543216DE', [], 'release'],
      ['CP102030419NL', ['weight.over'], 'hold'],
      ['CP305105227PT', [], 'release'],
      ['CC407712032FR', ['data.content-exceeds-gross', 'weight.over'], 'hold'],
      ['CP522045183PL', ['radiation.alarm'], 'release'],
      ['LX612300471JP', ['radiation.above-surface-limit'], 'hold'],
      ['CV704188230US', ['radiation.step-back'], 'hold'],
      ['CP801553926CN', ['goods.ozone-climate'], 'refer'],
      ['UA900314661CN', ['data.vague'], 'hold'],
      ['LX105502378GB', ['manifest.not-found'], 'release'],
      ['CP116209531SE', ['instrument.fault'], 'release'],
      ['LX127341085TR', ['instrument.fault'], 'hold'],
      ['CP138092755IT', ['weight.over'], 'release'],
      ['RR149263813CH', ['identity.check-digit'], 'release'],
      ['UX150374927CN', ['data.gift-commercial', 'data.value-implausible'], 'hold'],
    ]);
    const troubled = answers.flatMap(({ faults, refused }, index) =>
      [faults, refused].some((list) => (list as unknown[]).length > 0)
        ? [{ number: index + 1, faults, refused }]
        : [],
    );
    const refused = [{ at: 60, code: 'why.missing-facts', outcome: 'release' }];
    expect(troubled).toEqual([
      { number: 11, faults: ['disconnected'], refused: [] },
      { number: 12, faults: ['dead-tube'], refused },
    ]);
    expect(status).toBe(0);
  });

  it('finds the small increase of fertiliser with an ordinary Geiger counter, too, given its time', () => {
    const { status, answers } = runStation('screen', path.join(DEMO, 'geiger.yaml'));
    expect(answers).toMatchObject([
      { item: 'LX876543216DE', prompts: [], outcome: 'release' },
      { item: 'CP522045183PL', prompts: [{ rule: 'radiation.alarm' }], outcome: 'release' },
    ]);
    expect(status).toBe(0);
  });

  it('exits with 1 and says why when a parcel does not come out as expected', () => {
    const scenario = path.join(folder, 'wrong.yaml');
    const text = readFileSync(path.join(DEMO, 'demo.yaml'), 'utf8')
      .replace('manifest: manifest.csv', `manifest: ${path.join(DEMO, 'manifest.csv')}`)
      .replace('policy: policy.yaml', `policy: ${path.join(DEMO, 'policy.yaml')}`)
      .replace(
        'expect: { prompts: [], outcome: release }',
        'expect: { prompts: [x.y], faults: [stale], refused: [{ outcome: refer }], outcome: hold }',
      );
    writeFileSync(scenario, text);
    const { status, answers } = runStation('screen', scenario);
    expect(status).toBe(1);
    expect(answers[0]?.['failures']).toEqual([
      'prompts: expected [x.y], got []',
      'faults: expected [stale], got []',
      'refused: expected [refer], got []',
      'outcome: expected hold, got release',
    ]);
    expect(answers[1]?.['failures']).toBeUndefined();
  });

  it('plays raw bytes of a scale instead of a simulated world', () => {
    const scenario = path.join(folder, 'bytes.yaml');
    const overload = Buffer.from('S +\r\n', 'latin1').toString('hex');
    writeFileSync(
      scenario,
      `mode: training
instruments:
  - { id: scale, protocol: mt-sics }
  - { id: scanner, protocol: line-scanner }
  - { id: dosimeter, protocol: gq-gmc, background: 0.12 uSv/h }
parcels:
  - steps:
      - { at: 0, scan: LX876543216DE }
      - { at: 0.5, bytes: { scale: "${overload}" } }
      - { at: 5, decide: hold }
    expect: { prompts: [manifest.not-found], outcome: hold }
`,
    );
    expect(runStation('screen', scenario).status).toBe(0);
  });

  it('refuses simulated instruments in live mode', () => {
    const scenario = path.join(folder, 'live.yaml');
    const text = readFileSync(path.join(DEMO, 'demo.yaml'), 'utf8');
    const live = text.replace('mode: training', 'mode: live').replace(/^manifest: .*$/m, '');
    writeFileSync(scenario, live);
    const { status, stderr } = runStation('screen', scenario);
    expect(status).toBe(2);
    expect(stderr).toContain('which is for training');
  });

  it('works a second time on the same folder, each time in a shift of its own', () => {
    const scenario = path.join(folder, 'twice.yaml');
    const data = path.join(folder, 'twice');
    writeFileSync(
      scenario,
      `manifest: ${path.join(DEMO, 'manifest.csv')}
instruments:
  - { id: scale, protocol: mt-sics }
  - { id: scanner, protocol: line-scanner }
  - { id: dosimeter, protocol: gq-gmc, background: 0.12 uSv/h }
parcels:
  - steps:
      - { at: 0, scan: LX876543216DE }
      - { at: 0.5, place: 452 g }
      - { at: 1, decide: release }
      - { at: 2, source: 0.12 uSv/h, distance: contact, face: top }
      - { at: 30, decide: release }
    expect: { prompts: [], outcome: release }
`,
    );
    expect(runStation('screen', scenario, '--data', data)).toMatchObject({
      status: 0,
      answers: [{ outcome: 'release', refused: [{ at: 1 }], verified: true }],
    });
    // The same number within 12 months: the same parcel again, or a copied label.
    expect(runStation('screen', scenario, '--data', data)).toMatchObject({
      status: 1,
      answers: [
        { prompts: [{ rule: 'identity.duplicate' }], outcome: null, refused: [{}, { at: 30 }] },
      ],
    });
    const journal = readFileSync(path.join(data, 'journal', '000001.jsonl'), 'utf8');
    const count = (kind: string): number => journal.split(`"kind":"${kind}"`).length - 1;
    expect(['shift-opened', 'background-taken', 'shift-closed'].map(count)).toEqual([2, 2, 2]);
  });

  it('a station that is blocked is a failure, not wrong use', () => {
    const data = path.join(folder, 'blocked');
    mkdirSync(data);
    writeFileSync(path.join(data, 'policy.yaml'), 'fast');
    const { status, answers, stderr } = runStation(
      'screen',
      path.join(DEMO, 'demo.yaml'),
      '--data',
      data,
    );
    expect([status, answers[0]]).toMatchObject([1, { error: { code: 'configuration-invalid' } }]);
    expect(stderr).not.toContain('Usage');
  });

  it('judges by the scenario’s policy where the folder has none, and leaves it there', () => {
    const [without, own] = [path.join(folder, 'policy-new'), path.join(folder, 'policy-own')];
    mkdirSync(own);
    const ownPolicy = 'radiation: { dwellS: 30 }\n';
    writeFileSync(path.join(own, 'policy.yaml'), ownPolicy);
    const scenario = path.join(folder, 'policy.yaml');
    const policy = path.join(DEMO, 'policy.yaml');
    writeFileSync(
      scenario,
      stringify({ policy, instruments: [{ id: 'scale', protocol: 'mt-sics' }], parcels: [] }),
    );
    for (const data of [without, own]) runStation('screen', scenario, '--data', data);
    const policyOf = (data: string): string => readFileSync(path.join(data, 'policy.yaml'), 'utf8');
    expect(policyOf(without)).toBe(readFileSync(policy, 'utf8'));
    expect(policyOf(own)).toBe(ownPolicy);
  });

  it('leaves its records in --data, where one changed character fails verification', () => {
    const data = path.join(folder, 'screened');
    expect(runStation('screen', path.join(DEMO, 'demo.yaml'), '--data', data).status).toBe(0);
    expect(runStation('verify', data)).toMatchObject({ status: 0, answers: [{ ok: true }] });
    const journal = path.join(data, 'journal', '000001.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    lines[11] = (lines[11] ?? '').replace('"kind":"', '"kind":"x');
    writeFileSync(journal, lines.join('\n'));
    expect(runStation('verify', data)).toMatchObject({
      status: 1,
      answers: [{ ok: false, firstBad: { seq: 12, where: 'journal' } }],
    });
  });
});

describe('station doctor', () => {
  it('checks this computer', () => {
    const { status, answers } = runStation('doctor');
    expect([status, answers.every(({ ok }) => ok)]).toEqual([0, true]);
  });

  it('a folder without records is not started yet', () => {
    const data = path.join(folder, 'new');
    mkdirSync(data);
    const { status, answers } = runStation('doctor', '--data', data);
    expect(status).toBe(0);
    expect(answers.find(({ check }) => check === 'chain')?.['detail']).toContain('not started yet');
  });

  it('finds a configured port that is not there, and names a shipped pack that is replaced', () => {
    const data = path.join(folder, 'configured');
    mkdirSync(path.join(data, 'rule-packs'), { recursive: true });
    const shipped = path.join(DEMO, '..', 'rule-packs', 'weight.yaml');
    copyFileSync(shipped, path.join(data, 'rule-packs', 'own.yaml'));
    writeFileSync(
      path.join(data, 'instruments.yaml'),
      `instruments:
  - { id: scale, kind: scale, protocol: mt-sics, transport: { kind: serial, path: /dev/no-such } }
`,
    );
    const { status, answers } = runStation('doctor', '--data', data);
    const detail = (name: string) => answers.find(({ check }) => check === name)?.['detail'];
    expect(status).toBe(1);
    expect(detail('instrument-ports')).toContain('/dev/no-such');
    expect(detail('configuration')).toContain('replaced by the site: shipped weight');
  });
});

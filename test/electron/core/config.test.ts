import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInstruments, loadRules } from '../../../electron/core/config.ts';
import { RESOURCES } from '../../support/simulated-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'station-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

const virtualScale = `instruments:
  - { id: scale, kind: scale, protocol: mt-sics, transport: { kind: virtual, seed: 1 } }
`;

describe('instruments', () => {
  it('a training bench without a file has one simulator of each kind', () => {
    const kinds = loadInstruments(folder, 'training').map(({ kind, transport }) => [
      kind,
      transport.kind,
    ]);
    expect(kinds).toEqual([
      ['scale', 'virtual'],
      ['scanner', 'virtual'],
      ['dosimeter', 'virtual'],
    ]);
  });

  it('a live bench without a file has none', () => {
    expect(loadInstruments(folder, 'live')).toEqual([]);
  });

  it.each([
    ['simulator', '{ kind: virtual, seed: 1 }'],
    ['recording', '{ kind: replay, file: scale.txt }'],
  ])('a live bench refuses a %s', (_name, transport) => {
    write('instruments.yaml', virtualScale.replace('{ kind: virtual, seed: 1 }', transport));
    expect(() => loadInstruments(folder, 'live')).toThrow(/is for training/);
  });

  it.each([
    ['not YAML', 'instruments: [', /cannot be used/],
    ['an unknown protocol', virtualScale.replace('mt-sics', 'morse'), /instruments\.0\.protocol/],
    ['an unknown id', virtualScale.replace('id: scale', 'id: balance'), /instruments\.0\.id/],
    ['a kind of another protocol', virtualScale.replace('mt-sics', 'gq-gmc'), /0\.kind: gq-gmc is/],
    [
      'an id of another kind',
      virtualScale.replace('id: scale', 'id: scanner'),
      /instruments\.0\.id: mt-sics is the protocol of a scale/,
    ],
    [
      'two instruments of a kind',
      virtualScale + virtualScale.split('\n')[1],
      /instruments\.1\.id: there is a scale already/,
    ],
    [
      'line settings that are none',
      virtualScale.replace('virtual, seed: 1', 'serial, path: /dev/x, settings: fast'),
      /instruments\.0\.transport\.settings: "fast" are no line settings/,
    ],
    ['a list at its top', '- scale', /cannot be used: it is not a map/],
    ['an unknown key', virtualScale.replace('seed: 1', 'sead: 1'), /instruments\.0\.transport/],
  ])('a file with %s is refused with file and place', (_name, text, message) => {
    write('instruments.yaml', text);
    expect(() => loadInstruments(folder, 'training')).toThrow(message);
  });
});

function siteTwin(pack: string): string {
  return `pack: ${pack}
version: 9
rules:
  - id: weight.over
    version: 2
    severity: check
    when: { fact: weight.excess, is: above, than: 10 g, whenAbsent: 'false' }
    because: Heavier than declared.
    source: site policy
    steps: []
`;
}

describe('policy and rule packs', () => {
  it('a site changes single values and keeps the others', () => {
    write('policy.yaml', 'radiation: { dwellS: 7 }\n');
    const { policy } = loadRules(RESOURCES, folder);
    const shipped = loadRules(RESOURCES, path.join(folder, 'none')).policy;
    expect(policy).toEqual({ ...shipped, radiation: { ...shipped.radiation, dwellS: 7 } });
  });

  it.each([
    'radiation: { stepBack: 101 }',
    'radiation: { clearTo: 6 }',
    'radiation: { dwellS: 0 }',
    'radiation: { dwels: 7 }',
    'weight: { overG: NaN }',
  ])('a policy of %s is refused', (text) => {
    write('policy.yaml', text);
    expect(() => loadRules(RESOURCES, folder)).toThrow(/policy\.yaml cannot be used/);
  });

  it.each(['fast', '- 7', 'radiation: 7'])(
    'a policy that is no map of maps (%s) is refused',
    (text) => {
      write('policy.yaml', text);
      expect(() => loadRules(RESOURCES, folder)).toThrow(/policy\.yaml cannot be used: [^:]/);
    },
  );

  it('an empty policy changes nothing', () => {
    write('policy.yaml', '# nothing yet\n');
    expect(loadRules(RESOURCES, folder).policy).toEqual(loadRules(RESOURCES, null).policy);
  });

  it('a rule id that two packs of one layer share is refused, and both packs are named', () => {
    write('rule-packs/site.yaml', siteTwin('site'));
    write('rule-packs/twin.yaml', siteTwin('twin'));
    expect(() => loadRules(RESOURCES, folder)).toThrow(
      /twin\.yaml cannot be used: rule weight\.over is in pack site already/,
    );
  });

  it('two packs of one name in a folder are refused', () => {
    write('rule-packs/a.yaml', siteTwin('weight'));
    write('rule-packs/b.yaml', siteTwin('weight'));
    expect(() => loadRules(RESOURCES, folder)).toThrow(/b\.yaml cannot be used: .*a\.yaml is pack/);
  });

  it('says which shipped pack a site replaces', () => {
    write('rule-packs/site.yaml', siteTwin('weight'));
    expect(loadRules(RESOURCES, folder).replaced.map(({ pack }) => pack)).toEqual(['weight']);
    expect(loadRules(RESOURCES, null).replaced).toEqual([]);
  });

  it('a site pack of the same name replaces the shipped one, and its hash is its own', () => {
    const weight = () => {
      const packs = loadRules(RESOURCES, folder).packs.filter(({ pack }) => pack === 'weight');
      expect(packs).toHaveLength(1);
      return packs[0];
    };
    const shipped = weight();
    write('rule-packs/site.yaml', siteTwin('weight'));
    expect(weight()?.version).toBe(9);
    expect(weight()?.hash).not.toBe(shipped?.hash);
  });

  it.each([
    ['a limit without a unit', 'than: "10"', /no mass with a unit/],
    ['a limit that is a number', 'than: 10', /no mass with a unit/],
    ['a limit of another kind', 'than: 10 uSv/h', /no mass with a unit/],
    ['a truth where a comparison belongs', '', /is a mass/],
  ])('a rule with %s is refused', (_name, than, message) => {
    const test = than === '' ? 'is: true' : `is: above, ${than}`;
    write(
      'rule-packs/bad.yaml',
      `pack: bad
version: 1
rules:
  - id: weight.bad
    version: 1
    severity: check
    when: { fact: weight.excess, ${test}, whenAbsent: 'false' }
    because: x
    source: site policy
    steps: []
`,
    );
    expect(() => loadRules(RESOURCES, folder)).toThrow(message);
  });
});

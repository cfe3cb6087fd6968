import { describe, expect, it } from 'vitest';
import { benchInstruments } from '../../../shared/measure/bench-instruments.ts';
import { genericProfileSchema } from '../../../shared/measure/generic-profile.ts';

const PROFILE = {
  name: 'Test scale',
  terminator: '0d0a',
  pattern: '(?P<status>ST|US),(?P<value>[0-9.]+)(?P<unit>kg)',
  status: { stable: ['ST'], unstable: ['US'] },
};
const problems = (profile: object): readonly string[] => {
  const parsed = genericProfileSchema.safeParse(profile);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};
const bench = (profile: object | undefined, protocol = 'generic-scale'): readonly string[] => {
  const kind = protocol === 'generic-dosimeter' ? 'dosimeter' : 'scale';
  const transport = { kind: 'serial', path: '/dev/ttyUSB0' };
  const parsed = benchInstruments.safeParse([
    { id: kind, kind, protocol, transport, ...(profile === undefined ? {} : { profile }) },
  ]);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};

describe('a profile of a generic instrument', () => {
  it('is taken when its pattern compiles and has a value', () => {
    expect(problems(PROFILE)).toEqual([]);
    expect(bench(PROFILE)).toEqual([]);
  });

  it.each([
    ['(?P<value>[0-9]+', 'missing closing )'],
    ['[0-9]+ kg', 'no group (?P<value>'],
    ['(?P<value>[0-9]+)(?P<weight>kg)', '"weight" means nothing'],
    ['(?P<value>[0-9]+)(?=kg)', 'invalid'],
    ['(?P<value>[0-9]+)\\1', 'invalid'],
  ])('is refused for the pattern %s, with words', (pattern, words) => {
    expect(problems({ ...PROFILE, pattern }).join()).toContain(words);
  });

  it('has to say how a scale shows that it is at rest', () => {
    const { status: _, ...silent } = PROFILE;
    expect(bench(silent).join()).toContain('at rest');
    expect(bench({ ...silent, equalReadings: 5 })).toEqual([]);
    const deaf = { ...PROFILE, pattern: '(?P<value>[0-9.]+)(?P<unit>kg)' };
    expect(bench(deaf).join()).toContain('at rest');
  });

  it('cannot have a word of the status in two lists', () => {
    const status = { stable: ['ST'], overload: ['OL', 'ST'] };
    expect(bench({ ...PROFILE, status }).join()).toContain('two lists');
  });

  it('has to say over how long the value of a dosimeter was measured', () => {
    const pattern = '(?P<value>[0-9.]+)';
    const meter = { name: 'Meter', terminator: '0a', pattern, unit: 'uSv/h' };
    expect(bench(meter, 'generic-dosimeter').join()).toContain('windowS');
    expect(bench({ ...meter, windowS: 10 }, 'generic-dosimeter')).toEqual([]);
    expect(bench({ ...meter, unit: 'kg', windowS: 10 }, 'generic-dosimeter').join()).toContain(
      'kg is no unit of a dosimeter',
    );
  });

  it('is needed by a generic protocol and taken by no other', () => {
    expect(bench(undefined).join()).toContain('needs a profile');
    expect(bench(PROFILE, 'mt-sics').join()).toContain('takes no profile');
  });
});

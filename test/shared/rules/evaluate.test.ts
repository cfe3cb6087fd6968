import { describe, expect, it } from 'vitest';
import { decisiveTests, explain, judge } from '../../../shared/rules/evaluate.ts';
import { FACTS, type Fact, type FactName, type Facts } from '../../../shared/rules/facts.ts';
import { rulePackSchema, type Rule } from '../../../shared/rules/pack.ts';

const NOT_YET: Fact = { state: 'not-yet' };
const ABSENT: Fact = { state: 'absent', why: 'declared blank' };
const FAULT: Fact = { state: 'fault', code: 'silent', instrument: 'scale' };
const value = (given: boolean | number | readonly string[]): Fact => ({
  state: 'value',
  value: given,
  shown: String(given),
});

const names = Object.keys(FACTS) as FactName[];
const nothingKnown = Object.fromEntries(names.map((name) => [name, NOT_YET])) as Facts;

function rule(when: unknown): Rule {
  const pack = rulePackSchema.parse({
    pack: 'test',
    version: 1,
    rules: [
      {
        id: 'test.rule',
        version: 1,
        severity: 'hold',
        when,
        because: 'Weighs {measured.gross}, declared {declared.gross}.',
        source: 'site policy',
        steps: [],
      },
    ],
  });
  const [parsed] = pack.rules;
  if (parsed === undefined) throw new Error('the pack has no rule');
  return parsed;
}

const alarm = (whenAbsent: string) => ({ fact: 'radiation.alarm', is: true, whenAbsent });
const heavy = { fact: 'measured.gross', is: 'above', than: '2 kg', whenAbsent: 'unknown' };
const controlled = {
  fact: 'declared.hs',
  is: 'starts-with',
  oneOf: ['290345'],
  whenAbsent: 'false',
};
const judged = (when: unknown, facts: Partial<Facts>) =>
  judge(rule(when), { ...nothingKnown, ...facts }).result;

describe('one test of one fact', () => {
  it.each([
    ['true', value(true), 'true'],
    ['false', value(false), 'false'],
    ['not yet known', NOT_YET, 'unknown'],
    ['in fault', FAULT, 'unknown'],
  ] as const)('%s', (_name, fact, expected) => {
    expect(judged(alarm('false'), { 'radiation.alarm': fact })).toBe(expected);
  });

  it.each(['true', 'false', 'unknown'])('absent means what the rule says: %s', (whenAbsent) => {
    expect(judged(alarm(whenAbsent), { 'radiation.alarm': ABSENT })).toBe(whenAbsent);
  });

  it('compares in the unit of the fact', () => {
    const results = [2_000_000_000, 2_000_000_001].map((micrograms) =>
      judged(heavy, { 'measured.gross': value(micrograms) }),
    );
    expect(results).toEqual(['false', 'true']);
  });

  it.each([
    ['290345', 'true'],
    ['29034510', 'true'],
    ['2903', 'unknown'],
    ['2902', 'false'],
    ['382761', 'false'],
  ])('code %s begins with 290345: %s', (code, expected) => {
    expect(judged(controlled, { 'declared.hs': value(['610910', code]) })).toBe(expected);
  });

  it('a value of another type is no value', () => {
    expect(judged(heavy, { 'measured.gross': value(true) })).toBe('unknown');
    expect(judged(alarm('false'), { 'radiation.alarm': value(1) })).toBe('unknown');
    expect(judged(controlled, { 'declared.hs': value(290345) })).toBe('unknown');
  });

  it.each([NaN, Infinity, -Infinity])('%d is no value', (number) => {
    expect(judged(heavy, { 'measured.gross': value(number) })).toBe('unknown');
  });
});

describe('trees of tests', () => {
  const known = { 'radiation.alarm': value(true), 'measured.gross': NOT_YET };

  it.each([
    ['all: unknown beside true is unknown', { all: [alarm('false'), heavy] }, 'unknown'],
    ['any: true beside unknown is true', { any: [alarm('false'), heavy] }, 'true'],
    ['none: true beside unknown is false', { none: [alarm('false'), heavy] }, 'false'],
    ['none of unknown is unknown', { none: [heavy] }, 'unknown'],
  ])('%s', (_name, when, expected) => {
    expect(judged(when, known)).toBe(expected);
  });

  it('the explanation names every test with its own result', () => {
    const { tests } = judge(rule({ any: [alarm('false'), heavy] }), { ...nothingKnown, ...known });
    expect(tests.map(({ test, result }) => [test.fact, result])).toEqual([
      ['radiation.alarm', 'true'],
      ['measured.gross', 'unknown'],
    ]);
  });

  it('the sentence shows facts as they are shown, and what is not known as such', () => {
    const facts = { ...nothingKnown, 'measured.gross': { ...value(1), shown: '3450 g' } as Fact };
    expect(explain(rule(heavy), facts)).toBe('Weighs 3450 g, declared not-yet.');
  });
});

describe('the tests that a judgement rests on', () => {
  const found = { fact: 'manifest.found', is: true, whenAbsent: 'unknown' };
  const foundOf = (when: unknown, facts: Partial<Facts>) =>
    decisiveTests(judge(rule(when), { ...nothingKnown, ...facts })).map(({ test }) => test.fact);
  const three = { any: [alarm('false'), heavy, found] };
  const light = { 'measured.gross': value(1_000_000), 'radiation.alarm': value(false) };

  it('of alternatives are those that hold', () => {
    const facts = { ...light, 'manifest.found': value(true) };
    expect(foundOf(three, facts)).toEqual(['manifest.found']);
  });

  it('of alternatives are all when none holds', () => {
    const facts = { ...light, 'manifest.found': value(false) };
    expect(foundOf(three, facts)).toEqual(['radiation.alarm', 'measured.gross', 'manifest.found']);
  });

  it('are what leaves it open where it cannot be judged', () => {
    expect(foundOf(three, light)).toEqual(['manifest.found']);
    expect(foundOf({ all: [found, { none: [heavy] }] }, light)).toEqual(['manifest.found']);
  });

  it('of conditions that all have to hold are all, and those that do not where one does not', () => {
    const when = { all: [found, { none: [heavy, alarm('false')] }] };
    const facts = { ...light, 'manifest.found': value(true) };
    expect(foundOf(when, facts)).toEqual(['manifest.found', 'measured.gross', 'radiation.alarm']);
    const raised = { ...facts, 'radiation.alarm': value(true) };
    expect(foundOf(when, raised)).toEqual(['radiation.alarm']);
  });
});

import { describe, expect, it } from 'vitest';
import { lintPack, lintTwins } from '../../../shared/rules/lint-pack.ts';
import { rulePackSchema } from '../../../shared/rules/pack.ts';
import type { Severity } from '../../../shared/words.ts';

const WHY = 'It is so';
const heavy = { fact: 'measured.gross', is: 'above', than: '20 kg', whenAbsent: 'false', why: WHY };
const alarm = { fact: 'radiation.alarm', is: true, whenAbsent: 'false', why: WHY };
const kind = (label: string) => ({
  fact: 'goods.categories',
  is: 'includes',
  oneOf: [label],
  whenAbsent: 'false',
  why: WHY,
});

const rule = (of: object = {}): object => ({
  id: 'site.heavy',
  version: 1,
  sector: 'weight',
  procedure: 'weigh-and-open',
  severity: 'check',
  when: heavy,
  because: 'The parcel weighs {measured.gross}.',
  source: 'site policy',
  steps: [],
  ...of,
});

const HIT = { name: 'a heavy one', facts: { 'measured.gross': '21 kg' }, hits: ['site.heavy'] };
const MISS = { name: 'one of the limit', facts: { 'measured.gross': '20 kg' }, hits: [] };

function lint(of: object = {}, cases: readonly object[] = [HIT, MISS]): string[] {
  const pack = rulePackSchema.parse({ pack: 'site', version: 1, rules: [rule(of)], cases });
  return lintPack(pack).map(({ message }) => message);
}

describe('the lint of a rule', () => {
  it('finds nothing in one that says all it has to', () => {
    expect(lint()).toEqual([]);
  });

  it.each([
    ['no sector', { sector: null }, 'sector: it is of none'],
    ['no procedure', { procedure: null }, 'procedure: it opens none'],
    [
      'a test without why',
      { when: { ...heavy, why: undefined } },
      'why: not said of the tests of measured.gross',
    ],
    [
      'a source of blanks',
      { source: '   ' },
      'source: it says nothing; write the document, or site policy',
    ],
    [
      'a source from memory that does not say verify',
      { source: 'Some law (from memory)' },
      'verify: the source is from memory; write verify: true',
    ],
    [
      'a name that is no fact',
      { because: 'It weighs {measured.mass}.' },
      'because: {measured.mass} is no fact',
    ],
  ])('finds %s', (_name, of, message) => {
    expect(lint(of)).toEqual([message]);
  });

  it('takes a source from memory that says so', () => {
    expect(lint({ source: 'Some law (from memory)', verify: true })).toEqual([]);
  });

  it('finds a label that the fact never has, and takes one of an open list', () => {
    expect(lint({ when: { any: [heavy, kind('gasses')] } })).toEqual([
      'when: goods.categories is never "gasses"',
    ]);
    const concept = { ...kind('anything'), fact: 'goods.concepts' };
    expect(lint({ when: { any: [heavy, concept] } })).toEqual([]);
  });

  it('finds a missing fact that would excuse the finding, however deep', () => {
    const excuse = { ...alarm, whenAbsent: 'true' };
    const message = 'when: a missing radiation.alarm would excuse the finding';
    expect(lint({ when: { all: [heavy, { none: [excuse] }] } })).toContain(message);
    expect(lint({ when: { all: [heavy, { none: [{ all: [excuse, alarm] }] }] } })).toContain(
      message,
    );
    expect(lint({ when: { all: [heavy, { none: [alarm] }] } })).toEqual([]);
    const twice = { none: [{ none: [{ ...heavy, whenAbsent: 'true' }] }] };
    expect(lint({ when: twice })).toEqual([]);
  });

  it('finds one that can never hold', () => {
    const light = { ...heavy, is: 'below', than: '5 kg' };
    const message = 'when: it can never hold; its tests contradict each other';
    expect(lint({ when: { all: [heavy, light] } })).toContain(message);
  });
});

describe('the lint of examples', () => {
  it('finds a rule that none shows to hold, and one without a near miss', () => {
    expect(lint({}, [])).toEqual([
      'cases: none shows that it holds',
      'cases: none shows the nearest that it does not hold of',
    ]);
    expect(lint({}, [MISS])).toEqual(['cases: none shows that it holds']);
    expect(lint({}, [HIT])).toEqual(['cases: none shows the nearest that it does not hold of']);
  });

  it('does not take for a near miss what has none of the facts of the rule', () => {
    const elsewhere = { name: 'elsewhere', facts: { 'radiation.alarm': true }, hits: [] };
    expect(lint({}, [HIT, elsewhere])).toEqual([
      'cases: none shows the nearest that it does not hold of',
    ]);
  });

  it.each([
    [
      'a hit that does not come',
      { ...MISS, hits: ['site.heavy'] },
      'site.heavy should hold and does not',
    ],
    ['a hit too many', { ...HIT, hits: [] }, 'site.heavy should not hold and does'],
    [
      'a hit of a rule that is in another pack',
      { ...MISS, hits: ['site.other'] },
      'site.other should hold and does not',
    ],
    [
      'an open rule that is not said',
      { ...MISS, facts: { 'measured.gross': 'not-yet' } },
      'site.heavy should not be open and does',
    ],
    [
      'a value of another type',
      { ...MISS, facts: { 'measured.gross': 20 } },
      'the value of measured.gross is not of its type',
    ],
    [
      'a mass without a unit',
      { ...MISS, facts: { 'measured.gross': '20' } },
      'the value of measured.gross is not of its type',
    ],
  ])('finds %s', (_name, wrong, message) => {
    expect(lint({}, [HIT, MISS, { ...wrong, name: 'wrong' }])).toContain(
      `case "wrong": ${message}`,
    );
  });
});

describe('rules that ask the same', () => {
  const twins = (...severities: Severity[]) =>
    lintTwins([
      rulePackSchema.parse({
        pack: 'site',
        version: 1,
        rules: severities.map((severity, at) =>
          rule({
            id: `site.rule-${'abc'[at] ?? ''}`,
            severity,
            when: { ...heavy, why: `Why ${at}` },
          }),
        ),
      }),
    ]);

  it('are told, except the gravest, which stays', () => {
    expect(twins('check', 'hold')).toEqual([
      { rule: 'site.rule-a', message: 'when: it asks the same as site.rule-b (hold)' },
    ]);
    expect(twins('hold', 'hold', 'inform').map(({ rule: id }) => id)).toEqual([
      'site.rule-b',
      'site.rule-c',
    ]);
    expect(twins('hold')).toEqual([]);
  });
});

describe('the lint of labels', () => {
  const asking = (fact: string, item: string) => ({
    when: { fact, is: 'includes', oneOf: [item], whenAbsent: 'false', why: WHY },
  });

  it('finds a UN number that no description ever has', () => {
    expect(lint(asking('goods.un', 'UN3480'))).toContain(
      'when: goods.un is never "UN3480": write four digits',
    );
    expect(lint(asking('goods.un', '3480')).filter((text) => text.startsWith('when'))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../shared/rules/evaluate.ts';
import { FACTS, type Fact, type FactName, type Facts } from '../../../shared/rules/facts.ts';
import type { Condition } from '../../../shared/rules/condition.ts';
import { rulePackSchema, type Rule } from '../../../shared/rules/pack.ts';
import { canHold } from '../../../shared/rules/reachable.ts';

function ruleOf(when: unknown): Rule {
  const parsed = rulePackSchema.parse({
    pack: 'test',
    version: 1,
    rules: [
      {
        id: 'test.rule',
        version: 1,
        severity: 'hold',
        when,
        because: 'So.',
        source: 'none',
        steps: [],
      },
    ],
  });
  return parsed.rules[0] as Rule;
}

const found = (is: boolean, whenAbsent = 'false') => ({ fact: 'manifest.found', is, whenAbsent });
const mass = (is: string, than: string) => ({
  fact: 'measured.gross',
  is,
  than,
  whenAbsent: 'false',
});
const hs = (...oneOf: string[]) => ({
  fact: 'declared.hs',
  is: 'starts-with',
  oneOf,
  whenAbsent: 'false',
});
const kind = (...oneOf: string[]) => ({
  fact: 'goods.categories',
  is: 'includes',
  oneOf,
  whenAbsent: 'false',
});

describe('a condition can hold', () => {
  it.each([
    [
      'a truth and its opposite that an absent fact makes both',
      { all: [found(true, 'true'), found(false, 'true')] },
    ],
    ['a mass between two limits', { all: [mass('above', '1 kg'), mass('below', '2 kg')] }],
    ['a mass at a limit', { all: [mass('at-least', '1 kg'), mass('at-most', '1 kg')] }],
    ['a code that is not of a narrower one', { all: [hs('2903'), { none: [hs('290351')] }] }],
    ['two codes of two lines', { all: [hs('2903'), hs('8507')] }],
    ['one label and not another', { all: [kind('gases', 'alcohol'), { none: [kind('gases')] }] }],
    [
      'one of two contradictions less',
      { any: [{ all: [found(true), found(false)] }, found(true)] },
    ],
  ])('%s', (_name, when) => {
    expect(canHold(ruleOf(when).when)).toBe(true);
  });
});

describe('a condition can never hold', () => {
  it.each([
    ['a truth and its opposite', { all: [found(true), found(false)] }],
    ['a mass above and below', { all: [mass('above', '2 kg'), mass('below', '1 kg')] }],
    [
      'a mass above and at most one limit',
      { all: [mass('above', '1 kg'), mass('at-most', '1000 g')] },
    ],
    ['a code and not its heading', { all: [hs('290351'), { none: [hs('2903')] }] }],
    ['a label and not it', { all: [kind('gases'), { none: [kind('gases', 'alcohol')] }] }],
    [
      'alternatives that are all excluded',
      { all: [{ any: [kind('gases'), hs('27')] }, { none: [kind('gases'), hs('27')] }] },
    ],
    [
      'none of what is needed, twice negated',
      { none: [{ none: [{ all: [found(true), found(false)] }] }] },
    ],
  ])('%s', (_name, when) => {
    expect(canHold(ruleOf(when).when)).toBe(false);
  });
});

const leaf = fc.oneof(
  fc.boolean().map((is) => found(is)),
  fc.boolean().map((is) => found(is, 'true')),
  fc
    .constantFrom('above', 'at-least', 'below', 'at-most')
    .chain((is) => fc.constantFrom('1 g', '2 g', '3 g').map((than) => mass(is, than))),
  fc.subarray(['29', '2903', '290351', '85'], { minLength: 1 }).map((codes) => hs(...codes)),
  fc.subarray(['gases', 'alcohol', 'none'], { minLength: 1 }).map((labels) => kind(...labels)),
);
const { tree } = fc.letrec<{ tree: object }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(
        fc.constantFrom('all', 'any', 'none'),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      )
      .map(([how, parts]) => ({ [how]: parts })),
  ),
}));

const value = (given: boolean | number | readonly string[]): Fact => ({
  state: 'value',
  value: given,
  shown: '',
});
const ABSENT: Fact = { state: 'absent', why: '' };
const GIVEN: { readonly [name in FactName]?: readonly Fact[] } = {
  'manifest.found': [true, false].map(value),
  'measured.gross': [0.5, 1, 1.5, 2, 2.5, 3, 4].map((grams) => value(grams * 1e6)),
  'declared.hs': [
    [],
    ['290000'],
    ['290300'],
    ['290351'],
    ['850760'],
    ['290300', '850760'],
    ['290351', '850760'],
    ['290000', '850760'],
  ].map(value),
  'goods.categories': [
    [],
    ['gases'],
    ['alcohol'],
    ['none'],
    ['gases', 'alcohol'],
    ['gases', 'none'],
    ['alcohol', 'none'],
    ['gases', 'alcohol', 'none'],
  ].map(value),
};
const blank = Object.fromEntries(Object.keys(FACTS).map((name) => [name, ABSENT])) as Facts;

/** Every combination of the values above. */
function* everyFacts(): Generator<Facts> {
  const of = (name: FactName) => [ABSENT, ...(GIVEN[name] ?? [])];
  for (const manifest of of('manifest.found'))
    for (const gross of of('measured.gross'))
      for (const codes of of('declared.hs'))
        for (const goods of of('goods.categories'))
          yield {
            ...blank,
            'manifest.found': manifest,
            'measured.gross': gross,
            'declared.hs': codes,
            'goods.categories': goods,
          };
}
const every = [...everyFacts()];

describe('whether a condition can hold', () => {
  it('is what trying all facts says', () => {
    fc.assert(
      fc.property(tree, (when) => {
        const rule = ruleOf(when);
        const tried = every.some((facts) => judge(rule, facts).result === 'true');
        expect(canHold(rule.when as Condition)).toBe(tried);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { unKind, WITH_OWN_RULE } from '../../../shared/goods/un-numbers.ts';
import { testsOf } from '../../../shared/rules/condition.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import { declaring, found, playSession, rules, scanned } from '../../support/session-fixtures.ts';

function promptsFor(description: string) {
  const item = declaring([{ description, hs_code: null }]);
  return promptsDue(
    factsOf(playSession(scanned('CP102030419NL'), found(item)), rules),
    rules.packs,
  );
}

const four = (number: number): string => String(number).padStart(4, '0');
const NUMBERS = Array.from({ length: 3_600 }, (_, at) => four(at + 1));

describe('a UN number in a declaration', () => {
  it('is held whatever it is, but for the exceptions of the post', () => {
    const passing = NUMBERS.filter((number) => unKind(number) !== 'carried').filter(
      (number) =>
        !promptsFor(`machine parts UN${number}`).some(
          ({ severity }) => severity === 'hold' || severity === 'danger',
        ),
    );
    expect(passing).toEqual([]);
  });

  it.each(['0029', '0333', '0503'])('UN%s opens the procedure of explosives', (number) => {
    expect(promptsFor(`parts UN${number}`).map(({ rule }) => rule)).toContain('goods.explosives');
  });

  it.each([
    ['hair spray aerosol UN1950', 'goods.firearms'],
    ['camera with UN3481', 'goods.tobacco'],
    ['deodorant UN1950', 'goods.firearms'],
  ])('%s accuses nobody of what else has that number: no %s', (text, rule) => {
    expect(promptsFor(text).map((prompt) => prompt.rule)).not.toContain(rule);
  });

  it('of lithium batteries with equipment asks in what they are, where nothing says it', () => {
    expect(promptsFor('UN 3481').map(({ rule }) => rule)).toContain('dangerous.lithium-unsaid');
  });
});

describe('numbers that are left to rules of their own', () => {
  it('are each in a list of a shipped rule', () => {
    const listed = new Set(
      rules.packs
        .flatMap((pack) => pack.rules)
        .flatMap(({ when }) => testsOf(when))
        .flatMap((test) =>
          test.is === 'includes' && test.fact === 'goods.un' ? [...test.labels] : [],
        ),
    );
    expect([...WITH_OWN_RULE].filter((number) => !listed.has(number))).toEqual([]);
  });
});

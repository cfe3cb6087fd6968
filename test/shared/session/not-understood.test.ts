import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../shared/session/facts.ts';
import {
  declaring,
  found,
  openPrompts,
  playSession,
  rules,
  scanned,
} from '../../support/session-fixtures.ts';

type Line = readonly [description: string | null, code: string | null];

function declare(...lines: readonly Line[]) {
  const item = declaring(lines.map(([description, code]) => ({ description, hs_code: code })));
  return playSession(scanned('CP102030419NL'), found(item));
}
const prompts = (...lines: readonly Line[]): string[] => openPrompts(declare(...lines));

const SHIRT: Line = ['cotton shirt', '610910'];

describe('a line beside a described one', () => {
  it('is asked for when it has no description', () => {
    expect(prompts(SHIRT, [null, null])).toContain('data.line-without-contents');
  });

  it('is asked for when what stands where its code should is none', () => {
    expect(prompts(SHIRT, [null, 'n/a'])).toContain('data.line-without-contents');
  });

  it('is asked for when it has a tariff code only, which the prompt shows', () => {
    const { prompts: due } = declare(SHIRT, [null, '291411']);
    expect(due.find(({ rule }) => rule === 'data.line-without-contents')?.because).toContain(
      'line 2, tariff code 291411',
    );
  });

  it('is not asked for when it has a description only', () => {
    expect(prompts(SHIRT, ['cotton shirt', null])).not.toContain('data.line-without-contents');
  });

  it('is another finding where no line is described at all', () => {
    expect(prompts([null, null])).not.toContain('data.line-without-contents');
  });
});

describe('a description that is not understood', () => {
  it.each(['권총 부품', 'ปืนพก', 'πιστόλι', 'けんじゅう', 'אקדח', 'পিস্তল'])(
    'is a finding in a script that is not read: %s',
    (text) => {
      expect(prompts([text, null])).toContain('data.not-understood');
    },
  );

  it('stays one beside a tariff code: nobody can see whether the code fits', () => {
    expect(prompts(['권총 부품', '610910'])).toContain('data.not-understood');
  });

  it('is a finding in words that nobody taught the station', () => {
    expect(prompts(['تریاک', null])).toContain('data.not-understood');
  });

  it('is one where nothing speaks, told where little does, and none where it has a code', () => {
    expect(prompts(['qwrtz plkjh', null])).toContain('data.not-understood');
    expect(prompts(['kowabunga', null])).toContain('data.undecided');
    expect(prompts(['qwrtz plkjh', '610910'])).not.toContain('data.not-understood');
  });

  it('is told of where only its code is judged, and is not where its words are known', () => {
    const { prompts: due } = declare(['qwrtz plkjh', '950300']);
    expect(due).toMatchObject([{ rule: 'data.code-only', severity: 'inform' }]);
    expect(prompts(['toy', '950300'])).toEqual([]);
  });

  it('is none where one Greek letter is a unit or a vitamin', () => {
    expect(prompts(['α lipoic acid vitamins', null])).not.toContain('data.not-understood');
  });

  it('does not show words that may be names', () => {
    const fact = factsOf(declare(['권총 부품', null]), rules)['goods.unread'];
    expect(fact).toMatchObject({ value: true, shown: 'line 1' });
  });
});

describe('what the post never carries', () => {
  it.each(['tramadol', 'анаша', '9x19'])('is held, however unsure its name is: %s', (text) => {
    const state = declare([text, null]);
    const held = state.prompts.filter(({ open, severity }) => open && severity === 'hold');
    expect(held).not.toEqual([]);
  });

  it('is not left to the rule of personal medicines', () => {
    expect(prompts(['tramadol', null])).not.toContain('medicines.personal');
  });

  it.each(['matches', 'frozen meat'])('is checked at least: %s', (text) => {
    const state = declare([text, null]);
    const checked = state.prompts.filter(({ open, severity }) => open && severity !== 'inform');
    expect(checked).not.toEqual([]);
  });

  it.each(['dynamite band tour poster + CD', 'cotton shirt', 'tabouret pliant camping'])(
    'is not what only sounds like it: %s',
    (text) => {
      expect(factsOf(declare([text, null]), rules)['goods.refused']).toMatchObject({ value: [] });
    },
  );
});

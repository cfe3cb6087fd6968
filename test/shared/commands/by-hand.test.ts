import { describe, expect, it } from 'vitest';
import { whyByHand } from '../../../shared/commands/by-hand.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { OUTCOMES } from '../../../shared/words.ts';
import {
  declaring,
  found,
  measured,
  openPrompts,
  playSession as play,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const CLEAN = [scanned('CP102030419NL'), found(declaring([{}])), weighed('400')] as const;
const FOREIGN: SessionInput = {
  kind: 'foreign-command',
  refused: { why: 'foreign', text: 'SSCDX' },
};

const why = (...inputs: readonly SessionInput[]): (string | null)[] =>
  OUTCOMES.map((outcome) => whyByHand(play(...inputs), outcome, rules));
const all = (text: string | null): (string | null)[] => OUTCOMES.map(() => text);

describe('a decision by barcode alone', () => {
  it('is made where the screen asks for no reason', () => {
    expect(why(...CLEAN, ...measured(0.12))).toEqual(all(null));
  });

  it('is not made without a measurement, which has to be explained', () => {
    const [release, ...others] = why(...CLEAN);
    expect(release).toBeNull();
    expect(others).toEqual(OUTCOMES.slice(1).map(() => 'why.command-needs-reason'));
  });

  it.each([0.9, 6, 130])(
    'is not made under an alarm of %s uSv/h, whatever the outcome',
    (doseRate) => {
      expect(why(...CLEAN, ...measured(doseRate))).toEqual(all('why.command-in-danger'));
    },
  );

  it('is made under an alarm once somebody has acknowledged it, but never lets the item go', () => {
    const alarm = [...CLEAN, ...measured(130)];
    const rule = play(...alarm).prompts.find(({ severity }) => severity === 'danger')?.rule ?? '';
    const seen = why(...alarm, { kind: 'acknowledge', prompt: { rule } });
    expect(seen).toEqual(all(null));
    const decide = { kind: 'decide', override: null, second: null } as const;
    const acknowledged = play(...alarm, { kind: 'acknowledge', prompt: { rule } });
    for (const outcome of ['release', 'return'] as const) {
      const { refused } = step(acknowledged, { ...decide, outcome }, rules).effects;
      expect(refused).toBe('why.radiation-alarm');
    }
  });

  it('does not release over an open prompt', () => {
    const [release, ...others] = why(...CLEAN, ...measured(0.12), FOREIGN);
    expect(release).toBe('why.command-needs-reason');
    expect(others).toEqual(all(null).slice(1));
  });
});

describe('a foreign command at an open item', () => {
  it('is a prompt that holds the item, with rule, source and why', () => {
    const state = play(...CLEAN, ...measured(0.12), FOREIGN);
    expect(openPrompts(state)).toEqual(['identity.command-foreign']);
    expect(state.prompts[0]).toMatchObject({
      severity: 'hold',
      version: 1,
      pack: 'identity',
      values: { 'identity-foreign-command': 'foreign' },
    });
    expect(state.prompts[0]?.source).toContain('site policy');
    const decide = { kind: 'decide', override: null, second: null } as const;
    const refused = step(state, { ...decide, outcome: 'release' }, rules).effects.refused;
    expect(refused).toBe('why.open-prompts');
    expect(step(state, { ...decide, outcome: 'hold' }, rules).state.outcome).toBe('hold');
  });

  it('prompts once, whatever comes after it', () => {
    const again = { ...FOREIGN, refused: { why: 'expired', text: 'SSCDX' } } as const;
    const state = play(...CLEAN, FOREIGN, again, FOREIGN);
    expect(state.prompts).toHaveLength(1);
    expect(state.foreignCommand).toBe('foreign');
  });
});

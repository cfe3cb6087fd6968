import { describe, expect, it } from 'vitest';
import { apply, NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  found,
  item,
  measured,
  playSession as play,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const BOOKS = scanned('CP102030419NL');

describe('an acknowledgement', () => {
  const over = [BOOKS, found(item('2000')), weighed('3450'), ...measured(0.12)];
  const seen: SessionInput = { kind: 'acknowledge', prompt: { rule: 'weight.over' } };
  const known = (state: SessionState) => state.prompts.find(({ rule }) => rule === 'weight.over');

  it('is recorded once, and answers nothing', () => {
    const once = step(play(...over), seen, rules);
    expect(once.effects.events).toEqual([
      { kind: 'prompt-acknowledged', body: { rule: 'weight.over' } },
    ]);
    expect(step(once.state, seen, rules).effects).toMatchObject({ events: [], refused: null });
    expect(known(once.state)).toMatchObject({ open: true, acknowledged: true });
    const { effects } = step(once.state, decided('release'), rules);
    expect(effects.refused).toBe('why.open-prompts');
  });

  it('lasts while the prompt stays open, also with new numbers', () => {
    const heavier = play(...over, seen, weighed('4450'));
    expect(known(heavier)).toMatchObject({ open: true, acknowledged: true });
    expect(known(heavier)?.because).toContain('4450');
  });

  it('is of what was prompted: answered and prompted again, it is to be acknowledged again', () => {
    const again = play(...over, seen, weighed('2000'), weighed('4450'));
    expect(known(again)).toMatchObject({ open: true, acknowledged: false });
  });

  it('does not cover another reason of the same rule', () => {
    const prompted = (neutrons: 'true' | 'false') =>
      ({
        kind: 'prompted',
        body: {
          rule: 'radiation.cordon',
          version: 1,
          pack: 'starter',
          severity: 'danger',
          result: 'true',
          because: `neutrons ${neutrons}`,
          source: 'site policy',
          steps: [],
          values: {},
          tests: [
            {
              fact: 'radiation.peak-dose-rate',
              is: 'at-least',
              than: '100',
              shown: '120',
              result: 'true',
            },
            {
              fact: 'radiation.neutron-alarm',
              is: 'true',
              than: null,
              shown: neutrons,
              result: neutrons,
            },
          ],
        },
      }) as const;
    const events = [
      prompted('false'),
      { kind: 'prompt-acknowledged', body: { rule: 'radiation.cordon' } },
    ] as const;
    const acknowledged = events.reduce<SessionState>(apply, NEW_SESSION);
    const again = (neutrons: 'true' | 'false') => apply(acknowledged, prompted(neutrons));
    expect(again('false').prompts).toMatchObject([{ acknowledged: true }]);
    expect(again('true').prompts).toMatchObject([{ acknowledged: false }]);
  });

  it('is refused where there is no such open prompt', () => {
    const { effects } = step(play(BOOKS, found(item('2000'))), seen, rules);
    expect(effects).toMatchObject({ events: [], refused: 'why.no-such-prompt' });
  });
});

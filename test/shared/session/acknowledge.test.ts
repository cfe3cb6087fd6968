import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../shared/session/state.ts';
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

  it('is refused where there is no such open prompt', () => {
    const { effects } = step(play(BOOKS, found(item('2000'))), seen, rules);
    expect(effects).toMatchObject({ events: [], refused: 'why.no-such-prompt' });
  });
});

import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  declaring,
  found,
  item,
  measured,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

interface Told {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  readonly refused: string | null;
}

function tell(...inputs: SessionInput[]): Told {
  return inputs.reduce<Told>(
    ({ state, events }, input) => {
      const next = step(state, input, rules);
      return {
        state: next.state,
        events: [...events, ...next.effects.events],
        refused: next.effects.refused,
      };
    },
    { state: NEW_SESSION, events: [], refused: null },
  );
}

const promptsOf = ({ events }: Told): string[] =>
  events.flatMap((event) => (event.kind === 'prompted' ? [event.body.rule] : []));

const BOOKS = scanned('CP102030419NL');

describe('a declaration in the manifest', () => {
  describe('without contents, such as a despatch pre-advice', () => {
    const bare = { ...item(null), lines: [] };
    const form: SessionInput = { kind: 'entered', item: item('2000') };
    const radioactive = declaring([{ description: 'ore sample', hs_code: '284410' }], {
      gross_g: '300',
    });

    it('is no declaration: the form is asked for, and nothing is released before', () => {
      for (const lines of [[], declaring([{ description: null }]).lines]) {
        const told = tell(BOOKS, found({ ...bare, lines }), weighed('2010'), ...measured(0.12));
        expect(promptsOf(told)).toEqual(['data.no-contents']);
        expect(step(told.state, decided('release'), rules).effects.refused).toBe(
          'why.missing-facts',
        );
        const copied = step(told.state, form, rules);
        expect(copied.effects.refused).toBeNull();
        const { state } = step(copied.state, decided('release'), rules);
        expect(state.outcome).toBe('release');
      }
    });

    it('takes nothing from the form that was copied before it', () => {
      const before = tell(BOOKS, found(null), { kind: 'entered', item: radioactive });
      const told = [weighed('1500'), found({ ...bare, receptacle_id: 'R1' })].reduce(
        (state, input) => step(state, input, rules).state,
        before.state,
      );
      expect(told.declaration).toMatchObject({
        entered: true,
        item: { receptacle_id: 'R1', gross_g: '300', lines: radioactive.lines },
      });
      const open = told.prompts.filter((prompt) => prompt.open).map(({ rule }) => rule);
      expect(open).toEqual(expect.arrayContaining(['goods.radioactive', 'weight.over']));
      const other = declaring([{ description: 'ore', hs_code: null }], { gross_g: '1500' });
      expect(step(told, { kind: 'entered', item: other }, rules).effects.refused).toBeNull();
    });

    it('keeps what it does declare, whatever the form says', () => {
      const coded = declaring([{ description: null, hs_code: '284410' }], { gross_g: '300' });
      const told = tell(BOOKS, found(coded), form);
      expect(told.state.declaration).toMatchObject({
        item: { gross_g: '300', lines: [{ description: 'Books', hs_code: '284410' }] },
      });
    });
  });

  it('from the manifest has its lines as a whole, and the form what else it leaves blank', () => {
    const declared = { ...item(null, '250'), origin_country: null };
    const told = tell(BOOKS, found(null), { kind: 'entered', item: item('300') }, found(declared));
    expect(told.state.declaration).toMatchObject({
      entered: false,
      item: { gross_g: '300', origin_country: 'NL', lines: declared.lines },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { apply, NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { OUTCOMES } from '../../../shared/words.ts';
import {
  dwellResult,
  found,
  item,
  rules,
  scanned,
  startDwell,
  weighed,
} from '../../support/session-fixtures.ts';

const doseRates = fc.constantFrom(0.1, 0.12, 0.9, 5.1, 7, 130);
const instruments = fc.constantFrom('scale', 'dosimeter', 'scanner');

const inputs: fc.Arbitrary<SessionInput> = fc.oneof(
  fc
    .constantFrom('CP102030419NL', 'LX876543216DE', 'RR149263818CH', 'COURIER-1', 'HELLO')
    .map(scanned),
  fc.constantFrom(item('2000'), item(null, '300'), item(null), null).map((known) => found(known)),
  fc.constant<SessionInput>({ kind: 'entered', item: item('800') }),
  fc.constantFrom('0.5', '380', '2010', '3450').map(weighed),
  fc.constant(startDwell),
  doseRates.map((rate): SessionInput => ({ kind: 'dwell-alarm', result: dwellResult(rate) })),
  fc.tuple(doseRates, fc.boolean()).map(([rate, alarm]): SessionInput => ({
    kind: 'dwell-end',
    result: dwellResult(rate),
    alarm,
  })),
  fc.constant<SessionInput>({ kind: 'dwell-stop', why: 'interrupted' }),
  instruments.map((instrument): SessionInput => ({
    kind: 'fault',
    fault: { instrument, code: 'silent', detail: '' },
  })),
  fc.constant<SessionInput>({
    kind: 'fault',
    fault: { instrument: 'dosimeter', code: 'saturated', detail: '' },
  }),
  fc.constant<SessionInput>({ kind: 'look-up-failed', why: 'damaged' }),
  doseRates.map((doseRate): SessionInput => ({
    kind: 'high-rate',
    seen: { doseRate, instrument: 'dosimeter' },
  })),
  instruments.map((instrument): SessionInput => ({ kind: 'recovered', instrument })),
  fc
    .tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom(null, 'a reason'))
    .map(([outcome, override]): SessionInput => ({ kind: 'decide', outcome, override })),
);

interface Run {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
  /** State just before the decision, if there was one. */
  readonly decidedIn: SessionState | null;
}

function play(sequence: readonly SessionInput[]): Run {
  return sequence.reduce<Run>(
    ({ state, events, decidedIn }, input) => {
      const next = step(state, input, rules);
      const decides = next.effects.events.some(({ kind }) => kind === 'decided');
      return {
        state: next.state,
        events: [...events, ...next.effects.events],
        decidedIn: decides ? state : decidedIn,
      };
    },
    { state: NEW_SESSION, events: [], decidedIn: null },
  );
}

const sequences = fc.array(inputs, { minLength: 1, maxLength: 40 });

function always(holds: (run: Run) => void): void {
  fc.assert(
    fc.property(sequences, (sequence) => {
      holds(play(sequence));
    }),
    { numRuns: 2000 },
  );
}

describe('whatever happens at the bench', () => {
  it('the recorded events alone give the same state', () => {
    always(({ state, events }) => expect(events.reduce(apply, NEW_SESSION)).toEqual(state));
  });

  it('nothing is released while a radiation alarm is open', () => {
    always(({ state, decidedIn }) => {
      if (state.outcome === 'release') expect(decidedIn?.alarm).toBe(false);
    });
  });

  it('nothing is released without identity, declaration, mass and a finished dwell', () => {
    always(({ state, decidedIn }) => {
      if (state.outcome !== 'release' || decidedIn === null) return;
      expect(decidedIn.identity).not.toBeNull();
      expect(decidedIn.declaration.state).toBe('value');
      expect(decidedIn.mass).not.toBeNull();
      expect(decidedIn.finished.length).toBeGreaterThan(0);
      expect([decidedIn.dwell, decidedIn.dwellOwed]).toEqual([null, false]);
    });
  });

  it('no outcome is recorded without an identity and an answer for every fact', () => {
    always(({ events }) => {
      for (const event of events) {
        if (event.kind !== 'decided') continue;
        expect(event.body.item).not.toBe('');
        const answers = Object.values(event.body.answers);
        expect(answers).toHaveLength(11);
        expect(answers.every((answer) => answer.shown !== '')).toBe(true);
      }
    });
  });

  it('a release over an open prompt has a reason', () => {
    always(({ events }) => {
      for (const event of events) {
        if (event.kind !== 'decided' || event.body.outcome !== 'release') continue;
        if (event.body.open.length > 0) expect(event.body.override).not.toBeNull();
      }
    });
  });

  it('there is at most one decision, and nothing after the session is closed', () => {
    always(({ events }) => {
      expect(events.filter(({ kind }) => kind === 'decided').length).toBeLessThanOrEqual(1);
      const closed = events.findIndex(({ kind }) => kind === 'session-closed');
      if (closed >= 0) expect(closed).toBe(events.length - 1);
    });
  });

  it('measurements never pass from one identified item to another', () => {
    always(({ events }) => {
      const labels = events.flatMap((event) =>
        event.kind === 'identity-read' ? [event.body.identity] : [],
      );
      const [last, ...earlier] = labels.reverse();
      if (last !== undefined) expect(earlier.filter(({ valid }) => valid)).toEqual([]);
    });
  });

  it('the same rule is never open twice', () => {
    always(({ state }) => {
      const rulesOfPrompts = state.prompts.map((prompt) => prompt.rule);
      expect(new Set(rulesOfPrompts).size).toBe(rulesOfPrompts.length);
    });
  });
});

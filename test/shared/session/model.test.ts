import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS } from '../../../shared/rules/facts.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { apply, NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { found, measuredFace, rules, scanned } from '../../support/session-fixtures.ts';
import { FERTILISER, inputs } from '../../support/session-inputs.ts';

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

/** Of the table as shipped, in uSv/h above the background. */
const FERTILISER_AT_MOST = 0.6;

/** Beginning with goods and two faces that explain an alarm, and then anything. */
const explainable = fc
  .tuple(fc.constantFrom(0, 1, 2, 3), fc.array(inputs, { maxLength: 8 }))
  .map(([at, others]): SessionInput[] => {
    const known = [scanned('CP102030419NL'), found(FERTILISER)];
    const faces = [...measuredFace('top', 0.4), ...measuredFace('bottom', 0.5)];
    return [
      ...known,
      ...faces.slice(0, at),
      ...others.slice(0, 2),
      ...faces.slice(at),
      ...others.slice(2),
    ];
  });

function isExplained(state: SessionState): boolean {
  const fact = factsOf(state, rules)['radiation.explained'];
  return fact.state === 'value' && fact.value === true;
}

function always(holds: (run: Run) => void, played = sequences): void {
  fc.assert(
    fc.property(played, (sequence) => {
      holds(play(sequence));
    }),
    { numRuns: 2000 },
  );
}

describe('whatever happens at the bench', () => {
  it('what was acknowledged changes nothing but that it was', () => {
    const unseen = (state: SessionState) => ({
      ...state,
      peakSeen: null,
      prompts: state.prompts.map((prompt) => ({ ...prompt, acknowledged: false })),
    });
    fc.assert(
      fc.property(sequences, (sequence) => {
        const others = sequence.filter(({ kind }) => kind !== 'acknowledge');
        expect(unseen(play(sequence).state)).toEqual(unseen(play(others).state));
      }),
      { numRuns: 2000 },
    );
  });

  it('the recorded events alone give the same state, wherever a crash cuts them off', () => {
    fc.assert(
      fc.property(sequences, fc.nat(), (sequence, at) => {
        const cut = at % sequence.length;
        const before = play(sequence.slice(0, cut));
        const resumed = before.events.reduce(apply, NEW_SESSION);
        expect(resumed).toEqual(before.state);
        const whole = play(sequence);
        const rest = sequence
          .slice(cut)
          .reduce((state, input) => step(state, input, rules).state, resumed);
        expect(rest).toEqual(whole.state);
        expect(whole.events.reduce(apply, NEW_SESSION)).toEqual(whole.state);
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing is released or returned while a radiation alarm is open', () => {
    always(({ state, decidedIn }) => {
      if (state.outcome !== 'release' && state.outcome !== 'return') return;
      const alarmed = decidedIn?.alarm === true && !isExplained(decidedIn);
      expect(alarmed).toBe(false);
    });
  });

  it('an alarm is explained by faces that were all measured to their end, alike and below the limit', () => {
    let explained = 0;
    always(({ state }) => {
      if (!isExplained(state)) return;
      explained += 1;
      const { finished, dwell, openFaces, peak, instrumentAlarms, saturated } = state;
      expect([dwell, openFaces, instrumentAlarms, saturated]).toEqual([null, [], [], false]);
      expect(peak).toBeLessThanOrEqual(5);
      const near = finished.filter(({ distance }) => distance !== '1m');
      const latest = [...new Map(near.map((result) => [result.face, result])).values()];
      expect(latest.length).toBeGreaterThan(1);
      for (const { face, distance, result } of latest) {
        expect([face === 'unspecified', distance, result]).toEqual([false, 'contact', 'alarm']);
      }
      const net = near
        .filter(({ distance }) => distance === 'contact')
        .map(({ netDoseRate }) => netDoseRate);
      expect(Math.max(...net)).toBeLessThanOrEqual(
        Math.min(FERTILISER_AT_MOST, 2 * Math.min(...net)),
      );
    }, explainable);
    expect(explained).toBeGreaterThan(0);
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
        expect(Object.keys(event.body.answers).sort()).toEqual(Object.keys(FACTS).sort());
        expect(Object.values(event.body.answers).every(({ shown }) => shown !== '')).toBe(true);
      }
    });
  });

  it('no outcome is recorded without mass and dose rate, or why there is none', () => {
    always(({ events, decidedIn }) => {
      for (const event of events) {
        if (event.kind !== 'decided') continue;
        for (const fact of ['measured.gross', 'radiation.dose-rate']) {
          const measured = event.body.answers[fact]?.state ?? 'not-yet';
          if (measured !== 'not-yet') continue;
          expect(event.body.outcome).not.toBe('release');
          expect(decidedIn?.alarm === true || event.body.reason !== null).toBe(true);
        }
      }
    });
  });

  it('with an outcome every prompt is answered, or was overridden with a reason', () => {
    always(({ state, events }) => {
      if (state.outcome === null) return;
      expect(state.prompts.filter(({ open }) => open)).toEqual([]);
      const raised = events.flatMap((event) =>
        event.kind === 'prompted' ? [event.body.rule] : [],
      );
      const answers = events.flatMap((event) =>
        event.kind === 'prompt-answered' ? [event.body] : [],
      );
      for (const rule of raised) expect(answers.map((answer) => answer.rule)).toContain(rule);
      const overridden = answers.some(({ how }) => how === 'overridden');
      const decision = events.find((event) => event.kind === 'decided');
      expect(decision?.body.override !== null).toBe(overridden);
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
      const rulesOfPrompts = state.prompts.map(({ rule, about }) => `${rule} ${about ?? ''}`);
      expect(new Set(rulesOfPrompts).size).toBe(rulesOfPrompts.length);
    });
  });
});

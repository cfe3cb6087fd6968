import { describe, expect, it } from 'vitest';
import { rulePackSchema, type RulePack } from '../../../shared/rules/pack.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  dwellResult,
  found,
  item,
  measured,
  rules,
  scanned,
  startDwell,
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

describe('a clean parcel', () => {
  it('is released without a prompt, in whatever order its facts come', () => {
    const orders = [
      [BOOKS, found(item('2000')), weighed('2010'), ...measured(0.12)],
      [BOOKS, found(item('2000')), ...measured(0.12), weighed('2010')],
      [BOOKS, ...measured(0.12), weighed('2010'), found(item('2000'))],
    ];
    for (const order of orders) {
      const told = tell(...order, decided('release'));
      expect(promptsOf(told)).toEqual([]);
      expect(told.state.outcome).toBe('release');
    }
  });

  it('declared net only may weigh its packaging more', () => {
    const told = tell(BOOKS, found(item(null, '300')), weighed('380'), ...measured(0.12));
    expect(promptsOf(told)).toEqual([]);
  });
});

describe('a parcel that weighs too much', () => {
  const heavy = [BOOKS, found(item('2000')), weighed('3450'), ...measured(0.12)];

  it('is prompted with declared and measured mass in the sentence', () => {
    const told = tell(...heavy);
    expect(promptsOf(told)).toEqual(['weight.over']);
    expect(told.state.prompts[0]?.because).toBe(
      'The parcel weighs 3450 g; declared: 2000 g gross, absent net. That is 1350 g above the declared mass and its tolerance.',
    );
  });

  it('is not released without a reason', () => {
    const told = tell(...heavy, decided('release'));
    expect(told.refused).toBe('why.open-prompts');
    expect(told.state.closed).toBe(false);
  });

  it('is released over the prompt with a reason, and the decision names the prompt', () => {
    const told = tell(...heavy, decided('release', 'Shoe trees declared by letter'));
    const decision = told.events.find((event) => event.kind === 'decided');
    expect(decision?.body).toMatchObject({
      outcome: 'release',
      override: { reason: 'Shoe trees declared by letter' },
      open: ['weight.over'],
    });
  });

  it('within 50 g is not prompted, one microgram more is', () => {
    const limit = tell(BOOKS, found(item('900')), weighed('950'));
    const over = tell(BOOKS, found(item('900')), weighed('950.000001'));
    expect([promptsOf(limit), promptsOf(over)]).toEqual([[], ['weight.over']]);
  });
});

describe('missing facts', () => {
  it.each([
    ['no mass', [BOOKS, found(item('2000')), ...measured(0.12)]],
    ['no dose rate', [BOOKS, found(item('2000')), weighed('2010')]],
    ['a dwell still running', [BOOKS, found(item('2000')), weighed('2010'), startDwell]],
    ['no declaration', [BOOKS, found(null), weighed('2010'), ...measured(0.12)]],
  ] satisfies [string, SessionInput[]][])(
    '%s: release is closed, hold is open with a reason',
    (_name, inputs) => {
      expect(tell(...inputs, decided('release')).refused).toBe('why.missing-facts');
      expect(tell(...inputs, decided('hold', 'a knife was found')).state.outcome).toBe('hold');
    },
  );

  it('an item that was not measured is not held without saying why', () => {
    expect(tell(BOOKS, found(item('2000')), decided('hold')).refused).toBe('why.not-measured');
    const weighedOnly = tell(BOOKS, found(item('2000')), weighed('2010'), decided('hold'));
    expect(weighedOnly.refused).toBe('why.not-measured');
  });

  it('a hold records what was not measured, and that the reason says why', () => {
    const told = tell(BOOKS, found(item('2000')), decided('hold', 'a knife was found'));
    const decision = told.events.find((event) => event.kind === 'decided');
    expect(decision?.body.answers['radiation.dose-rate']).toEqual({
      state: 'not-yet',
      shown: 'not measured: see the reason of the decision',
    });
    expect(decision?.body).toMatchObject({ override: null, reason: 'a knife was found' });
  });

  it('under a radiation alarm nobody has to weigh first', () => {
    const told = tell(BOOKS, found(item('2000')), ...measured(7), decided('hold'));
    const decision = told.events.find((event) => event.kind === 'decided');
    expect(decision?.body.answers['measured.gross']).toEqual({
      state: 'not-yet',
      shown: 'not measured: a radiation alarm was open',
    });
  });

  it('a faulty instrument is the answer to why nothing was measured', () => {
    const faults = ['scale', 'dosimeter'].map((instrument): SessionInput => ({
      kind: 'fault',
      fault: { instrument, code: 'disconnected', detail: '' },
    }));
    const told = tell(BOOKS, found(item('2000')), ...faults, decided('hold'));
    expect(told.state.outcome).toBe('hold');
  });

  it('an instrument fault is one prompt, and is answered when the instrument is back', () => {
    const fault: SessionInput = {
      kind: 'fault',
      fault: { instrument: 'scale', code: 'disconnected', detail: '' },
    };
    const broken = tell(BOOKS, found(item('2000')), fault);
    expect(promptsOf(broken)).toEqual(['instrument.fault']);
    const back = tell(BOOKS, found(item('2000')), fault, {
      kind: 'recovered',
      instrument: 'scale',
    });
    expect(back.state.prompts.map((prompt) => prompt.open)).toEqual([false]);
  });
});

describe('radiation', () => {
  const ready = [BOOKS, found(item('2000')), weighed('2010')];

  it('above the surface limit is a hold, and release stays closed even with a reason', () => {
    const told = tell(...ready, ...measured(7));
    expect(promptsOf(told)).toEqual(['radiation.above-surface-limit']);
    const pressed = step(told.state, decided('release', 'in a hurry'), rules);
    expect(pressed.effects.refused).toBe('why.radiation-alarm');
  });

  it('an alarm below the limit is its own prompt', () => {
    expect(promptsOf(tell(...ready, ...measured(0.9)))).toEqual(['radiation.alarm']);
  });

  it.each([
    ['while the same face is measured', []],
    ['on the next face', [startDwell]],
  ])('an alarm that rises to 100 uSv/h asks to step back, %s', (_where, between) => {
    const alarm = (rate: number) => ({ kind: 'dwell-alarm', result: dwellResult(rate) }) as const;
    const told = tell(...ready, startDwell, alarm(91), ...between, alarm(106));
    expect(told.state.prompts.filter(({ open }) => open).map(({ rule }) => rule)).toContain(
      'radiation.step-back',
    );
  });

  it('100 uSv/h asks to step back at once, before the dwell has ended', () => {
    const told = tell(...ready, startDwell, { kind: 'dwell-alarm', result: dwellResult(120) });
    expect(told.state.prompts.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['radiation.step-back', 'danger'],
    ]);
  });

  it('an alarm is not undone by a later quiet face', () => {
    const told = tell(...ready, ...measured(0.9), ...measured(0.12), decided('release'));
    expect(told.refused).toBe('why.radiation-alarm');
  });
});

describe('a second face', () => {
  const clean = [BOOKS, found(item('2000')), weighed('2010'), ...measured(0.12)];
  const fault = (code: 'silent' | 'saturated'): SessionInput => ({
    kind: 'fault',
    fault: { instrument: 'dosimeter', code, detail: '' },
  });

  it('that is being measured holds the release back', () => {
    expect(tell(...clean, startDwell, decided('release')).refused).toBe('why.missing-facts');
  });

  it('that was broken off holds the release back until it is measured', () => {
    const broken = tell(
      ...clean,
      startDwell,
      { kind: 'dwell-stop', why: 'fault' },
      fault('silent'),
    );
    expect(promptsOf(broken)).toEqual(['instrument.stale']);
    expect(step(broken.state, decided('release'), rules).effects.refused).toBe('why.missing-facts');
  });

  it('that saturates the dosimeter is danger and an alarm, also when the fault is over', () => {
    const told = tell(...clean, startDwell, fault('saturated'), {
      kind: 'recovered',
      instrument: 'dosimeter',
    });
    expect(promptsOf(told)).toContain('radiation.saturated');
    expect(step(told.state, decided('release'), rules).effects.refused).toBe('why.radiation-alarm');
  });
});

describe('an alarm whose dwell was broken off', () => {
  it('is prompted with what it had shown', () => {
    const alarm: SessionInput = { kind: 'dwell-alarm', result: dwellResult(7) };
    const stop: SessionInput = { kind: 'dwell-stop', why: 'fault' };
    const told = tell(BOOKS, found(item('2000')), weighed('2010'), startDwell, alarm, stop);
    expect(promptsOf(told)).toEqual(['radiation.above-surface-limit']);
  });
});

describe('one reading of 100 uSv/h', () => {
  it('asks to step back although no dwell runs', () => {
    const seen: SessionInput = {
      kind: 'high-rate',
      seen: { doseRate: 909, instrument: 'dosimeter', distance: 'contact' },
    };
    expect(promptsOf(tell(BOOKS, seen))).toEqual(['radiation.step-back']);
  });
});

describe('weighing again', () => {
  it('a last digit that moves below the scale’s interval is no new mass', () => {
    const told = tell(
      BOOKS,
      found(item('2000')),
      weighed('2010'),
      weighed('2011'),
      weighed('2009'),
    );
    expect(told.events.filter(({ kind }) => kind === 'mass-accepted')).toHaveLength(1);
    const creeping = tell(BOOKS, weighed('2010'), weighed('2011'), weighed('2012'));
    expect(creeping.events.filter(({ kind }) => kind === 'mass-accepted')).toHaveLength(2);
  });

  it('the latest mass counts, heavier or lighter', () => {
    const heavier = tell(BOOKS, found(item('2000')), weighed('2010'), weighed('9450'));
    expect(promptsOf(heavier)).toEqual(['weight.over']);
    const lighter = step(heavier.state, weighed('2010'), rules);
    expect(lighter.state.prompts.map((prompt) => prompt.open)).toEqual([false]);
  });
});

describe('a declaration', () => {
  it('from the manifest is not replaced by a typed one', () => {
    const told = tell(BOOKS, found(item('2000')), weighed('3450'), {
      kind: 'entered',
      item: item(null),
    });
    expect(told.refused).toBe('why.declared-already');
    expect(told.state.prompts.map((prompt) => prompt.open)).toEqual([true]);
  });

  it('that could not be looked up is a fault, and the next scan looks again', () => {
    const failed: SessionInput = { kind: 'look-up-failed', why: 'damaged' };
    const told = tell(BOOKS, failed, weighed('2010'), ...measured(0.12));
    expect(promptsOf(told)).toEqual(['instrument.fault']);
    expect(step(told.state, decided('release'), rules).effects.refused).toBe('why.missing-facts');
    expect(step(told.state, BOOKS, rules).effects.lookUp).toBe('CP102030419NL');
  });
});

describe('an item that was here before with a finding', () => {
  it('is a hold, released only with a reason', () => {
    const known = found(item('2000'), '2026-11-20, seize');
    const told = tell(BOOKS, known, weighed('2010'), ...measured(0.12));
    expect(promptsOf(told)).toEqual(['item.earlier-finding']);
    expect(step(told.state, decided('release'), rules).effects.refused).toBe('why.open-prompts');
  });
});

describe('a rule that waits for a fact that is not declared', () => {
  const site: RulePack = {
    ...rulePackSchema.parse({
      pack: 'site',
      version: 1,
      rules: [
        {
          id: 'site.gross-needed',
          version: 1,
          severity: 'hold',
          when: { fact: 'declared.gross', is: 'above', than: '10 kg', whenAbsent: 'unknown' },
          because: 'Declared heavier than 10 kg.',
          source: 'site policy',
          steps: [],
        },
      ],
    }),
    hash: 'site',
  };
  const both = { ...rules, packs: [...rules.packs, site] };

  it('is prompted as not to be judged, and nothing is released', () => {
    const inputs = [BOOKS, found(item(null, '1950')), weighed('2010'), ...measured(0.12)];
    const state = inputs.reduce((known, input) => step(known, input, both).state, NEW_SESSION);
    expect(state.prompts.map(({ rule, about, result }) => [rule, about, result])).toEqual([
      ['declaration.missing-fact', 'declared.gross', 'unknown'],
    ]);
    expect(state.prompts[0]?.because).toContain('site.gross-needed');
    expect(step(state, decided('release'), both).effects.refused).toBe('why.missing-facts');
  });
});

describe('a reason', () => {
  it('is kept for an outcome that did not need one', () => {
    const told = tell(BOOKS, found(item('2000')), decided('hold', 'knife found in the lining'));
    const decision = told.events.find((event) => event.kind === 'decided');
    expect(decision?.body).toMatchObject({ override: null, reason: 'knife found in the lining' });
  });
});

describe('labels', () => {
  it('a wrong check digit is prompted, and the right label answers it', () => {
    const told = tell(scanned('RR149263818CH'), scanned('RR149263813CH'), found(item('120')));
    expect(promptsOf(told)).toEqual(['identity.check-digit']);
    expect(told.state.prompts.map((prompt) => prompt.open)).toEqual([false]);
    expect(told.state.identity?.canonical).toBe('RR149263813CH');
  });

  it('an item that is not in the manifest is prompted until it is entered', () => {
    const missing = tell(BOOKS, found(null));
    expect(promptsOf(missing)).toEqual(['manifest.not-found']);
    const entered = step(missing.state, { kind: 'entered', item: item('800') }, rules);
    expect(entered.state.prompts.map((prompt) => prompt.open)).toEqual([false]);
  });

  it('the same label again changes nothing', () => {
    expect(tell(BOOKS, BOOKS).events.filter(({ kind }) => kind === 'identity-read')).toHaveLength(
      1,
    );
  });

  it('a label of an item that was released before is prompted: it may be a copy', () => {
    const told = tell(BOOKS, found(item('2000'), null, '2026-11-20'), weighed('2010'));
    expect(promptsOf(told)).toEqual(['identity.duplicate']);
    expect(told.state.prompts[0]?.because).toContain('2026-11-20');
  });

  it('a second label while an item is open is heard, recorded and not followed', () => {
    const told = tell(BOOKS, scanned('LX876543216DE'));
    expect(told.refused).toBe('why.other-item-open');
    expect(told.state.identity?.canonical).toBe('CP102030419NL');
    expect(told.events.some(({ kind }) => kind === 'identity-refused')).toBe(true);
  });

  it('a second label does not take over from a courier number that was declared', () => {
    const told = tell(scanned('COURIER-1'), found(item('450')), weighed('452'), ...measured(0.12));
    const second = step(told.state, scanned('LX876543216DE'), rules);
    expect(second.effects.refused).toBe('why.other-item-open');
    expect(second.state.identity?.canonical).toBe('COURIER-1');
  });

  it('a courier number of no known scheme is good when the manifest knows it', () => {
    const told = tell(scanned('1Z-COURIER-77'), found(item('2000')), weighed('2010'));
    expect(promptsOf(told)).toEqual([]);
  });

  it('text that neither scheme nor manifest knows is prompted as a bad label only', () => {
    expect(promptsOf(tell(scanned('HELLO'), found(null)))).toEqual(['identity.check-digit']);
  });
});

describe('a closed session', () => {
  it('follows nothing more', () => {
    const told = tell(BOOKS, found(item('2000')), decided('hold', 'a knife was found'));
    const after = step(told.state, weighed('10'), rules);
    expect([after.state, after.effects.events]).toEqual([told.state, []]);
  });
});

import { describe, expect, it } from 'vitest';
import type { BenchState, PromptView } from '../../../shared/bridge/contract.ts';
import { benchSounds, openAlarm } from '../../../renderer/sound/bench-sounds.ts';
import {
  collecting,
  collectingSession,
  danger,
  idle,
  notFound,
  overWeight,
  prompted,
  promptSession,
  signedOut,
  stepBack,
} from '../fixtures.ts';

const sounds = (before: BenchState | null, after: BenchState, badge: string | null = null) =>
  benchSounds(before, after, badge);
const refused: BenchState = { ...idle, refusedScan: { text: 'X-1', why: 'why.no-shift' } };

describe('a read', () => {
  it('is good when an item has a new identity', () => {
    expect(sounds(idle, collecting)).toEqual(['good-read']);
  });

  it('is bad when something is wrong with the label', () => {
    const problems = ['check-digit: the check digit is 4, not 5.'];
    const wrong = {
      ...idle,
      session: { ...collectingSession, identity: { ...collectingSession.identity!, problems } },
    };
    expect(sounds(idle, wrong)).toEqual(['bad-read']);
  });

  it('is good for a command that was followed and bad for one that was not, once each', () => {
    const command = { command: 'hold', refused: null, atMs: 1 } as const;
    const followed: BenchState = { ...idle, lastCommand: command };
    const not: BenchState = {
      ...idle,
      lastCommand: { ...command, refused: 'why.no-identity', atMs: 2 },
    };
    expect(sounds(idle, followed)).toEqual(['good-read']);
    expect(sounds(followed, not)).toEqual(['bad-read']);
    expect(sounds(not, { ...not, events: 9_999 })).toEqual([]);
  });

  it('is bad when the label was not followed', () => {
    expect(sounds(idle, refused)).toEqual(['bad-read']);
    expect(sounds(refused, { ...refused, events: refused.events + 1 })).toEqual([]);
  });

  it('is good when the label was taken as a badge', () => {
    const scan = { text: 'B-1042', why: 'why.not-signed-in' };
    expect(sounds(signedOut, { ...signedOut, refusedScan: scan }, 'B-1042')).toEqual(['good-read']);
  });

  it('of a command barcode is good when it was followed', () => {
    const command = { command: 'hold', refused: null, atMs: 1_760_000_100_000 } as const;
    const followed = { ...idle, lastCommand: command };
    expect(sounds(idle, followed)).toEqual(['good-read']);
    expect(sounds(followed, { ...followed, events: 1300 })).toEqual([]);
    const foreign = { command: null, refused: 'why.no-identity', atMs: 1_760_000_200_000 };
    expect(sounds(followed, { ...idle, lastCommand: foreign })).toEqual(['bad-read']);
  });

  it('is heard again for the next item, not for the next snapshot', () => {
    const next = { ...idle, session: { ...collectingSession, id: 'session-2' } };
    expect(sounds(collecting, next)).toEqual(['good-read']);
    expect(sounds(collecting, { ...collecting, events: 1300 })).toEqual([]);
  });
});

describe('a prompt', () => {
  it('is heard once, after the read that led to it', () => {
    expect(sounds(idle, notFound)).toEqual(['good-read', 'prompt']);
    expect(sounds(notFound, { ...notFound, events: 1300 })).toEqual([]);
  });

  it('is heard when it joins another, and not when it is answered', () => {
    const two = {
      ...prompted,
      session: { ...promptSession, prompts: [overWeight, { ...overWeight, rule: 'value.over' }] },
    };
    expect(sounds(prompted, two)).toEqual(['prompt']);
    const first = { ...overWeight, about: 'declared.gross' };
    const second = { ...overWeight, about: 'declared.net' };
    const missing = (...prompts: PromptView[]) => ({
      ...prompted,
      session: { ...promptSession, prompts },
    });
    expect(sounds(missing(first), missing(first, second))).toEqual(['prompt']);
    const answered = {
      ...prompted,
      session: { ...promptSession, prompts: [{ ...overWeight, answered: true }] },
    };
    expect(sounds(prompted, answered)).toEqual([]);
  });

  it('that only informs is silent', () => {
    const informed: PromptView = { ...overWeight, severity: 'inform' };
    expect(
      sounds(collecting, { ...collecting, session: { ...collectingSession, prompts: [informed] } }),
    ).toEqual([]);
  });
});

describe('after a reload', () => {
  it('nothing old is heard again', () => {
    expect(sounds(null, prompted)).toEqual([]);
    expect(sounds(null, refused)).toEqual([]);
  });
});

describe('an alarm', () => {
  const alarmed = {
    ...promptSession,
    radiation: { ...promptSession.radiation, alarm: true },
  };
  const radiationTest = {
    fact: 'radiation.alarm',
    is: 'true',
    than: null,
    shown: 'true',
    result: 'true',
  } as const;
  const acknowledged = { ...stepBack, acknowledged: true };

  it('is a danger until it is acknowledged', () => {
    expect(openAlarm(danger.session, false)).toBe('danger');
    expect(openAlarm(danger.session, true)).toBe('danger');
    expect(openAlarm({ ...danger.session!, prompts: [acknowledged] }, false)).toBeNull();
  });

  it('goes on for a danger that came after one that was acknowledged', () => {
    const later = { ...stepBack, rule: 'radiation.cordon' };
    expect(openAlarm({ ...danger.session!, prompts: [acknowledged, later] }, false)).toBe('danger');
  });

  it('is radiation that nothing explains, at once, until it is silenced', () => {
    expect(openAlarm(alarmed, false)).toBe('radiation');
    expect(openAlarm(alarmed, true)).toBeNull();
  });

  it('is radiation until its prompt is acknowledged, not another', () => {
    const other = { ...overWeight, acknowledged: true };
    const own = { ...overWeight, rule: 'radiation.alarm', tests: [radiationTest] };
    expect(openAlarm({ ...alarmed, prompts: [other, own] }, false)).toBe('radiation');
    const seen = { ...own, acknowledged: true };
    expect(openAlarm({ ...alarmed, prompts: [other, seen] }, false)).toBeNull();
    const later = { ...own, rule: 'radiation.instrument-alarm' };
    expect(openAlarm({ ...alarmed, prompts: [seen, later] }, false)).toBe('radiation');
    // Silenced before it prompted: the prompt is a new alarm.
    expect(openAlarm({ ...alarmed, prompts: [own] }, true)).toBe('radiation');
  });

  it('is not radiation that is explained', () => {
    const explained = { ...alarmed, radiation: { ...alarmed.radiation, explained: 'potash' } };
    expect(openAlarm(explained, false)).toBeNull();
  });

  it('is not there without an item, without an alarm, or with a danger that is answered', () => {
    expect(openAlarm(null, false)).toBeNull();
    expect(openAlarm(promptSession, false)).toBeNull();
    const answered = { ...promptSession, prompts: [{ ...stepBack, answered: true }] };
    expect(openAlarm(answered, false)).toBeNull();
  });
});

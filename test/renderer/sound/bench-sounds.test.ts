import { describe, expect, it } from 'vitest';
import type { BenchState, PromptView } from '../../../shared/bridge/contract.ts';
import { alarmPrompts, benchSounds } from '../../../renderer/sound/bench-sounds.ts';
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

  it('is bad when the label was not followed', () => {
    expect(sounds(idle, refused)).toEqual(['bad-read']);
    expect(sounds(refused, { ...refused, events: refused.events + 1 })).toEqual([]);
  });

  it('is good when the label was taken as a badge', () => {
    const scan = { text: 'B-1042', why: 'why.not-signed-in' };
    expect(sounds(signedOut, { ...signedOut, refusedScan: scan }, 'B-1042')).toEqual(['good-read']);
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
  const suspicious: PromptView = {
    ...overWeight,
    rule: 'radiation.alarm',
    tests: [{ fact: 'radiation.alarm', is: 'true', than: null, shown: 'true', result: 'true' }],
  };
  const alarmed = {
    ...promptSession,
    radiation: { ...promptSession.radiation, alarm: true },
    prompts: [overWeight, suspicious],
  };

  it('is a danger', () => {
    expect(alarmPrompts(danger.session)).toEqual([stepBack]);
  });

  it('is radiation that nothing explains, and not the other prompts of its item', () => {
    expect(alarmPrompts(alarmed)).toEqual([suspicious]);
  });

  it('is over when it is explained or answered', () => {
    const explained = { ...alarmed, radiation: { ...alarmed.radiation, explained: 'potash' } };
    expect(alarmPrompts(explained)).toEqual([]);
    const answered = { ...alarmed, prompts: [{ ...suspicious, answered: true }] };
    expect(alarmPrompts(answered)).toEqual([]);
  });

  it('is not there without an item or an alarm', () => {
    expect(alarmPrompts(null)).toEqual([]);
    expect(alarmPrompts(promptSession)).toEqual([]);
  });
});

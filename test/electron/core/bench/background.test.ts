import { describe, expect, it } from 'vitest';
import {
  earlierBackgrounds,
  judgeBackground,
  type Background,
} from '../../../../electron/core/bench/background.ts';
import { startMeter } from '../../../../electron/core/bench/dwell-meter.ts';
import { policy } from '../../../support/session-fixtures.ts';

const SECONDS = 300;
const DOSIMETER = 'GMC-300E 1234';

function background(perSecond: number, dosimeter = DOSIMETER): Background {
  const counts = Math.round(perSecond * SECONDS);
  return { counts, seconds: SECONDS, doseRate: perSecond / 2.567, dosimeter };
}

/** Judges a new background of this rate in counts per second. */
function judged(perSecond: number, earlier: readonly Background[]): string {
  const { counts, seconds, doseRate } = background(perSecond);
  const meter = {
    ...startMeter(0),
    counted: { counts, seconds },
    dose: { sum: doseRate * seconds, seconds },
    recent: [],
  };
  return judgeBackground(meter, policy.radiation, earlier, DOSIMETER).state;
}

const taken = (shift: string, perSecond: number) => ({
  shift,
  body: { ...background(perSecond) },
});

describe('the backgrounds that a new one is compared with', () => {
  it('are the last one of each earlier shift, none of this shift', () => {
    const events = [taken('a', 0.3), taken('a', 0.4), taken('b', 0.31), taken('now', 0.6)];
    const rates = earlierBackgrounds(events, 'now').map(({ counts }) => counts / SECONDS);
    expect(rates).toEqual([0.4, 0.31]);
  });

  it('are those of the last ten shifts', () => {
    const events = Array.from({ length: 14 }, (_, at) => taken(`shift-${at}`, 0.3 + at / 100));
    const earlier = earlierBackgrounds(events, 'now');
    expect(earlier).toHaveLength(10);
    expect(earlier[0]?.counts).toBe(102);
  });
});

describe('a background', () => {
  const usual = [0.28, 0.3, 0.31, 0.3, 0.29].map((rate) => background(rate));

  it('like the others is accepted', () => {
    expect(judged(0.33, usual)).toBe('value');
  });

  it('of more than twice or less than half of the median is refused', () => {
    expect(judged(0.65, usual)).toBe('fault');
    expect(judged(0.58, usual)).toBe('value');
    expect(judged(0.14, usual)).toBe('fault');
    expect(judged(0.16, usual)).toBe('value');
  });

  it('is judged by the median: one shift beside a source does not make it usual', () => {
    expect(judged(0.9, [...usual, background(1.1)])).toBe('fault');
  });

  it('of another dosimeter is not compared with', () => {
    const others = usual.map((one) => ({ ...one, dosimeter: 'GMC-500 99' }));
    expect(judged(0.9, others)).toBe('value');
  });

  it('in the first shift has only the absolute limits', () => {
    expect(judged(1.2, [])).toBe('value');
    expect(judged(1.4, [])).toBe('fault');
    expect(judged(0.04, [])).toBe('fault');
  });

  it('that chance explains is accepted: few counts vary by more than twice', () => {
    const few = { ...background(0.3), counts: 3, seconds: 10 };
    const meter = {
      ...startMeter(0),
      counted: { counts: 7, seconds: 10 },
      dose: { sum: 2.7, seconds: 10 },
      recent: [],
    };
    expect(judgeBackground(meter, policy.radiation, [few], DOSIMETER).state).toBe('value');
  });
});

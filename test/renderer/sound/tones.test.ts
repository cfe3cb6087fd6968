import { describe, expect, it } from 'vitest';
import { samplesOf, TONE_NAMES, TONES } from '../../../renderer/sound/tones.ts';

const RATE = 8_000;
/** Shorter silences are zero crossings of a wave. */
const SILENCE_S = 0.02;

/** Start and end (seconds) of each stretch of sound. */
function stretches(samples: Float32Array): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  samples.forEach((sample, index) => {
    if (Math.abs(sample) < 0.01) return;
    const at = index / RATE;
    const last = found.at(-1);
    if (last !== undefined && at - last.to < SILENCE_S) last.to = at;
    else found.push({ from: at, to: at });
  });
  return found;
}

const heard = (name: (typeof TONE_NAMES)[number]) => stretches(samplesOf(TONES[name], RATE));

describe('the tones', () => {
  it.each([
    ['good-read', 1],
    ['bad-read', 2],
    ['prompt', 3],
    ['alarm', 10],
  ] as const)('%s is heard as %i pulses', (name, count) => {
    expect(heard(name)).toHaveLength(count);
  });

  it('group the pulses of the alarm as 3 + 2 + 3 + 2', () => {
    const pulses = heard('alarm');
    const gaps = pulses.slice(1).map(({ from }, index) => from - (pulses[index]?.to ?? 0));
    const groups = gaps.reduce<number[]>(
      (sizes, gap) =>
        gap > 0.2 ? [...sizes, 1] : [...sizes.slice(0, -1), (sizes.at(-1) ?? 0) + 1],
      [1],
    );
    expect(groups).toEqual([3, 2, 3, 2]);
  });

  it('leave silence before the alarm comes again', () => {
    const last = heard('alarm').at(-1);
    expect(TONES.alarm.lengthS - (last?.to ?? 0)).toBeGreaterThan(2.4);
  });

  it('differ in pitch', () => {
    const pitches = TONE_NAMES.map((name) => TONES[name].pulses[0]?.hz);
    expect(new Set(pitches).size).toBe(TONE_NAMES.length);
  });

  it.each(TONE_NAMES)('%s neither clips nor clicks', (name) => {
    const samples = samplesOf(TONES[name], RATE);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.5);
    for (const { atS, lengthS } of TONES[name].pulses) {
      expect(Math.abs(samples[Math.round(atS * RATE)] ?? 1)).toBeLessThan(0.01);
      expect(Math.abs(samples[Math.round((atS + lengthS) * RATE) - 1] ?? 1)).toBeLessThan(0.1);
    }
  });
});

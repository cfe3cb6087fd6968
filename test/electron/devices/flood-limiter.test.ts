import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFloodLimiter } from '../../../electron/devices/flood-limiter.ts';
import type { Observation } from '../../../shared/measure/reading.ts';

const READING: Observation = {
  type: 'reading',
  kind: 'scan',
  text: 'A',
  aim: null,
  repeat: false,
  raw: '41',
};
const MALFORMED: Observation = { type: 'fault', code: 'malformed', raw: '' };
const CHECKSUM: Observation = { type: 'fault', code: 'checksum', raw: '' };
const stream = fc.array(fc.constantFrom(READING, MALFORMED, CHECKSUM), { maxLength: 3000 });

describe('flood limiter', () => {
  it('never leaves an earlier reading standing after a fault', () => {
    fc.assert(
      fc.property(stream, (observations) => {
        const limiter = createFloodLimiter();
        let told: Observation | null = null;
        for (const [atMs, observation] of observations.entries()) {
          told = limiter.accept(observation, atMs) ?? told;
          if (observation.type === 'fault') expect(told?.type).toBe('fault');
        }
      }),
    );
  });

  it('passes a bounded number on, whatever comes', () => {
    fc.assert(
      fc.property(stream, (observations) => {
        const limiter = createFloodLimiter();
        const passed = observations.filter((entry) => limiter.accept(entry, 0) !== null);
        expect(passed.length).toBeLessThanOrEqual(200 + 200 + 100);
      }),
    );
  });

  it('keeps every reading and fault of an ordinary instrument', () => {
    const limiter = createFloodLimiter();
    const ordinary = Array.from({ length: 500 }, (_, index) =>
      index % 10 === 0 ? CHECKSUM : READING,
    );
    const passed = ordinary.filter((entry, index) => limiter.accept(entry, index * 10) !== null);
    expect(passed).toHaveLength(500);
  });

  it('says how many it left out, once', () => {
    const limiter = createFloodLimiter();
    for (let count = 0; count < 100; count += 1) limiter.accept(MALFORMED, 0);
    expect(limiter.flush()).toEqual({ ...MALFORMED, detail: '90 more malformed not shown' });
    expect(limiter.flush()).toBeNull();
  });
});

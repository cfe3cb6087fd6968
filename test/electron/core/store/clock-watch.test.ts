import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../shared/clock.ts';
import { watchClock } from '../../../../electron/core/store/clock-watch.ts';

/** Both clocks, moved by hand. */
function handClock(): Clock & { run(ms: number): void; set(byMs: number): void } {
  let [mono, offset] = [0, Date.UTC(2026, 0, 1)];
  return {
    monotonicMs: () => mono,
    utcMs: () => mono + offset,
    after: () => ({ cancel: () => {} }),
    run: (ms) => (mono += ms),
    set: (byMs) => (offset += byMs),
  };
}

describe('watchClock', () => {
  it('says nothing while both clocks run alike', () => {
    const clock = handClock();
    const watch = watchClock(clock, null);
    clock.run(3_600_000);
    expect(watch.jumpMs()).toBe(0);
  });

  it.each([-7_200_000, -2_000, 2_000, 60_000])('says that the clock was set by %d ms', (byMs) => {
    const clock = handClock();
    const watch = watchClock(clock, null);
    clock.run(500);
    clock.set(byMs);
    expect(watch.jumpMs()).toBe(byMs);
  });

  it('says it again until it is recorded, then not any more', () => {
    const clock = handClock();
    const watch = watchClock(clock, null);
    clock.set(5_000);
    expect([watch.jumpMs(), watch.jumpMs()]).toEqual([5_000, 5_000]);
    watch.recorded();
    expect(watch.jumpMs()).toBe(0);
  });

  it('does not lose a jump that came while another was being recorded', () => {
    const clock = handClock();
    const watch = watchClock(clock, null);
    clock.set(5_000);
    watch.jumpMs();
    clock.set(-9_000);
    watch.recorded();
    expect(watch.jumpMs()).toBe(-9_000);
  });

  it('adds up small steps until they are a jump', () => {
    const clock = handClock();
    const watch = watchClock(clock, null);
    clock.set(1_200);
    expect(watch.jumpMs()).toBe(0);
    clock.set(1_200);
    expect(watch.jumpMs()).toBe(2_400);
  });

  it('sees at the start that the clock was set back while the station was closed', () => {
    const clock = handClock();
    expect(watchClock(clock, clock.utcMs() + 60_000).jumpMs()).toBe(-60_000);
    expect(watchClock(clock, clock.utcMs() - 60_000).jumpMs()).toBe(0);
  });
});

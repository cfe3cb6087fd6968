import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createIdleLock } from '../../../../electron/core/accounts/idle-lock.ts';

function openLock(afterMs: number) {
  const clock = createSimulatedClock();
  const counts = { timers: 0, idle: 0 };
  const counted = {
    ...clock,
    after(delayMs: number, task: () => void) {
      counts.timers += 1;
      return clock.after(delayMs, task);
    },
  };
  return { clock, counts, lock: createIdleLock(counted, afterMs, () => (counts.idle += 1)) };
}

describe('the idle lock', () => {
  it('sets one timer a period, however often it is touched', async () => {
    const { clock, counts, lock } = openLock(60_000);
    lock.start();
    for (let tenth = 0; tenth < 6_000; tenth += 1) {
      await clock.advance(100);
      lock.touch();
    }
    expect([counts.idle, counts.timers <= 11]).toEqual([0, true]);
  });

  it('tells once, and again only after it was started again', async () => {
    const { clock, counts, lock } = openLock(1_000);
    lock.start();
    await clock.advance(10_000);
    lock.touch();
    await clock.advance(10_000);
    expect(counts.idle).toBe(1);
    lock.start();
    await clock.advance(1_000);
    expect(counts.idle).toBe(2);
  });

  it('tells nothing after it was stopped', async () => {
    const { clock, counts, lock } = openLock(1_000);
    lock.start();
    lock.stop();
    await clock.advance(10_000);
    expect(counts.idle).toBe(0);
  });
});

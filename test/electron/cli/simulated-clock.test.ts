import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';

describe('simulated clock', () => {
  it('stands still until it is told to run', async () => {
    const clock = createSimulatedClock(1000);
    await Promise.resolve();
    expect([clock.monotonicMs(), clock.utcMs()]).toEqual([0, 1000]);
  });

  it('runs tasks in order of time, then of scheduling', async () => {
    const clock = createSimulatedClock();
    const order: string[] = [];
    clock.after(20, () => order.push('late'));
    clock.after(10, () => order.push('first'));
    clock.after(10, () => order.push('second'));
    await clock.runUntil(20);
    expect(order).toEqual(['first', 'second', 'late']);
  });

  it('shows each task its own time', async () => {
    const clock = createSimulatedClock();
    const times: number[] = [];
    clock.after(10, () => clock.after(5, () => times.push(clock.monotonicMs())));
    await clock.advance(100);
    expect([...times, clock.monotonicMs()]).toEqual([15, 100]);
  });

  it('lets promises settle before the next task', async () => {
    const clock = createSimulatedClock();
    const order: string[] = [];
    const chain = async (): Promise<void> => {
      for (let link = 0; link < 20; link += 1) await Promise.resolve();
      order.push('promise');
    };
    clock.after(1, () => void chain());
    clock.after(1, () => order.push('timer'));
    await clock.advance(1);
    expect(order).toEqual(['promise', 'timer']);
  });

  it('does not run a task that was cancelled', async () => {
    const clock = createSimulatedClock();
    let ran = false;
    clock.after(1, () => (ran = true)).cancel();
    await clock.advance(10);
    expect(ran).toBe(false);
  });

  it('leaves later tasks for later', async () => {
    const clock = createSimulatedClock();
    let ran = false;
    clock.after(11, () => (ran = true));
    await clock.runUntil(10);
    expect(ran).toBe(false);
  });
});

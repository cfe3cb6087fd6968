import { afterEach, describe, expect, it } from 'vitest';
import { createSupervisorRig, READY_DEADLINE_MS, type SupervisorRig } from './supervisor-rig.ts';

let rig: SupervisorRig;
const begin = (...how: readonly (readonly string[])[]): SupervisorRig => {
  rig = createSupervisorRig(...how);
  return rig;
};

afterEach(async () => {
  const stopped = rig.supervisor.stop();
  rig.kill();
  await stopped;
});

describe('a supervised process that works', () => {
  it('answers calls that were made while it started', async () => {
    const { supervisor } = begin(['ready']);
    expect(supervisor.state).toBe('starting');
    const reply = await supervisor.call('echo', { a: 1 }, 5_000);
    expect(reply).toEqual({ ok: true, value: { a: 1 } });
  });

  it('passes on what is neither ready nor an answer', async () => {
    const { supervisor, messages } = begin(['ready']);
    void supervisor.call('event', 42, 5_000);
    await supervisor.call('echo', null, 5_000);
    expect(messages).toEqual([{ kind: 'event', event: 'bench', payload: 42 }]);
  });

  it('turns an answer that is no envelope into an error', async () => {
    const reply = await begin(['ready']).supervisor.call('nonsense', null, 5_000);
    expect(reply).toMatchObject({ ok: false, error: { code: 'malformed-reply' } });
  });
});

describe('deadlines', () => {
  it('answers a call that was sent with `deadline`', async () => {
    const { supervisor, clock, reached } = begin(['ready']);
    await reached('ready');
    const reply = supervisor.call('hang', null, 5_000);
    await clock.advance(5_000);
    expect(await reply).toMatchObject({ ok: false, error: { code: 'deadline' } });
  });

  it('answers a call that was never sent with `core-starting`, and never sends it', async () => {
    const { supervisor, clock, reached, messages } = begin(['ready']);
    const reply = supervisor.call('event', 'late', 5_000);
    await clock.advance(5_000);
    expect(await reply).toMatchObject({ ok: false, error: { code: 'core-starting' } });
    await reached('ready');
    await supervisor.call('echo', null, 5_000);
    expect(messages).toEqual([]);
  });

  it('ends a process that does not become ready, and says so', async () => {
    const { clock, reached } = begin(['mute']);
    await clock.advance(READY_DEADLINE_MS);
    const { ended } = await reached('waiting');
    expect(ended?.reason).toBe('not ready within 20 s; code null, signal SIGKILL');
  });
});

describe('a supervised process that ends', () => {
  it('has its calls answered at once with `core-restarted`', async () => {
    const { supervisor, reached, kill } = begin(['ready']);
    await reached('ready');
    const replies = [1, 2].map((n) => supervisor.call('hang', n, 5_000));
    kill();
    for (const reply of await Promise.all(replies)) {
      expect(reply).toMatchObject({ ok: false, error: { code: 'core-restarted' } });
    }
  });

  it('has calls refused while it is down', async () => {
    const { supervisor, reached, kill } = begin(['ready']);
    await reached('ready');
    kill();
    await reached('waiting');
    const reply = await supervisor.call('echo', null, 5_000);
    expect(reply).toMatchObject({ ok: false, error: { code: 'core-restarted' } });
  });

  it('is reported with its reason and the wait', async () => {
    const { reached, kill } = begin(['ready']);
    await reached('ready');
    kill();
    expect(await reached('waiting')).toEqual({
      state: 'waiting',
      pid: undefined,
      failures: 1,
      ended: { reason: 'code null, signal SIGKILL', retryInMs: 500 },
    });
  });

  it('is started again after the wait, not before', async () => {
    const { supervisor, clock, reached, kill } = begin(['ready']);
    await reached('ready');
    kill();
    await reached('waiting');
    await clock.advance(499);
    expect(supervisor.state).toBe('waiting');
    await clock.advance(1);
    await reached('ready');
    expect(await supervisor.call('echo', 'again', 5_000)).toEqual({ ok: true, value: 'again' });
  });

  it('is started again for ever, after 0.5 s doubling up to 30 s', async () => {
    const { clock, reached } = begin(['exit']);
    const waits: number[] = [];
    for (let failure = 1; failure <= 10; failure += 1) {
      const { ended } = await reached('waiting');
      waits.push(ended?.retryInMs ?? 0);
      await clock.advance(ended?.retryInMs ?? 0);
    }
    expect(waits).toEqual([500, 1e3, 2e3, 4e3, 8e3, 16e3, 30e3, 30e3, 30e3, 30e3]);
  });

  it.each([
    [59_999, 2],
    [60_000, 1],
  ])('after %i ms of health counts as failure %i in a row', async (healthyMs, failures) => {
    const { clock, reached, kill } = begin(['exit'], ['ready']);
    await reached('waiting');
    await clock.advance(500);
    await reached('ready');
    await clock.advance(healthyMs);
    kill();
    expect(await reached('waiting')).toMatchObject({ failures });
  });

  it('is tried again when it could not even be started', async () => {
    const { clock, reached } = begin(['throw'], ['ready']);
    expect((await reached('waiting')).ended?.reason).toContain('no such program');
    await clock.advance(500);
    await reached('ready');
  });
});

describe('stopping', () => {
  it('asks the process to end and does not start it again', async () => {
    const { supervisor, clock, reached, changes } = begin(['ready']);
    await reached('ready');
    await supervisor.stop();
    await clock.advance(60_000);
    expect(changes.at(-1)?.state).toBe('stopped');
  });

  it('ends a process that does not listen', async () => {
    const { supervisor, clock, reached, changes } = begin(['ready', 'ignore-term']);
    const { pid } = await reached('ready');
    const stopped = supervisor.stop();
    await clock.advance(3_000);
    await stopped;
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(changes.at(-1)?.state).toBe('stopped');
  });

  it('answers calls under way and later ones with `core-stopped`', async () => {
    const { supervisor, reached } = begin(['ready']);
    await reached('ready');
    const underWay = supervisor.call('hang', null, 5_000);
    void supervisor.stop();
    const replies = await Promise.all([underWay, supervisor.call('echo', null, 5_000)]);
    for (const reply of replies) expect(reply).toMatchObject({ error: { code: 'core-stopped' } });
  });
});

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

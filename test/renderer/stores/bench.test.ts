// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '../../../shared/bridge/envelope.ts';
import { useBench } from '../../../renderer/stores/bench.ts';
import { collecting, idle, live } from '../fixtures.ts';
import { fakeStation } from '../mount-app.ts';

const gone: Envelope<never> = { ok: false, error: { code: 'core-restarted', message: '' } };

async function connected() {
  const fake = fakeStation(idle);
  window.station = fake.station;
  const bench = useBench();
  const disconnect = bench.connect();
  await flushPromises();
  return { ...fake, bench, disconnect };
}

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the mirror of the bench', () => {
  it('shows the first snapshot after the handshake', async () => {
    const { bench } = await connected();
    expect([bench.link, bench.state]).toEqual(['connected', idle]);
  });

  it.each(['core-restarted', 'core-starting', 'deadline'])(
    'reconnects and keeps its snapshot when a call fails with %s',
    async (code) => {
      const { bench, station } = await connected();
      station.intent.mockResolvedValue({ ok: false, error: { code, message: '' } });
      await bench.send({ kind: 'open-shift' });
      expect([bench.link, bench.state]).toEqual(['reconnecting', idle]);
    },
  );

  it('sends nothing while it reconnects', async () => {
    const { bench, station } = await connected();
    station.intent.mockResolvedValue(gone);
    await bench.send({ kind: 'open-shift' });
    await bench.send({ kind: 'open-shift' });
    expect(station.intent).toHaveBeenCalledTimes(1);
  });

  it('accepts input again with the next bench event', async () => {
    const { bench, station, on } = await connected();
    station.intent.mockResolvedValue(gone);
    await bench.send({ kind: 'open-shift' });
    on.bench?.(collecting);
    expect([bench.accepting, bench.state]).toEqual([true, collecting]);
  });

  it('asks for the snapshot until core answers, without a second handshake', async () => {
    const { bench, station } = await connected();
    station.intent.mockResolvedValue(gone);
    station.benchState.mockResolvedValueOnce(gone);
    await bench.send({ kind: 'open-shift' });
    await vi.advanceTimersByTimeAsync(1_000);
    const afterOne = bench.link;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([afterOne, bench.link, station.handshake.mock.calls.length]).toEqual([
      'reconnecting',
      'connected',
      1,
    ]);
  });

  it('repeats the handshake until core has started', async () => {
    const fake = fakeStation(idle);
    fake.station.handshake.mockResolvedValueOnce(gone);
    window.station = fake.station;
    const bench = useBench();
    bench.connect();
    await flushPromises();
    const before = bench.link;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([before, bench.link]).toEqual(['connecting', 'connected']);
  });

  it('stops for good at a core of another version', async () => {
    const fake = fakeStation(idle);
    const error = { code: 'version-mismatch', message: 'Install the station again.' };
    fake.station.handshake.mockResolvedValue({ ok: false, error });
    window.station = fake.station;
    const bench = useBench();
    bench.connect();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([bench.blocked, fake.station.handshake.mock.calls.length]).toEqual([error, 1]);
  });

  it('reconnects when a notice says that core ended', async () => {
    const { bench, on } = await connected();
    on.notice?.({ code: 'process-restarted', subject: 'core', detail: '', atMs: 1 });
    expect(bench.link).toBe('reconnecting');
  });

  it('stays connected when another process ended', async () => {
    const { bench, on } = await connected();
    on.notice?.({ code: 'process-restarted', subject: 'devices', detail: '', atMs: 1 });
    expect(bench.link).toBe('connected');
  });

  it('takes a repeated notice once, also after it was dismissed', async () => {
    const { bench, on } = await connected();
    const notice = { code: 'screen-restarted', subject: '', detail: '', atMs: 1 } as const;
    on.notice?.(notice);
    bench.dismiss(notice);
    on.notice?.({ ...notice });
    expect(bench.notices).toEqual([]);
  });

  it('sends one intent at a time', async () => {
    const { bench, station } = await connected();
    await Promise.all([bench.send({ kind: 'open-shift' }), bench.send({ kind: 'open-shift' })]);
    expect(station.intent).toHaveBeenCalledTimes(1);
  });

  it('keeps why an intent was refused until the next one', async () => {
    const { bench, station } = await connected();
    const refusal = { code: 'why.no-shift', message: 'why.no-shift' };
    station.intent.mockResolvedValueOnce({ ok: true, value: { accepted: false, refusal } });
    await bench.send({ kind: 'open-shift' });
    const before = bench.refusal;
    await bench.send({ kind: 'open-shift' });
    expect([before, bench.refusal]).toEqual([refusal, null]);
  });

  it('draws a gap for a dosimeter in fault', async () => {
    const { bench, on } = await connected();
    on.live?.({ scale: null, dosimeter: { ...live.dosimeter!, fault: 'dead-tube' }, others: [] });
    expect(bench.doseTrace.map(({ value }) => value)).toEqual([null]);
  });

  it('hears nothing after its end', async () => {
    const { disconnect, on } = await connected();
    disconnect();
    expect(on.bench).toBeUndefined();
  });
});

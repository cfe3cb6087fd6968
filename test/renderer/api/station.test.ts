// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listen, readBench, sendIntent } from '../../../renderer/api/station.ts';
import { idle } from '../fixtures.ts';
import { fakeStation } from '../mount-app.ts';

afterEach(() => {
  delete window.station;
});

describe('the way to the application', () => {
  it('passes on the value of an answered call', async () => {
    window.station = fakeStation(idle).station;
    expect(await readBench()).toEqual({ ok: true, value: idle });
  });

  it('passes on the error of an answered call', async () => {
    const { station } = fakeStation(idle);
    const error = { code: 'deadline', message: 'too late' };
    station.benchState.mockResolvedValue({ ok: false, error });
    window.station = station;
    expect(await readBench()).toEqual({ ok: false, error });
  });

  it('turns a rejected call into a coded failure', async () => {
    const { station } = fakeStation(idle);
    station.intent.mockRejectedValue(new Error('channel closed'));
    window.station = station;
    expect(await sendIntent({ kind: 'open-shift' })).toEqual({
      ok: false,
      error: { code: 'bridge-failed', message: 'channel closed' },
    });
  });

  it('answers outside the application with a coded failure', async () => {
    expect(await readBench()).toMatchObject({ ok: false, error: { code: 'no-bridge' } });
  });

  it('ends every subscription at once', () => {
    const { station, on } = fakeStation(idle);
    window.station = station;
    listen({ bench: vi.fn(), live: vi.fn(), notice: vi.fn() })();
    const nobody = { bench: undefined, live: undefined, notice: undefined, import: undefined };
    expect(on).toEqual({ ...nobody, setup: new Set() });
  });
});

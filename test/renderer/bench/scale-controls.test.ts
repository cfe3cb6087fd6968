// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { InstrumentRequest } from '../../../shared/measure/instrument.ts';
import { idle } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';

enableAutoUnmount(afterEach);

const withRequests = (requests: InstrumentRequest[]) => ({
  ...idle,
  instruments: idle.instruments.map((one) => (one.id === 'scale' ? { ...one, requests } : one)),
});

describe('zero and tare at the scale', () => {
  it('are buttons that ask core, those that the protocol has', async () => {
    const { click, station } = await mountApp(withRequests(['zero', 'clear-tare']));
    await click('scale-controls');
    expect(onPage('tare-scale')).toBeNull();
    onPage('zero-scale')?.click();
    await flushPromises();
    onPage('clear-tare')?.click();
    expect(station.intent.mock.calls.map(([intent]) => intent)).toEqual([
      { kind: 'zero-scale' },
      { kind: 'clear-tare' },
    ]);
  });

  it('are not there for a scale that has none, or before a shift', async () => {
    const { find } = await mountApp(withRequests([]));
    expect(find('scale-controls').exists()).toBe(false);
  });
});

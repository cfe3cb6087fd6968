// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { manager } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { instrumentChecks } from './records.ts';

enableAutoUnmount(afterEach);

async function openRegister() {
  const app = await mountApp(manager);
  await app.find('tab-instruments').trigger('mousedown', { button: 0 });
  await flushPromises();
  const texts = (id: string) =>
    app.wrapper.findAll(`[data-testid="${id}"]`).map((found) => found.text());
  return { ...app, texts };
}

describe('the register of instruments', () => {
  it('says of each what it is, its range, and by a word what is overdue or ends soon', async () => {
    const { texts } = await openRegister();
    const [scale, dosimeter] = texts('registered');
    expect(scale).toMatch(/scale.*ICS425.*mt-sics.*ttyUSB0.*usb-0403.*Class III, e = 2 g/s);
    expect(scale).toMatch(/overdue since 2026-01-31.*No check recorded/s);
    expect(dosimeter).toMatch(/not said yet.*COM7.*ends soon: 2026-12-10.*108 CPM per µSv\/h/s);
    expect(dosimeter).toMatch(/Passed/);
  });

  it('has the history of backgrounds, and of the checks of the others, in pages', async () => {
    const { station, texts, find, click } = await openRegister();
    expect(texts('instrument-check')[0]).toMatch(/Passed.*0\.12 µSv\/h, 90 counts.*1042/s);
    station.instrumentChecks.mockResolvedValue({
      ok: true,
      value: { rows: instrumentChecks, more: true },
    });
    await find('history-scale').setValue();
    await flushPromises();
    await click('page-on');
    expect(station.instrumentChecks.mock.calls.map(([asked]) => asked)).toEqual([
      { kind: 'dosimeter', before: null, limit: 10 },
      { kind: 'scale', before: null, limit: 10 },
      { kind: 'scale', before: 12, limit: 10 },
    ]);
  });
});

// @vitest-environment happy-dom
import { flushPromises, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { closedShift, idle, totals } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

/** The bench just after its shift was closed. */
async function closed() {
  const app = await mountApp(idle);
  await app.pushBench(closedShift);
  await flushPromises();
  return app;
}

describe('the summary of a shift', () => {
  it('comes when the shift is closed: outcomes, counts, what is held, note and last record', async () => {
    const { find, station } = await closed();
    expect(station.shiftTotals).toHaveBeenCalledWith({ shift: 'shift-1' });
    const text = find('shift-summary').text();
    for (const part of ['Release 12, Hold 2', 'LX876543216DE', totals.handover ?? '', '9f3ab2c4']) {
      expect(text).toContain(part);
    }
    const numbers = find('shift-numbers').findAll('[data-count]');
    const shown = numbers.map((one) => [one.attributes('data-count'), one.find('dd').text()]);
    expect(Object.fromEntries(shown)).toEqual({
      overrides: '3',
      prompts: '9',
      alarms: '0',
      faults: '4',
      putAside: '1',
      holds: '5',
    });
  });

  it('has the focus at countersigning, which begins at once', async () => {
    const { find, click, station } = await closed();
    expect(document.activeElement).toBe(find('start-countersign').element);
    const refusal = { code: 'why.second-person-needed', message: '' };
    station.intent.mockResolvedValue({ ok: true, value: { accepted: false, refusal } });
    await click('start-countersign');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'countersign-shift', shift: 'shift-1' });
  });

  it('prints the report of the closed shift', async () => {
    const { find, click, station } = await closed();
    await click('print-report');
    expect(station.printShiftReport).toHaveBeenCalledWith({ shift: 'shift-1' });
    expect(find('report-saved').text()).toContain('/records/shift.pdf');
  });

  it('makes room for the next shift, and is not there for a shift that was closed before', async () => {
    const { find, click } = await closed();
    await click('summary-done');
    expect(find('open-shift').exists()).toBe(true);
    expect((await mountApp(closedShift)).find('shift-summary').exists()).toBe(false);
  });
});

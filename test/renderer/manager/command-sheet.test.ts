// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, describe, expect, it } from 'vitest';
import CommandSheetPanel from '../../../renderer/manager/CommandSheetPanel.vue';
import { createText } from '../../../renderer/locales/text.ts';
import { useBench } from '../../../renderer/stores/bench.ts';
import { manager } from '../fixtures.ts';
import { fakeStation } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const SHEET = { generation: 2, issuedAtMs: 1_760_000_000_000 };

/** The panel by itself, wherever the manager's page has it. */
async function openPanel(sheet: typeof SHEET | null) {
  const { station } = fakeStation(manager);
  window.station = station;
  station.commandSheet.mockResolvedValue({ ok: true, value: { sheet } });
  const pinia = createPinia();
  setActivePinia(pinia);
  useBench().connect();
  const wrapper = mount(CommandSheetPanel, {
    attachTo: document.body,
    global: { plugins: [pinia, createText()] },
  });
  await flushPromises();
  const find = (id: string) => wrapper.find(`[data-testid="command-sheet-${id}"]`);
  const click = async (id: string): Promise<void> => {
    await find(id).trigger('click');
    await flushPromises();
  };
  return { station, find, click };
}

describe('the panel of command barcodes', () => {
  it('without a sheet says so, and makes the first one and prints it', async () => {
    const { station, find, click } = await openPanel(null);
    expect(find('state').text()).toContain('No sheet is in force');
    station.commandSheet.mockResolvedValue({
      ok: true,
      value: { sheet: { ...SHEET, generation: 1 } },
    });
    await click('first');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'renew-command-sheet' }]]);
    expect(find('saved').text()).toContain('Sheet 1 lies at /records/command-sheet-1.pdf');
    expect(document.activeElement).toBe(find('print').element);
  });

  it('prints the sheet in force again without renewing it', async () => {
    const { station, find, click } = await openPanel(SHEET);
    expect(find('state').text()).toContain('Sheet 2');
    await click('print');
    expect([station.intent.mock.calls.length, station.printCommandSheet.mock.calls.length]).toEqual(
      [0, 1],
    );
    expect(find('saved').text()).toContain('/records/command-sheet-1.pdf');
  });

  it('says what becomes invalid before it renews, and can be left', async () => {
    const { station, find, click } = await openPanel(SHEET);
    await click('renew');
    expect(document.activeElement).toBe(find('renew-not').element);
    expect(document.body.textContent).toContain('Every sheet printed before is no longer followed');
    await click('renew-not');
    expect(station.intent).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(find('renew').element);
    await click('renew');
    await click('renew-sure');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'renew-command-sheet' }]]);
    expect(station.printCommandSheet).toHaveBeenCalledTimes(1);
  });

  it('prints nothing when core refused the new sheet', async () => {
    const { station, click } = await openPanel(SHEET);
    const refusal = { code: 'why.no-more-sheets', message: '' };
    station.intent.mockResolvedValueOnce({ ok: true, value: { accepted: false, refusal } });
    await click('renew');
    await click('renew-sure');
    expect(station.printCommandSheet).not.toHaveBeenCalled();
    expect(useBench().refusal).toMatchObject({ code: 'why.no-more-sheets' });
  });
});

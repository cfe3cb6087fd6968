// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BenchState, SetupEvent } from '../../../shared/bridge/contract.ts';
import type { DetectionNews, DetectionResult } from '../../../shared/bridge/detection.ts';
import { idsFor } from '../../../renderer/setup/detected-instrument.ts';
import { idle } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';
import { refuseOnce } from '../refuse.ts';
import { configured } from '../setup-fixtures.ts';

enableAutoUnmount(afterEach);
beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }));
afterEach(() => vi.useRealTimers());

const bench: BenchState = { ...idle, person: { badge: '9001', role: 'administrator' } };
const PORTS: SetupEvent = {
  kind: 'ports',
  ports: [
    {
      path: 'COM4',
      vendorId: '0403',
      productId: '6001',
      serialNumber: 'A1',
      manufacturer: 'FTDI',
      stableId: 'usb:0403:6001:A1',
    },
  ],
  protocols: [
    { id: 'mt-sics', kind: 'scale', title: 'MT-SICS', lineSettings: '9600-8N1', requests: [] },
  ],
  why: null,
};
const FOUND: DetectionResult = {
  path: 'COM4',
  outcome: 'found',
  notes: [],
  evidence: [],
  candidates: [
    {
      protocol: 'mt-sics',
      kind: 'scale',
      title: 'MT-SICS',
      settings: '2400-7E1',
      confidence: 'certain',
      reasons: [
        { code: 'answer', asked: 'I4<0d><0a>' },
        { code: 'adapter', usb: '0403:6001' },
      ],
      identity: '1000007',
      evidence: [
        { from: 'host', hex: '49340d0a' },
        { from: 'instrument', hex: '4934204120' },
      ],
    },
  ],
};

async function openDetect(state = bench) {
  const app = await mountApp(state);
  await app.click('view-setup');
  await app.click('setup-detect');
  await app.pushSetup(PORTS);
  const news = (one: DetectionNews) => app.pushSetup({ kind: 'detection', news: one });
  return { ...app, news };
}

describe('the detection', () => {
  it('is begun for all free ports or for one, and shows how far it is', async () => {
    const app = await openDetect();
    await app.click('detect-start');
    expect(app.station.detectInstruments.mock.calls).toEqual([[{ path: null }]]);
    const step = { path: 'COM4', step: 3, of: 40, settings: '9600-8N1', upToS: 55 } as const;
    await app.news({ state: 'step', step: { ...step, doing: 'listening', protocol: null } });
    expect(app.find('detect-progress').text()).toMatch(
      /COM4, FTDI.*Listening at 9600-8N1; up to 55 s/s,
    );
    expect(app.find('detect-panel').text()).toContain('read any label');
    await app.news({ state: 'step', step: { ...step, doing: 'asking', protocol: 'mt-sics' } });
    expect(app.find('detect-progress').text()).toContain('Asking as MT-SICS');
    expect(app.find('detect-panel').text()).not.toContain('read any label');
    await app.click('detect-start');
    expect(app.station.detectInstruments).toHaveBeenCalledOnce();
    await app.news({ state: 'ended', ports: 1, why: null });
    await app.write('detect-port', 'COM4');
    await app.click('detect-start');
    expect(app.station.detectInstruments).toHaveBeenLastCalledWith({ path: 'COM4' });
  });

  it('is cancelled by its button, and when the page is left', async () => {
    const app = await openDetect();
    await app.click('detect-start');
    await app.click('stop-work');
    expect(app.station.cancelDetection).toHaveBeenCalledOnce();
    await app.click('setup-scale');
    expect(app.station.cancelDetection).toHaveBeenCalledTimes(2);
    expect(app.find('instrument-form').exists()).toBe(true);
  });

  it('says when no port is free, why there is no list, or why it broke off', async () => {
    const app = await openDetect();
    await app.news({ state: 'ended', ports: 0, why: null });
    expect(app.find('detect-ended').text()).toContain('No free port');
    await app.news({ state: 'ended', ports: 0, why: 'no permission' });
    expect(app.find('detect-ended').text()).toBe('The ports could not be listed (no permission).');
    await app.news({ state: 'ended', ports: 1, why: 'the line does not close' });
    expect(app.find('detect-ended').text()).toBe('Detection broke off (the line does not close).');
  });
});

describe('what was found', () => {
  it('is shown with confidence, identity, reasons and bytes, and saved after one confirmation', async () => {
    const app = await openDetect();
    await app.news({ state: 'result', result: FOUND });
    const shown = app.find('detect-result').text();
    expect(shown).toMatch(/Certain:\s*Scale.*MT-SICS.*1000007.*2400-7E1/s);
    expect(shown).toContain('It answered the question I4<0d><0a>');
    expect(shown).toContain('USB adapter, 0403:6001');
    expect(app.find('detect-evidence').text()).toMatch(
      /sent\s*49 34 0d 0a\s*I4<CR><LF>.*received/s,
    );
    await app.click('detect-use-mt-sics');
    // The scale of the bench is there: this one is a further one unless somebody says otherwise.
    expect(onPage('detect-use')!.textContent).toContain('scale-2, new at this bench');
    onPage('detect-as-scale')!.click();
    await flushPromises();
    onPage('detect-save')!.click();
    await flushPromises();
    const transport = {
      kind: 'serial',
      path: 'COM4',
      settings: '2400-7E1',
      identity: 'usb:0403:6001:A1',
    };
    expect(app.station.intent.mock.calls).toEqual([
      [
        {
          kind: 'configure-instruments',
          instruments: [{ ...configured[0], transport }, configured[1]],
        },
      ],
    ]);
    expect(app.find('setup-saved').text()).toContain('scale: saved');
    expect(document.querySelector('[data-testid="detect-use"]')).toBeNull();
  });

  it('stays in the dialog with the reason when it may not be saved now', async () => {
    const app = await openDetect();
    await app.news({ state: 'result', result: FOUND });
    await app.click('detect-use-mt-sics');
    refuseOnce(app.station, 'why.other-item-open');
    onPage('detect-save')!.click();
    await flushPromises();
    expect(onPage('detect-use')!.textContent).toContain('another item is open');
    onPage('detect-use-cancel')!.click();
    await flushPromises();
    expect(app.station.intent).toHaveBeenCalledOnce();
  });

  it.each([
    [
      'not-recognised',
      { code: 'text-heard', text: 'Brutto 1', settings: '9600-8N1' },
      'generic profile',
    ],
    [
      'not-recognised',
      { code: 'garbage-heard', bytes: 812 },
      '812 bytes came that look like another speed',
    ],
    ['silent', { code: 'nothing-heard' }, 'Nothing was heard'],
    ['busy', { code: 'port-failed', detail: 'COM4: locked' }, 'COM4: locked'],
  ] as const)('%s is said in words: %o', async (outcome, note, words) => {
    const app = await openDetect();
    const evidence = [{ from: 'instrument', hex: 'ff00' } as const];
    const result = { ...FOUND, outcome, candidates: [], notes: [note], evidence };
    await app.news({ state: 'result', result });
    expect(app.find('detect-result').text()).toContain(words);
    expect(app.find('detect-evidence').text()).toContain('ff 00');
    expect(app.find('detect-candidate').exists()).toBe(false);
  });
});

describe('the name of a detected instrument', () => {
  const scales = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...configured[0]!,
      id: index === 0 ? 'scale' : `scale-${index + 1}`,
    }));

  it('is the first that is free, then those that it would take the place of', () => {
    expect(idsFor('scale', [])).toEqual(['scale']);
    expect(idsFor('scale', scales(2))).toEqual(['scale-3', 'scale', 'scale-2']);
    expect(idsFor('scanner', scales(2))).toEqual(['scanner']);
  });

  it('is one that is there where there is no room for more', () => {
    expect(idsFor('scale', scales(9))).toHaveLength(9);
    expect(idsFor('scanner', [...scales(9), ...scales(3)])).toEqual([]);
  });
});

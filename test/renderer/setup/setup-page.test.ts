// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportState, InstrumentView, SetupEvent } from '../../../shared/bridge/contract.ts';
import type { RawChunk } from '../../../shared/bridge/devices-messages.ts';
import { administrator, idle } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';
import { configured, importing, noImport } from '../setup-fixtures.ts';

enableAutoUnmount(afterEach);
beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

const view = (
  kind: InstrumentView['kind'],
  more: Partial<InstrumentView> = {},
): InstrumentView => ({
  id: kind,
  kind,
  protocol: 'mt-sics',
  line: '',
  state: 'ready',
  fault: null,
  detail: '',
  identity: 'Model 1, firmware 2',
  observed: 0,
  requests: [],
  ...more,
});
const bench = {
  ...administrator,
  instruments: [
    view('scale'),
    view('dosimeter', { state: 'lost', fault: 'port-missing', detail: 'COM9 is not there' }),
  ],
};
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
const raw = (chunks: readonly RawChunk[], leftOut = 0, instrument = 'scale'): SetupEvent => ({
  kind: 'raw',
  raw: { instrument, chunks, leftOut },
});

async function openSetup(state = bench) {
  const app = await mountApp(state);
  await app.click('view-setup');
  return {
    ...app,
    /** A tab is chosen when the button goes down. */
    async tab(name: string): Promise<void> {
      await app.find(`tab-${name}`).trigger('mousedown', { button: 0 });
      await flushPromises();
    },
    all: (id: string) => app.wrapper.findAll(`[data-testid="${id}"]`),
  };
}

describe('the instruments', () => {
  it('are listed with line, identity, calibration, and a fault in words', async () => {
    const { find } = await openSetup();
    expect(find('setup-scale').text()).toMatch(/Ready.*mt-sics.*COM7.*Model 1.*2027-03-31/s);
    expect(find('setup-scanner').text()).toContain('Not configured');
    expect(find('setup-dosimeter').text()).toMatch(/port does not exist.*COM9 is not there/s);
  });

  it('get a port of this computer, chosen by its USB identity, and are sent as a whole', async () => {
    const app = await openSetup();
    await app.pushSetup(PORTS);
    expect(app.find('instrument-ports').text()).toContain('COM4, FTDI, USB 0403:6001, A1');
    await app.write('instrument-ports', 'COM4');
    await app.write('instrument-settings', '4800-7e1');
    await app.write('instrument-calibration', '2028-01-31');
    await app.submit('instrument-save');
    expect(app.station.intent.mock.calls).toEqual([
      [
        {
          kind: 'configure-instruments',
          instruments: [
            {
              ...configured[0],
              transport: { kind: 'serial', path: 'COM4', settings: '4800-7E1' },
              calibrationDue: '2028-01-31',
            },
            configured[1],
          ],
        },
      ],
    ]);
    expect(app.find('setup-saved').text()).toContain('Scale: saved');
    expect(app.station.setupInstruments).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['instrument-port', '', 'Write the port'],
    ['instrument-port', 'bench-2:70000', '1 to 65535'],
    ['instrument-settings', 'fast', '9600-8N1'],
    ['instrument-calibration', '31.03.2027', '2027-03-31'],
  ])('send nothing while %s is %j', async (field, text, problem) => {
    const app = await openSetup();
    await app.write(field, text);
    await app.submit('instrument-save');
    expect(app.station.intent).not.toHaveBeenCalled();
    expect(app.find('instrument-form').text()).toContain(problem);
    expect(document.activeElement).toBe(app.find(field).element);
  });

  it('may be taken away, or added where there was none', async () => {
    const app = await openSetup();
    await app.write('instrument-protocol', 'none');
    await app.submit('instrument-save');
    await app.click('setup-scanner');
    expect(app.find('raw-view').exists()).toBe(false);
    await app.write('instrument-protocol', 'line-scanner');
    await app.write('instrument-port', 'bench-2:4002');
    await app.submit('instrument-save');
    const sent = app.station.intent.mock.calls.map(([intent]) =>
      intent.kind === 'configure-instruments' ? intent.instruments.map(({ id }) => id) : [],
    );
    expect(sent).toEqual([['dosimeter'], ['scale', 'dosimeter', 'scanner']]);
    expect(JSON.stringify(app.station.intent.mock.calls[1])).toContain(
      '"host":"bench-2","port":4002',
    );
  });

  it('say why they are not changed now', async () => {
    const app = await openSetup();
    refuseOnce(app.station, 'why.other-item-open');
    await app.submit('instrument-save');
    expect(app.find('refusal').text()).toContain('another item is open');
    expect(app.find('setup-saved').exists()).toBe(false);
  });
});

describe('the raw view', () => {
  it('shows bytes in hex and text, marked as received or sent, newest first', async () => {
    const app = await openSetup();
    await app.pushSetup(
      raw([
        { from: 'host', hex: '53490d0a', atMs: 10 },
        { from: 'instrument', hex: '5320e9', atMs: 20 },
      ]),
    );
    await app.pushSetup(raw([{ from: 'instrument', hex: '00', atMs: 1 }], 0, 'dosimeter'));
    const rows = app.all('raw-row').map((row) => row.text());
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/received\s*53 20 e9\s*S ·/);
    expect(rows[1]).toMatch(/sent\s*53 49 0d 0a\s*SI<CR><LF>/);
  });

  it('keeps 4 kB and 200 rows at most, and says what was left out', async () => {
    const app = await openSetup();
    const chunks = Array.from({ length: 300 }, (_, atMs) => ({
      from: 'instrument' as const,
      hex: 'ff',
      atMs,
    }));
    await app.pushSetup(raw(chunks, 5_000));
    expect(app.all('raw-row')).toHaveLength(200);
    const long = Array.from({ length: 20 }, (_, atMs) => ({
      from: 'instrument' as const,
      hex: 'aa'.repeat(256),
      atMs,
    }));
    await app.pushSetup(raw(long));
    expect(app.all('raw-row').length * 16).toBeLessThanOrEqual(4096);
    expect(app.find('raw-left-out').text()).toContain('5,000 bytes');
  });

  it('can be held and cleared', async () => {
    const app = await openSetup();
    await app.pushSetup(raw([{ from: 'host', hex: '01', atMs: 1 }]));
    await app.click('raw-hold');
    await app.pushSetup(raw([{ from: 'host', hex: '02', atMs: 2 }]));
    expect(app.all('raw-row')).toHaveLength(1);
    await app.click('raw-clear');
    expect(app.find('raw-none').exists()).toBe(true);
  });

  it('is asked for again while it is shown, and ended with it', async () => {
    const app = await openSetup();
    vi.advanceTimersByTime(10_000);
    await flushPromises();
    await app.tab('rules');
    vi.advanceTimersByTime(10_000);
    const asked = app.station.watchRaw.mock.calls.map(([{ instrument }]) => instrument);
    expect(asked).toEqual(['scale', 'scale', 'scale', null]);
  });
});

describe('a test of an instrument', () => {
  it('says in words what it waits for and what came, beside the frame', async () => {
    const app = await openSetup();
    await app.click('instrument-test');
    expect(app.station.testInstrument).toHaveBeenCalledWith({ instrument: 'scale' });
    const told = (test: Extract<SetupEvent, { kind: 'test' }>['test']) =>
      app.pushSetup({ kind: 'test', test });
    await told({ instrument: 'scale', state: 'waiting', seconds: 15 });
    expect(app.find('test-result').text()).toContain('up to 15 s');
    await told({
      instrument: 'scale',
      state: 'answers',
      reading: {
        type: 'reading',
        kind: 'mass',
        value: '0.0',
        unit: 'g',
        stable: true,
        basis: 'gross',
        tare: null,
        zero: true,
        raw: '5320530d0a',
      },
    });
    expect(app.find('test-result').text()).toMatch(
      /Scale answers:\s*0\.0 g, Stable.*53 20 53 0d 0a.*S S<CR><LF>/s,
    );
    await told({
      instrument: 'scale',
      state: 'fault',
      code: 'silent',
      detail: 'nothing for 5 s',
      raw: '',
    });
    expect(app.find('test-result').text()).toMatch(
      /no good reading.*switched on.*nothing for 5 s/s,
    );
    await told({ instrument: 'dosimeter', state: 'waiting', seconds: 15 });
    expect(app.find('test-result').attributes('data-state')).toBe('fault');
  });
});

describe('the manifest', () => {
  async function openManifest() {
    const app = await openSetup();
    await app.tab('manifest');
    return app;
  }
  const state = (more: Partial<ImportState>): ImportState => ({ ...importing, ...more });

  it('in force is listed with items, file, time and who imported it', async () => {
    const app = await openManifest();
    expect(app.find('manifest-row').text()).toMatch(/monday\.csv.*1,200.*2.*Nov 29, 2026.*3001/s);
  });

  it('is chosen, imported, followed and shown with rejected rows', async () => {
    const app = await openManifest();
    await app.click('import-choose');
    expect(app.find('import-chosen').text()).toMatch(/today\.csv\s*2\.5 MB/);
    await app.click('import-start');
    expect(app.station.startImport).toHaveBeenCalledWith({ token: 'token-1' });
    expect(app.find('import-state').text()).toContain('12,000 rows, 1.0 of 2.5 MB');
    await app.pushImport(state({ state: 'settling', bytes: 2_500_000 }));
    expect(app.find('import-state').text()).toContain('Settling');
    const rejected = [{ line: 7, reason: 'gross_g: "abc" is not a plain number' }];
    const done = state({ state: 'done', items: 9, lines: 11, rejected, rejectedTotal: 1 });
    app.station.importState.mockResolvedValueOnce({ ok: true, value: done });
    await app.pushImport({ ...done, rejected: [] });
    expect(app.find('import-outcome').text()).toContain('9 items with 11 content lines');
    expect(app.find('rejected-row').text()).toContain('"abc"');
    expect(document.activeElement).toBe(app.find('import-outcome').element);
    expect(app.station.manifests).toHaveBeenCalledTimes(2);
  });

  it('is cancelled on the screen, and says that nothing of it is in force', async () => {
    const app = await openManifest();
    await app.pushImport(importing);
    await app.click('import-choose');
    expect(app.station.chooseManifest).not.toHaveBeenCalled();
    await app.click('stop-work');
    expect(app.station.cancelImport).toHaveBeenCalledOnce();
    const end = state({ state: 'cancelled' });
    app.station.importState.mockResolvedValueOnce({ ok: true, value: end });
    await app.pushImport(end);
    expect(app.find('import-outcome').text()).toContain('Nothing of it is in force');
  });

  it('that failed says why in the words of the importer', async () => {
    const app = await openManifest();
    const error = { code: 'manifest-import-running', message: 'Another import writes here.' };
    await app.pushImport(state({ state: 'failed', error }));
    expect(app.find('import-outcome').text()).toContain('Another import writes here.');
  });

  it('may be dropped: the dialog opens there', async () => {
    const app = await openManifest();
    const file = new File(['x'], 'dropped.csv');
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [file] } });
    app.find('import-drop').element.dispatchEvent(event);
    await flushPromises();
    expect(app.station.chooseManifest.mock.calls).toEqual([[file]]);
    expect(event.defaultPrevented).toBe(true);
  });

  it('goes on after the page was left: what it does is asked for', async () => {
    const app = await openSetup();
    app.station.importState.mockResolvedValueOnce({ ok: true, value: importing });
    await app.tab('manifest');
    expect(app.find('import-state').attributes('data-state')).toBe('reading');
  });

  it('that nobody chose changes nothing', async () => {
    const app = await openManifest();
    app.station.chooseManifest.mockResolvedValueOnce({ ok: true, value: null });
    await app.click('import-choose');
    expect(app.find('import-chosen').exists()).toBe(false);
    expect(app.station.importState.mock.results).toHaveLength(1);
    expect(noImport.state).toBe('idle');
  });
});

describe('proposed rules', () => {
  async function openRules(role: 'manager' | 'administrator') {
    const app = await openSetup({ ...bench, person: { badge: 'B-1', role } });
    await app.tab('rules');
    return app;
  }

  it('are tried on past parcels before they are activated', async () => {
    const app = await openRules('manager');
    expect(app.find('proposed').text()).toContain('site.yaml');
    await app.click('preview-start');
    expect(app.station.startRulesPreview.mock.calls).toEqual([[{ days: 30 }]]);
    expect(app.find('preview-result').text()).toMatch(/120 parcels.*14 more, 3 fewer/s);
    expect(app.find('preview-item').text()).toContain('CP102030419NL');
    await app.click('rules-activate');
    expect(app.station.intent).toHaveBeenCalledWith({
      kind: 'activate-rules',
      digest: 'ef'.repeat(32),
    });
  });

  it('are activated by nobody but a manager', async () => {
    const app = await openRules('administrator');
    expect(app.find('preview-start').exists()).toBe(true);
    expect(app.find('rules-activate').exists()).toBe(false);
  });
});

describe('rules in force', () => {
  it('are shown with origin, hash, findings, own numbers, and marks', async () => {
    const app = await openSetup();
    await app.tab('rules');
    const packs = app.all('pack-row').map((row) => row.text());
    expect(packs[0]).toMatch(/starter, version 2.*abababab.*shipped.*7/s);
    expect(packs[1]).toContain('instead of version 3 below');
    expect(app.find('findings').text()).toContain('weight.over');
    expect(app.find('weakened-dangers').text()).toMatch(
      /this site pack weights: radiation\.step-back, a danger, is not judged.*a vault of our own/,
    );
    expect(app.find('policy-row').text()).toMatch(/weight\.overG.*50.*80/s);
    expect(app.find('rule-row').text()).toMatch(/goods\.radioactive.*HOLD.*look it up/s);
    await app.wrapper.findAll('[data-testid="pack-show"]')[1]?.trigger('click');
    await flushPromises();
    expect(app.station.packRules).toHaveBeenLastCalledWith({
      pack: 'weights',
      limit: 5,
      offset: 0,
    });
    expect((app.find('pack-hash').element as HTMLInputElement).value).toBe('cd'.repeat(32));
  });
});

describe('who sees what', () => {
  it.each([
    ['manager', ['tab-manifest', 'tab-rules']],
    ['supervisor', ['tab-manifest']],
  ] as const)('a %s sees these tabs and no others', async (role, tabs) => {
    const app = await openSetup({ ...bench, person: { badge: '3001', role } });
    const shown = ['tab-instruments', 'tab-manifest', 'tab-rules'].filter((id) =>
      app.find(id).exists(),
    );
    expect(shown).toEqual(tabs);
  });

  it('an operator has no setup', async () => {
    const { find } = await mountApp(idle);
    expect(find('view-setup').exists()).toBe(false);
  });
});

import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { vi } from 'vitest';
import { nextTick } from 'vue';
import type {
  BenchState,
  ImportState,
  Live,
  Notice,
  SetupEvent,
} from '../../shared/bridge/contract.ts';
import type { StationApi } from '../../shared/bridge/station-api.ts';
import App from '../../renderer/App.vue';
import { createText } from '../../renderer/locales/text.ts';
import { installAudio } from './fake-audio.ts';
import { goodsFound } from './goods-fixtures.ts';
import { emptyBench, parcels, people, shifts, totals } from './fixtures.ts';
import {
  chainCheck,
  decisions,
  held,
  instrumentChecks,
  overview,
  register,
  screening,
  shiftDetail,
} from './manager/records.ts';
import {
  configured,
  importing,
  manifests,
  neutralFile,
  noImport,
  packRules,
  previewed,
  proposal,
  rules,
} from './setup-fixtures.ts';

/** The preload's functions with a core that accepts everything. */
export function fakeStation(state: BenchState) {
  const on: {
    bench: ((next: BenchState) => void) | undefined;
    live: ((next: Live) => void) | undefined;
    notice: ((next: Notice) => void) | undefined;
    import: ((next: ImportState) => void) | undefined;
    /** Several parts of the setup page listen. */
    setup: Set<(next: SetupEvent) => void>;
  } = { bench: undefined, live: undefined, notice: undefined, import: undefined, setup: new Set() };
  const answer = <T>(value: T) => Promise.resolve({ ok: true as const, value });
  const subscribe =
    <K extends Exclude<keyof typeof on, 'setup'>>(event: K) =>
    (listener: NonNullable<(typeof on)[K]>) => {
      on[event] = listener;
      return () => {
        on[event] = undefined;
      };
    };
  const station = {
    handshake: vi.fn<StationApi['handshake']>(() =>
      answer({ contractVersion: 1, appVersion: '0.1.0', mode: state.mode, station: state.station }),
    ),
    benchState: vi.fn<StationApi['benchState']>(() => answer(state)),
    intent: vi.fn<StationApi['intent']>(() => answer({ accepted: true, seq: 7 })),
    people: vi.fn<StationApi['people']>(() => answer({ people })),
    shiftTotals: vi.fn<StationApi['shiftTotals']>(() => answer(totals)),
    enteredDeclaration: vi.fn<StationApi['enteredDeclaration']>(() =>
      answer({ declaration: null }),
    ),
    searchGoods: vi.fn<StationApi['searchGoods']>(() => answer(goodsFound)),
    shifts: vi.fn<StationApi['shifts']>(() => answer({ shifts })),
    overview: vi.fn<StationApi['overview']>(() => answer(overview)),
    outcomes: vi.fn<StationApi['outcomes']>(() => answer({ rows: decisions, more: false })),
    holds: vi.fn<StationApi['holds']>(() => answer({ rows: held, more: false })),
    shiftDetail: vi.fn<StationApi['shiftDetail']>(() => answer(shiftDetail)),
    session: vi.fn<StationApi['session']>(() => answer(screening)),
    instrumentRegister: vi.fn<StationApi['instrumentRegister']>(() => answer(register)),
    instrumentChecks: vi.fn<StationApi['instrumentChecks']>(() =>
      answer({ rows: instrumentChecks, more: false }),
    ),
    verifySession: vi.fn<StationApi['verifySession']>(() => answer(chainCheck)),
    exportRecords: vi.fn<StationApi['exportRecords']>(() => answer({ state: 'running' as const })),
    exportState: vi.fn<StationApi['exportState']>(() => answer({ state: 'none' as const })),
    trainingWorld: vi.fn<StationApi['trainingWorld']>(() => answer({})),
    trainingParcels: vi.fn<StationApi['trainingParcels']>(() =>
      answer({ parcels, bench: emptyBench }),
    ),
    trainingAct: vi.fn<StationApi['trainingAct']>(() => answer({ bench: emptyBench })),
    trainingDebrief: vi.fn<StationApi['trainingDebrief']>(() =>
      answer({ debrief: null, score: null }),
    ),
    printShiftReport: vi.fn<StationApi['printShiftReport']>(() =>
      answer({ path: '/records/shift.pdf', csvPath: '/records/shift.csv' }),
    ),
    commandSheet: vi.fn<StationApi['commandSheet']>(() => answer({ sheet: null })),
    printCommandSheet: vi.fn<StationApi['printCommandSheet']>(() =>
      answer({ path: '/records/command-sheet-1.pdf' }),
    ),
    setupInstruments: vi.fn<StationApi['setupInstruments']>(() =>
      answer({ file: '/data/instruments.yaml', instruments: configured }),
    ),
    listPorts: vi.fn<StationApi['listPorts']>(() => answer({})),
    watchRaw: vi.fn<StationApi['watchRaw']>(() => answer({})),
    detectInstruments: vi.fn<StationApi['detectInstruments']>(() => answer({})),
    cancelDetection: vi.fn<StationApi['cancelDetection']>(() => answer({})),
    testInstrument: vi.fn<StationApi['testInstrument']>(() => answer({})),
    manifests: vi.fn<StationApi['manifests']>(() => answer(manifests)),
    rules: vi.fn<StationApi['rules']>(() => answer(rules)),
    packRules: vi.fn<StationApi['packRules']>(() => answer(packRules)),
    ruleProposal: vi.fn<StationApi['ruleProposal']>(() => answer(proposal)),
    startRulesPreview: vi.fn<StationApi['startRulesPreview']>(() => answer(previewed)),
    stopRulesPreview: vi.fn<StationApi['stopRulesPreview']>(() => answer({ state: 'none' })),
    rulesPreview: vi.fn<StationApi['rulesPreview']>(() => answer(previewed)),
    chooseManifest: vi.fn<StationApi['chooseManifest']>(() =>
      answer({ token: 'token-1', name: 'today.csv', bytes: 2_500_000 }),
    ),
    previewImport: vi.fn<StationApi['previewImport']>(() => answer(neutralFile)),
    startImport: vi.fn<StationApi['startImport']>(() => answer(importing)),
    cancelImport: vi.fn<StationApi['cancelImport']>(() => answer(importing)),
    importState: vi.fn<StationApi['importState']>(() => answer(noImport)),
    onSetup: vi.fn<StationApi['onSetup']>((listener) => {
      on.setup.add(listener);
      return () => on.setup.delete(listener);
    }),
    onImport: vi.fn<StationApi['onImport']>(subscribe('import')),
    onBench: vi.fn<StationApi['onBench']>(subscribe('bench')),
    onLive: vi.fn<StationApi['onLive']>(subscribe('live')),
    onNotice: vi.fn<StationApi['onNotice']>(subscribe('notice')),
  };
  return { station, on };
}

/** The whole screen on a fake bridge and a fake audio device, with its first snapshot shown. */
export async function mountApp(state: BenchState, { audioDevices = ['audiooutput'] } = {}) {
  const { station, on } = fakeStation(state);
  window.station = station;
  const audio = installAudio(audioDevices);
  const wrapper = mount(App, {
    attachTo: document.body,
    global: { plugins: [createPinia(), createText()] },
  });
  await flushPromises();
  const find = (id: string) => wrapper.find(`[data-testid="${id}"]`);
  return {
    wrapper,
    station,
    audio,
    find,
    /** An event of the bridge, then one flush of Vue. */
    async pushBench(next: BenchState): Promise<void> {
      on.bench?.(next);
      await nextTick();
    },
    async pushLive(next: Live): Promise<void> {
      on.live?.(next);
      await nextTick();
    },
    async pushNotice(next: Notice): Promise<void> {
      on.notice?.(next);
      await nextTick();
    },
    async pushSetup(next: SetupEvent): Promise<void> {
      for (const listener of on.setup) listener(next);
      await nextTick();
    },
    async pushImport(next: ImportState): Promise<void> {
      on.import?.(next);
      await flushPromises();
    },
    async press(key: string, init: KeyboardEventInit = {}): Promise<void> {
      window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...init }));
      await flushPromises();
    },
    async write(id: string, text: string): Promise<void> {
      await find(id).setValue(text);
    },
    /** What Enter in a field does in a browser. */
    async submit(id: string): Promise<void> {
      const form = find(id).element.closest('form');
      form?.dispatchEvent(new Event('submit', { cancelable: true }));
      await flushPromises();
    },
    async click(id: string): Promise<void> {
      await find(id).trigger('click');
      await flushPromises();
    },
  };
}

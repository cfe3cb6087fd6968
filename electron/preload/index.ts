import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  callChannel,
  eventChannel,
  type BridgeEvent,
  type CoreMethod,
  type MainMethod,
} from '../../shared/bridge/methods.ts';
import type { StationApi } from '../../shared/bridge/station-api.ts';

/** Stays in here: what the page gets are the functions below and nothing general. */
function call(method: CoreMethod | MainMethod, ...values: unknown[]): Promise<never> {
  return ipcRenderer.invoke(callChannel(method), ...values) as Promise<never>;
}

function subscribe<T>(event: BridgeEvent, listener: (payload: T) => void): () => void {
  // The page must not get hold of the ipc event, which leads to `ipcRenderer`.
  const forward = (_event: unknown, payload: T): void => listener(payload);
  ipcRenderer.on(eventChannel(event), forward);
  return () => void ipcRenderer.off(eventChannel(event), forward);
}

const api = {
  handshake: (params) => call('handshake', params),
  benchState: () => call('benchState'),
  intent: (intent) => call('intent', intent),
  shiftTotals: (params) => call('shiftTotals', params),
  enteredDeclaration: () => call('enteredDeclaration'),
  searchGoods: (query) => call('searchGoods', query),
  people: () => call('people'),
  shifts: (params) => call('shifts', params),
  commandSheet: () => call('commandSheet'),
  instrumentRegister: () => call('instrumentRegister'),
  instrumentChecks: (params) => call('instrumentChecks', params),
  overview: (params) => call('overview', params),
  outcomes: (params) => call('outcomes', params),
  holds: (params) => call('holds', params),
  shiftDetail: (params) => call('shiftDetail', params),
  session: (params) => call('session', params),
  verifySession: (params) => call('verifySession', params),
  exportRecords: (params) => call('exportRecords', params),
  exportState: () => call('exportState'),
  trainingWorld: (params) => call('trainingWorld', params),
  trainingParcels: () => call('trainingParcels'),
  trainingAct: (act) => call('trainingAct', act),
  trainingDebrief: () => call('trainingDebrief'),
  printShiftReport: (params) => call('printShiftReport', params),
  printCommandSheet: () => call('printCommandSheet'),
  setupInstruments: () => call('setupInstruments'),
  listPorts: () => call('listPorts'),
  watchRaw: (params) => call('watchRaw', params),
  detectInstruments: (params) => call('detectInstruments', params),
  cancelDetection: () => call('cancelDetection'),
  testInstrument: (params) => call('testInstrument', params),
  manifests: (params) => call('manifests', params),
  rules: () => call('rules'),
  packRules: (params) => call('packRules', params),
  ruleProposal: () => call('ruleProposal'),
  startRulesPreview: (params) => call('startRulesPreview', params),
  stopRulesPreview: () => call('stopRulesPreview'),
  rulesPreview: () => call('rulesPreview'),
  chooseManifest: (dropped) =>
    call('chooseManifest', {
      dropped: dropped === undefined ? null : webUtils.getPathForFile(dropped as File),
    }),
  previewImport: (params) => call('previewImport', params),
  startImport: (params) => call('startImport', params),
  cancelImport: () => call('cancelImport'),
  importState: () => call('importState'),
  onBench: (listener) => subscribe('bench', listener),
  onLive: (listener) => subscribe('live', listener),
  onNotice: (listener) => subscribe('notice', listener),
  onSetup: (listener) => subscribe('setup', listener),
  onImport: (listener) => subscribe('import', listener),
} satisfies StationApi;

contextBridge.exposeInMainWorld('station', api);

/**
 * Names that main, preload and renderer share; free of zod so that the preload stays tiny.
 * `contract.ts` holds the shapes.
 */
export const CONTRACT_VERSION = 12;

/** Calls that core answers. */
export const CORE_METHODS = [
  'handshake',
  'benchState',
  'intent',
  // bench-contract.ts
  'shiftTotals',
  'enteredDeclaration',
  // goods-contract.ts
  'searchGoods',
  // manager-contract.ts
  'people',
  'shifts',
  'commandSheet',
  // register-contract.ts
  'instrumentRegister',
  'instrumentChecks',
  // review-contract.ts
  'overview',
  'outcomes',
  'holds',
  'shiftDetail',
  'session',
  'verifySession',
  'exportRecords',
  'exportState',
  // training-contract.ts
  'trainingWorld',
  'trainingParcels',
  'trainingAct',
  'trainingDebrief',
  // setup-contract.ts
  'setupInstruments',
  'listPorts',
  'watchRaw',
  'detectInstruments',
  'cancelDetection',
  'testInstrument',
  'manifests',
  'rules',
  'packRules',
  // rules-contract.ts
  'ruleProposal',
  'startRulesPreview',
  'stopRulesPreview',
  'rulesPreview',
] as const;
export type CoreMethod = (typeof CORE_METHODS)[number];

/** Calls that main makes for itself; the screen has no way to them. */
export type FolderMethod = 'watchedFolder' | 'beginFolderImport';

/** Calls that main answers itself, or finishes after asking core. */
export const MAIN_METHODS = [
  'printShiftReport',
  'printCommandSheet',
  'chooseManifest',
  'previewImport',
  'startImport',
  'cancelImport',
  'importState',
] as const;
export type MainMethod = (typeof MAIN_METHODS)[number];

/** Events from core, by way of main, to the renderer; `import` is main's own. */
export const BRIDGE_EVENTS = ['bench', 'live', 'notice', 'setup', 'import'] as const;
export type BridgeEvent = (typeof BRIDGE_EVENTS)[number];

/** ipc channel of a call. */
export function callChannel(method: CoreMethod | MainMethod): string {
  return `station:call:${method}`;
}

/** ipc channel of an event. */
export function eventChannel(event: BridgeEvent): string {
  return `station:event:${event}`;
}

/** Milliseconds after which a call is answered with `deadline` instead of waiting on. */
export const CALL_DEADLINE_MS = 5_000;
/** Printing waits for a hidden window. */
export const PRINT_DEADLINE_MS = 30_000;

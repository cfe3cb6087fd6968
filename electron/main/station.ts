import { app, ipcMain, Menu, protocol, session } from 'electron';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Notice } from '../../shared/bridge/contract.ts';
import type { Mode } from '../../shared/words.ts';
import { realClock as clock } from '../real-clock.ts';
import { createStationHandler } from './app-protocol.ts';
import { installBridge } from './bridge.ts';
import { createCommandSheet } from './command-sheet.ts';
import type { RuntimeVerdict } from './development-runtime.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import { openLog, type Log } from './log.ts';
import { chooseManifestFile } from './manifest-dialog.ts';
import {
  createManifestImport,
  type ImporterRequest,
  type ManifestImport,
} from './manifest-import.ts';
import { PrintDocuments } from './print-documents.ts';
import { developmentAddon, startProcesses, type CoreConfig, type Processes } from './processes.ts';
import { createReportPrinter } from './report-printer.ts';
import { createScreenEvents } from './screen-events.ts';
import { blockNetwork, confinePages, denyPermissions, STATION_SCHEME } from './security.ts';
import { createShiftReport } from './shift-report.ts';
import type { Fork } from './supervised-child.ts';
import { utilityFork } from './utility-child.ts';
import { createStationWindow, loadScreen, showWindow } from './window.ts';

export interface StationOptions {
  readonly mode: Mode;
  /** Absolute path. */
  readonly dataDir: string;
  readonly runtime: RuntimeVerdict;
}

/** The program's own folder: this file is bundled into `out/main`. */
const PROGRAM = path.resolve(import.meta.dirname, '../..');

/** Creates the parts of main and joins them. Electron must be ready. */
export function startStation(options: StationOptions): void {
  const { dataDir, runtime } = options;
  const log = startLog(options);
  const documents = new PrintDocuments();
  secure(documents, log);

  const window = createStationWindow({
    preload: path.join(PROGRAM, 'out/preload/index.cjs'),
    packaged: app.isPackaged,
    clock,
    log,
    onDocumentReplaced: () => bridge.documentReplaced(),
    onScreenGone: (reason) => notify('screen-restarted', 'screen', reason),
  });
  const screen = createScreenEvents(clock, (channel, payload) => {
    if (!window.isDestroyed()) window.webContents.send(channel, payload);
  });
  const notify = (code: Notice['code'], subject: string, detail: string): void =>
    screen.notify({ code, subject, detail, atMs: clock.utcMs() });
  if (runtime.kind === 'development') notify('development-runtime', runtime.version, '');

  const config = coreConfig(options);
  const processes = startProcesses({
    config,
    folder: path.join(PROGRAM, 'out/main'),
    clock,
    log,
    onCoreEvent(event, payload) {
      if (!screen.deliver(event, payload)) log('error', 'event-unknown', { event });
    },
    onCoreReady: () => folderWatch.coreReady(),
    onNotice: screen.notify,
  });
  const printing = {
    render: createReportPrinter(documents, clock),
    folder: path.join(dataDir, 'reports'),
    log,
  };
  const printShiftReport = createShiftReport({
    askCore: (request, deadlineMs) => processes.core.call('shiftReport', request, deadlineMs),
    ...printing,
  });
  const printCommandSheet = createCommandSheet({
    askCore: (deadlineMs) => processes.core.call('commandSheetPage', {}, deadlineMs),
    ...printing,
  });
  const manifestImport = createManifestImport({
    askCore: (method, params, deadlineMs) => processes.core.call(method, params, deadlineMs),
    chooseFile: (dropped) => chooseManifestFile(window, dropped),
    importer: (request) => importerOn(request, config, log),
    onState: screen.importing,
    newToken: randomUUID,
    clock,
    log,
  });
  const folderWatch = createFolderWatch({
    askCore: (method, params, deadlineMs) => processes.core.call(method, params, deadlineMs),
    importFound: (file) => manifestImport.importFound(file),
    onTrouble: (text) => notify('watched-folder', text, ''),
    clock,
    log,
  });
  const bridge = installBridge({
    receiver: ipcMain,
    mainFrame: () => (window.isDestroyed() ? undefined : window.webContents.mainFrame),
    callCore: (method, params, deadlineMs) => processes.core.call(method, params, deadlineMs),
    own: {
      printShiftReport,
      printCommandSheet,
      chooseManifest: manifestImport.chooseManifest,
      previewImport: manifestImport.previewImport,
      startImport: manifestImport.startImport,
      cancelImport: manifestImport.cancelImport,
      importState: manifestImport.importState,
    },
    screen,
    clock,
    log,
  });
  app.on('second-instance', () => showWindow(window));
  endInOrder(processes, manifestImport, folderWatch);
  loadScreen(window, log);
}

function startLog({ mode, dataDir }: StationOptions): Log {
  // A terminal that was closed must not end the station.
  process.stderr.on('error', () => {});
  const log = openLog({
    folder: path.join(dataDir, 'logs'),
    utcMs: () => clock.utcMs(),
    echo: (line) => void process.stderr.write(line),
  });
  // Core keeps the records in a process of its own; closing the bench in front of an officer for a
  // mistake in here would be worse than going on.
  process.on('uncaughtException', (error) => {
    log('error', 'uncaught', { reason: error.stack ?? String(error) });
  });
  log('info', 'start', {
    mode,
    dataDir,
    version: app.getVersion(),
    electron: process.versions.electron,
    sandbox: !app.commandLine.hasSwitch('no-sandbox'),
  });
  return log;
}

function secure(documents: PrintDocuments, log: Log): void {
  Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession);
  blockNetwork(session.defaultSession, app.isPackaged, log);
  confinePages(app, log);
  const renderer = path.join(PROGRAM, 'out/renderer');
  protocol.handle(STATION_SCHEME, createStationHandler(renderer, documents));
}

function coreConfig({ mode, dataDir, runtime }: StationOptions): CoreConfig {
  return {
    mode,
    dataDir,
    resourcesDir: path.join(PROGRAM, 'resources'),
    appVersion: app.getVersion(),
    sqliteAddon: developmentAddon(runtime.kind === 'development', process.resourcesPath),
  };
}

function importerOn(
  request: ImporterRequest,
  { dataDir, resourcesDir, sqliteAddon }: CoreConfig,
  log: Log,
): Fork<never> {
  const task = { ...request, dataDir, resourcesDir, sqliteAddon };
  return utilityFork({
    name: 'importer',
    entry: path.join(PROGRAM, 'out/main/importer.js'),
    values: [`--task=${JSON.stringify(task)}`],
    log,
  });
}

const LONGEST_RETURN_MS = 2_000;

function afterMs(delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delayMs, resolve));
}

/** Closing the window ends the program, once the processes had time to close their files. */
function endInOrder(
  processes: Processes,
  { stop }: Pick<ManifestImport, 'stop'>,
  folderWatch: FolderWatch,
): void {
  let ended = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    // A share that does not answer must not keep the window from ending; what it does not take back now
    // the next start puts back.
    const returned = Promise.race([folderWatch.stop(), afterMs(LONGEST_RETURN_MS)]);
    stop();
    void Promise.all([processes.stop(), returned]).then(() => {
      ended = true;
      app.quit();
    });
  });
}

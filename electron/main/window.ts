import { BrowserWindow, type WebContents } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from './log.ts';
import { createReloadPolicy } from './reload-policy.ts';
import { SAFE_ADDRESS, START_ADDRESS } from './security.ts';

export interface StationWindowOptions {
  /** Absolute path of the preload bundle. */
  readonly preload: string;
  readonly packaged: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Another document took the window's main frame, or its process is gone. */
  readonly onDocumentReplaced: () => void;
  /** The screen's process ended; `reason` as Chromium says it. */
  readonly onScreenGone: (reason: string) => void;
}

/** Near-white: what the screen shows before its style sheet is there. */
const BACKGROUND = '#f4f5f6';

/** Creates the one window of the station, still empty; it shows itself once it has something to show. */
export function createStationWindow(options: StationWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: BACKGROUND,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // It would fetch dictionaries from the network.
      spellcheck: false,
      // An alarm that is still open sounds after a reload, when nobody has touched anything.
      autoplayPolicy: 'no-user-gesture-required',
      devTools: !options.packaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  keepAlive(window.webContents, options);
  if (!options.packaged) openToolsWithF12(window.webContents);
  return window;
}

/** Loads the screen. Its first call may come at once, so the bridge must be there. */
export function loadScreen(window: BrowserWindow, log: Log): void {
  load(window.webContents, START_ADDRESS, log);
}

/** Brings the window to the front. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function keepAlive(contents: WebContents, options: StationWindowOptions): void {
  const { clock, log } = options;
  const decide = createReloadPolicy();
  contents.on('did-navigate', () => options.onDocumentReplaced());
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    options.onDocumentReplaced();
    const next = decide(clock.monotonicMs());
    log('error', 'screen-gone', { reason, exitCode, next });
    options.onScreenGone(reason);
    load(contents, next === 'reload' ? START_ADDRESS : SAFE_ADDRESS, log);
  });
  // Core has the truth, so that a hung screen is worth no more than a new one.
  contents.on('unresponsive', () => {
    log('error', 'screen-unresponsive');
    contents.forcefullyCrashRenderer();
  });
  contents.on('preload-error', (_event, _path, error) => {
    log('error', 'preload-failed', { reason: String(error) });
  });
}

function load(contents: WebContents, address: string, log: Log): void {
  contents.loadURL(address).catch((thrown: unknown) => {
    log('error', 'screen-not-loaded', { address, reason: String(thrown) });
  });
}

function openToolsWithF12(contents: WebContents): void {
  contents.on('before-input-event', (_event, { type, key }) => {
    if (type === 'keyDown' && key === 'F12') contents.toggleDevTools();
  });
}

import { MessageChannelMain, type MessagePortMain } from 'electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Notice } from '../../shared/bridge/contract.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Mode } from '../../shared/words.ts';
import { eventOf } from './child-messages.ts';
import type { Log } from './log.ts';
import { noticeOf } from './process-notices.ts';
import { Supervisor, type StateChange } from './supervisor.ts';
import { utilityFork } from './utility-child.ts';

/**
 * Core opens its store first, and may have to check, migrate or rebuild it: minutes on a slow disk,
 * and ending it half-way would only begin the same work again.
 */
const CORE_READY_MS = 5 * 60_000;
/** The devices process has nothing to open before it is ready. */
const DEVICES_READY_MS = 20_000;

/** What core is started with, as `--config=` JSON. */
export interface CoreConfig {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly resourcesDir: string;
  readonly appVersion: string;
  /** SQLite addon for a development runtime; null to use the product's own. */
  readonly sqliteAddon: string | null;
}

export interface ProcessesOptions {
  readonly config: CoreConfig;
  /** Absolute path of the folder with `core.js` and `devices.js`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onCoreEvent: (event: string, payload: unknown) => void;
  /** Core has opened its records, the first time or again. */
  readonly onCoreReady: () => void;
  readonly onNotice: (notice: Notice) => void;
}

export interface Processes {
  readonly core: Supervisor<MessagePortMain>;
  /** Ends both. */
  stop(): Promise<void>;
}

/**
 * Starts core and devices and keeps them running. Whenever one of them becomes ready and the other
 * is, both get one end of a new channel with `{kind:'attach'}`; the old channel is then dead.
 */
export function startProcesses(options: ProcessesOptions): Processes {
  const { config, folder, clock, log } = options;
  const changed = (name: string, change: StateChange): void => {
    const { state, failures, ended } = change;
    const fields = { process: name, state, failures, pid: change.pid ?? null, ...ended };
    log(ended === undefined ? 'info' : 'error', 'process-state', fields);
    const notice = noticeOf(name, change, clock.utcMs());
    if (notice !== undefined) options.onNotice(notice);
    if (state !== 'ready') return;
    attach();
    if (name === 'core') options.onCoreReady();
  };
  const supervise = (
    name: string,
    readyDeadlineMs: number,
    values: readonly string[],
    onMessage: (message: unknown) => void,
  ): Supervisor<MessagePortMain> =>
    new Supervisor({
      name,
      fork: utilityFork({ name, entry: path.join(folder, `${name}.js`), values, log }),
      clock,
      readyDeadlineMs,
      onMessage,
      onStateChange: (change) => changed(name, change),
    });

  const unexpected = (name: string): void => log('error', 'message-unexpected', { process: name });
  const core = supervise(
    'core',
    CORE_READY_MS,
    [`--config=${JSON.stringify(config)}`],
    (message) => {
      const event = eventOf(message);
      if (event === undefined) unexpected('core');
      else options.onCoreEvent(event.event, event.payload);
    },
  );
  const devices = supervise('devices', DEVICES_READY_MS, [], () => unexpected('devices'));

  function attach(): void {
    if (core.state !== 'ready' || devices.state !== 'ready') return;
    const { port1, port2 } = new MessageChannelMain();
    core.post({ kind: 'attach' }, [port1]);
    devices.post({ kind: 'attach' }, [port2]);
    log('info', 'channel-attached');
  }

  return {
    core,
    // Core first: what it records last is not about instruments that went away on purpose.
    async stop() {
      await core.stop();
      await devices.stop();
    },
  };
}

/**
 * The addon that a development runtime brings along, since the product's own needs a newer Electron.
 * @param development whether the running Electron is older than the pinned one
 */
export function developmentAddon(development: boolean, runtimeResources: string): string | null {
  const file = path.join(runtimeResources, 'better_sqlite3.node');
  return development && existsSync(file) ? file : null;
}

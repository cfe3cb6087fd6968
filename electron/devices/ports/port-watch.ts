import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Timer } from '../../../shared/clock.ts';
import { LINUX_PORT_NAME } from './linux-ports.ts';
import { listFileOf, type PortLister } from './port-lister.ts';

/** Between two looks where the system tells nothing. */
const LOOK_MS = 2000;
/**
 * After a device file appeared or went. Its owner is set a moment later (udev), and another program
 * may look at a new port for some seconds (ModemManager), so it is told more than once.
 */
const TELL_AFTER_MS = [50, 500, 1500, 4000];

/** What watching ports needs. */
export interface PortWatchOptions {
  readonly lister: PortLister;
  readonly clock: Clock;
  /** A port may have come or gone, or may be usable now. Called again for one change. */
  readonly changed: () => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** Ports being watched. */
export interface PortWatch {
  close(): void;
}

/**
 * Tells when ports come and go: on Linux, and for a list file, through the folder that holds them,
 * without looking at anything meanwhile; elsewhere, and where folders cannot be watched, by listing
 * every 2 s.
 */
export function watchPorts(options: PortWatchOptions): PortWatch {
  const file = listFileOf(options.env ?? process.env);
  try {
    if (file !== null)
      return watchFolder(dirname(file), (name) => name === basename(file), options);
    if (process.platform === 'linux') {
      return watchFolder('/dev', (name) => LINUX_PORT_NAME.test(name), options);
    }
  } catch {
    // No folder, or the system's limit of watches is reached.
  }
  return lookAgainAndAgain(options);
}

function watchFolder(
  folder: string,
  isPort: (name: string) => boolean,
  { clock, changed }: PortWatchOptions,
): PortWatch {
  let timers: Timer[] = [];
  const stop = (): void => timers.splice(0).forEach((timer) => timer.cancel());
  const watcher: FSWatcher = watch(folder, { persistent: false }, (kind, name) => {
    // Every byte that is written to a port is a `change` of its device file; a list file is one.
    if (name === null || !isPort(name) || (kind === 'change' && folder === '/dev')) return;
    stop();
    timers = TELL_AFTER_MS.map((ms) => clock.after(ms, changed));
  });
  // The folder is gone: the links look for themselves every 2 s.
  watcher.on('error', () => watcher.close());
  return {
    close() {
      stop();
      watcher.close();
    },
  };
}

function lookAgainAndAgain({ lister, clock, changed }: PortWatchOptions): PortWatch {
  let known: unknown = null;
  let closed = false;
  let timer: Timer | null = null;
  const look = async (): Promise<void> => {
    const found = await lister.list().catch(() => []);
    if (closed) return;
    if (known !== null && !isDeepStrictEqual(known, found)) changed();
    known = found;
    timer = clock.after(LOOK_MS, () => void look());
  };
  void look();
  return {
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}

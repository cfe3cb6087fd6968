import { hostname } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import type { Claimant } from './claims.ts';
import { createInbox, QUIET_MS } from './inbox.ts';
import type { InboxOptions, Looked } from './inbox.ts';

/** A timer of the system may be a little early. */
const PAUSE_MS = QUIET_MS + 100;

/** What is worked with, without what is the same for every user. */
export type WatchOptions = Omit<InboxOptions, 'claimant'>;

/** A watch that runs. */
export interface Watch {
  /** Takes no further file. @returns when the file that was being imported is done or put back */
  stop(): Promise<void>;
}

/** Imports what comes into a folder until it is stopped. */
export function watchInbox(options: WatchOptions): Watch {
  const inbox = createInbox({ ...options, claimant: thisProcess() });
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      await inbox.look();
      // Looked for, not listened for: network drives do not tell of new files.
      if (!stopped) await pause(options.clock, wake);
    }
    await inbox.end();
  };
  const wake: { now: () => void } = { now: () => {} };
  const running = run();
  return {
    stop() {
      stopped = true;
      inbox.stop();
      wake.now();
      return running;
    },
  };
}

/** Imports what lies in a folder now. */
export async function emptyInbox(options: WatchOptions): Promise<Looked> {
  const inbox = createInbox({ ...options, claimant: thisProcess() });
  try {
    const first = await inbox.look();
    if (first.again || first.left === 0) return first;
    await pause(options.clock, { now: () => {} });
    return await inbox.look();
  } finally {
    await inbox.end();
  }
}

function pause(clock: Clock, wake: { now: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(PAUSE_MS, resolve);
    wake.now = () => {
      timer.cancel();
      resolve();
    };
  });
}

function thisProcess(): Claimant {
  return { host: hostname(), pid: process.pid, isRunning };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another account, and running.
    return (error as { code?: string }).code === 'EPERM';
  }
}

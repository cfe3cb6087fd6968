import { fork as forkNode, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  createSimulatedClock,
  type SimulatedClock,
} from '../../../electron/cli/simulated-clock.ts';
import type { Fork } from '../../../electron/main/supervised-child.ts';
import {
  Supervisor,
  type ProcessState,
  type StateChange,
} from '../../../electron/main/supervisor.ts';

const PROGRAM = fileURLToPath(new URL('./supervised-child.ts', import.meta.url));
export const READY_DEADLINE_MS = 20_000;

/** A supervisor over real processes in simulated time. */
export interface SupervisorRig {
  readonly supervisor: Supervisor<never>;
  readonly clock: SimulatedClock;
  readonly changes: StateChange[];
  readonly messages: unknown[];
  /** Resolves at the next change to this state that `reached` has not returned yet. */
  reached(state: ProcessState): Promise<StateChange>;
  /** Ends the present child from outside. */
  kill(): void;
}

/** @param begin how the n-th child begins, from 0; the last one repeats */
export function createSupervisorRig(...begin: readonly (readonly string[])[]): SupervisorRig {
  const clock = createSimulatedClock();
  const changes: StateChange[] = [];
  const messages: unknown[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;
  let started = 0;
  let present: ChildProcess | undefined;

  const fork: Fork<never> = ({ onMessage, onExit }) => {
    const how = begin[Math.min(started, begin.length - 1)] ?? ['ready'];
    started += 1;
    if (how[0] === 'throw') throw new Error('no such program');
    const child = forkNode(PROGRAM, how, { stdio: 'ignore' });
    present = child;
    child.on('message', onMessage);
    void once(child, 'exit').then(([code, signal]) => onExit(`code ${code}, signal ${signal}`));
    return {
      pid: child.pid,
      post: (message) => void child.send(message as object),
      end: () => void child.kill('SIGTERM'),
      kill: () => void child.kill('SIGKILL'),
    };
  };

  const supervisor = new Supervisor<never>({
    name: 'core',
    fork,
    clock,
    readyDeadlineMs: READY_DEADLINE_MS,
    onMessage: (message) => messages.push(message),
    onStateChange(change) {
      changes.push(change);
      for (const look of waiting) look();
    },
  });

  return {
    supervisor,
    clock,
    changes,
    messages,
    reached: (state) =>
      new Promise((resolve) => {
        const look = (): void => {
          const index = changes.findIndex((change, at) => at >= taken && change.state === state);
          const change = changes[index];
          if (change === undefined) return;
          taken = index + 1;
          waiting.delete(look);
          resolve(change);
        };
        waiting.add(look);
        look();
      }),
    kill: () => void present?.kill('SIGKILL'),
  };
}

import { encodeCommand, WAKEUP } from './codec.ts';

/** Between WAKEUP and the command, so that the scanner listens; from memory [M]. */
const WAKE_MS = 50;
/** "Serial Response Time-out", factory setting (ds4308 p. 157; 2 s from memory [M]). */
const RESPONSE_MS = 2000;
/** "The host should resend twice after the initial send" (ds4308 p. 157). */
const TRIES = 3;

/** A command of the host. */
export interface SsiCommand {
  readonly opcode: number;
  readonly data?: readonly number[];
}

/** What is to be done now: bytes to write, and a command that was given up. */
export interface QueueStep {
  readonly send: readonly Uint8Array[];
  readonly unanswered: SsiCommand | null;
}

/** Sends one command at a time, wakes the scanner before it, and sends it again when unanswered. */
export interface CommandQueue {
  /** At most one of each opcode waits. */
  add(command: SsiCommand): void;
  /** Does what is due. */
  run(nowMs: number): QueueStep;
  /** The command that waits for an answer now, or null. */
  current(): SsiCommand | null;
  /** It was answered. */
  answered(): void;
  /** It is wanted again. */
  again(nowMs: number): void;
  /** When `run` would have something to do, or null. */
  deadlineMs(): number | null;
}

/** Creates a queue without commands. */
export function createCommandQueue(): CommandQueue {
  let waiting: readonly SsiCommand[] = [];
  let current: { readonly command: SsiCommand; tries: number; dueMs: number } | null = null;

  return {
    add(command) {
      waiting = [...waiting.filter(({ opcode }) => opcode !== command.opcode), command];
    },
    run(nowMs) {
      if (current === null) {
        const [next, ...rest] = waiting;
        if (next === undefined) return { send: [], unanswered: null };
        waiting = rest;
        current = { command: next, tries: 0, dueMs: nowMs + WAKE_MS };
        return { send: [WAKEUP], unanswered: null };
      }
      if (nowMs < current.dueMs) return { send: [], unanswered: null };
      const { command, tries } = current;
      if (tries === TRIES) {
        current = null;
        return { send: [], unanswered: command };
      }
      current.tries += 1;
      current.dueMs = nowMs + RESPONSE_MS;
      return {
        send: [encodeCommand(command.opcode, command.data, tries > 0)],
        unanswered: null,
      };
    },
    current: () => (current !== null && current.tries > 0 ? current.command : null),
    answered() {
      current = null;
    },
    again(nowMs) {
      if (current !== null) current.dueMs = nowMs;
    },
    deadlineMs: () => current?.dueMs ?? (waiting.length > 0 ? 0 : null),
  };
}

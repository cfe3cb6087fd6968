import type { CoreRequest, Envelope } from '../../shared/bridge/envelope.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import type { CodedError } from '../../shared/result.ts';
import { backOffMs } from '../../shared/back-off.ts';
import { HEALTHY_AFTER_MS } from './supervision-limits.ts';
import { restarted, stillStarting, stopped, tooLate } from './call-errors.ts';
import { isReady, replyOf } from './child-messages.ts';
import { PendingCalls } from './pending-calls.ts';
import type { Fork, SupervisedChild } from './supervised-child.ts';

/** Time between asking a child to end and ending it, in milliseconds. */
const END_GRACE_MS = 3_000;

/** `waiting`: it ended and is started again later. */
export type ProcessState = 'starting' | 'ready' | 'waiting' | 'stopped';

export interface StateChange {
  readonly state: ProcessState;
  readonly pid: number | undefined;
  /** Times in a row that it ended without having been healthy in between. */
  readonly failures: number;
  /** Only in `waiting`: why it ended, and milliseconds until it is started again. */
  readonly ended?: { readonly reason: string; readonly retryInMs: number };
}

export interface SupervisorOptions<Port> {
  readonly name: string;
  readonly fork: Fork<Port>;
  readonly clock: Clock;
  /** Milliseconds until a start without `{kind:'ready'}` counts as stuck. */
  readonly readyDeadlineMs: number;
  /** Gets everything but `ready` and replies. */
  readonly onMessage: (message: unknown) => void;
  readonly onStateChange: (change: StateChange) => void;
}

/**
 * Keeps one child process running. A child that ends is started again after a growing wait, for
 * ever; calls to it are always answered, at the latest after their deadline.
 */
export class Supervisor<Port> {
  readonly #options: SupervisorOptions<Port>;
  readonly #calls: PendingCalls;
  /** Calls made while the child starts, by id; sent once it is ready. */
  readonly #held = new Map<number, CoreRequest>();
  #state: ProcessState = 'waiting';
  #child: SupervisedChild<Port> | undefined;
  /** Each state waits for one thing at most, so one timer serves all. */
  #timer: Timer | undefined;
  #failures = 0;
  /** Why the supervisor itself ended the child. */
  #verdict: string | undefined;
  #stopping: Promise<void> | undefined;
  #whenGone: (() => void) | undefined;

  constructor(options: SupervisorOptions<Port>) {
    this.#options = options;
    this.#calls = new PendingCalls(options.clock);
    this.#start();
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** Sends a message as it is. @returns false when the child is not ready and did not get it */
  post(message: unknown, ports: readonly Port[] = []): boolean {
    if (this.#state !== 'ready') return false;
    this.#child?.post(message, ports);
    return true;
  }

  /**
   * Calls a method in the child; never rejects. Errors, besides the child's own:
   * `NAME-starting` was not sent before its deadline, so that it had no effect;
   * `deadline` was sent, but not answered within `deadlineMs` milliseconds;
   * `NAME-restarted` the process ended before it answered, or is down;
   * `NAME-stopped` the program is closing.
   */
  call(method: string, params: unknown, deadlineMs: number): Promise<Envelope<unknown>> {
    const { name } = this.#options;
    if (this.#state === 'waiting') return Promise.resolve({ ok: false, error: restarted(name) });
    if (this.#state === 'stopped') return Promise.resolve({ ok: false, error: stopped(name) });
    const { id, answered } = this.#calls.open(deadlineMs, (late) => this.#late(late, deadlineMs));
    const request: CoreRequest = { kind: 'call', id, method, params };
    if (!this.post(request)) this.#held.set(id, request);
    return answered;
  }

  /** Ends the child for good: asks it first, then ends it. Resolves when it is gone or was ended. */
  stop(): Promise<void> {
    this.#stopping ??= new Promise((resolve) => this.#stop(resolve));
    return this.#stopping;
  }

  #stop(done: () => void): void {
    this.#whenGone = done;
    this.#enter('stopped');
    this.#held.clear();
    this.#calls.settleAll(stopped(this.#options.name));
    if (this.#child === undefined) return done();
    this.#child.end();
    this.#wait(END_GRACE_MS, () => {
      this.#child?.kill();
      done();
    });
  }

  #start(): void {
    this.#verdict = undefined;
    const { fork, readyDeadlineMs } = this.#options;
    try {
      this.#child = fork({
        onMessage: (message) => this.#receive(message),
        onExit: (reason) => this.#exited(reason),
      });
    } catch (thrown) {
      this.#exited(`cannot be started: ${String(thrown)}`);
      return;
    }
    this.#enter('starting');
    this.#wait(readyDeadlineMs, () => {
      this.#verdict = `not ready within ${String(readyDeadlineMs / 1000)} s`;
      this.#child?.kill();
    });
  }

  #receive(message: unknown): void {
    const reply = replyOf(message);
    if (reply !== undefined) this.#calls.settle(reply.id, reply.reply);
    else if (!isReady(message)) this.#options.onMessage(message);
    else if (this.#state === 'starting') this.#ready();
  }

  #ready(): void {
    this.#enter('ready');
    this.#wait(HEALTHY_AFTER_MS, () => (this.#failures = 0));
    for (const request of this.#held.values()) this.post(request);
    this.#held.clear();
  }

  #exited(reason: string): void {
    this.#child = undefined;
    if (this.#state === 'stopped') {
      this.#timer?.cancel();
      this.#whenGone?.();
      return;
    }
    this.#failures += 1;
    const retryInMs = backOffMs(this.#failures);
    const why = this.#verdict === undefined ? reason : `${this.#verdict}; ${reason}`;
    this.#enter('waiting', { reason: why, retryInMs });
    this.#wait(retryInMs, () => this.#start());
    this.#held.clear();
    this.#calls.settleAll(restarted(this.#options.name));
  }

  #enter(state: ProcessState, ended?: StateChange['ended']): void {
    this.#timer?.cancel();
    this.#state = state;
    const change = { state, pid: this.#child?.pid, failures: this.#failures };
    this.#options.onStateChange(ended === undefined ? change : { ...change, ended });
  }

  #wait(delayMs: number, task: () => void): void {
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(delayMs, task);
  }

  #late(id: number, deadlineMs: number): CodedError {
    const { name } = this.#options;
    return this.#held.delete(id) ? stillStarting(name, deadlineMs) : tooLate(name, deadlineMs);
  }
}

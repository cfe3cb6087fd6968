import type { Envelope } from '../../shared/bridge/envelope.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import type { CodedError } from '../../shared/result.ts';

interface Pending {
  readonly answer: (reply: Envelope<unknown>) => void;
  readonly timer: Timer;
}

/** Calls that wait for their answer. Each is answered exactly once. */
export class PendingCalls {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Registers a call.
   * @param whenLate says what to answer when nothing came within `deadlineMs` milliseconds
   */
  open(
    deadlineMs: number,
    whenLate: (id: number) => CodedError,
  ): { id: number; answered: Promise<Envelope<unknown>> } {
    const id = (this.#lastId += 1);
    const answered = new Promise<Envelope<unknown>>((answer) => {
      const late = (): void => void this.settle(id, { ok: false, error: whenLate(id) });
      this.#pending.set(id, { answer, timer: this.#clock.after(deadlineMs, late) });
    });
    return { id, answered };
  }

  /** @returns false when no such call waits: it was answered before, or never made */
  settle(id: number, reply: Envelope<unknown>): boolean {
    const call = this.#pending.get(id);
    if (call === undefined) return false;
    this.#pending.delete(id);
    call.timer.cancel();
    call.answer(reply);
    return true;
  }

  /** Answers every waiting call with this error. */
  settleAll(error: CodedError): void {
    for (const id of [...this.#pending.keys()]) this.settle(id, { ok: false, error });
  }
}

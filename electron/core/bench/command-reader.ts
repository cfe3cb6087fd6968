import { whyByHand } from '../../../shared/commands/by-hand.ts';
import { intentOf, outcomeOf, type Command } from '../../../shared/commands/command.ts';
import type { RefusedCommand } from '../../../shared/session/events.ts';
import { refuse, type Told } from '../told.ts';
import { SHOWN_TEXT, type BenchMemory, type BenchOptions } from './memory.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** Command barcodes that are read at the bench. */
export interface CommandReader {
  /**
   * What became of a scanned or typed text; null when it is no command.
   * @throws StoreError when it could not be recorded
   */
  take(text: string): Told | null;
}

const WHY: { readonly [why in RefusedCommand]: string } = {
  foreign: 'why.command-foreign',
  expired: 'why.command-expired',
  malformed: 'why.command-malformed',
};

export function createCommandReader(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
): CommandReader {
  /** A label that stays before the scanner is read again and again; it is recorded once. */
  let refusedLast: { readonly text: string; readonly session: string | null } | null = null;

  function show(command: Command | null, { refused }: Told): void {
    memory.lastCommand = { command, refused, atMs: options.clock.utcMs() };
    memory.refusedScan = null;
  }

  function refuseStrange(text: string, why: RefusedCommand): Told {
    const session = memory.session?.id ?? null;
    const shown = text.slice(0, SHOWN_TEXT);
    if (refusedLast?.text !== shown || refusedLast.session !== session) {
      const body = { why, text: { personal: shown } };
      if (session === null) keeper.note('command-refused', body);
      else keeper.tell({ kind: 'foreign-command', refused: { why, text: shown } });
      refusedLast = { text: shown, session };
    }
    return refuse(WHY[why]);
  }

  function whyNot(command: Command): string | null {
    const outcome = outcomeOf(command);
    const state = memory.session?.state;
    if (outcome === null || state === undefined) return null;
    return whyByHand(state, outcome, options.rules);
  }

  /** That it came by barcode is recorded first; what it causes is recorded as always. */
  function follow(command: Command, generation: number): Told {
    if (options.person() === null) return refuse('why.signed-out');
    const refused = whyNot(command);
    const seq = keeper.note('command-read', { command, generation, refused });
    if (refused !== null) return { seq, refused };
    const reply = options.intend(intentOf(command));
    if (reply.accepted) return { seq: reply.seq, refused: null };
    return refuse(reply.refusal.code, reply.refusal.message);
  }

  return {
    take(text) {
      const judged = options.judgeCommand(text);
      if (judged === null) return null;
      const valid = judged.kind === 'valid';
      const told = valid
        ? follow(judged.command, judged.generation)
        : refuseStrange(text, judged.why);
      show(valid ? judged.command : null, told);
      return told;
    },
  };
}

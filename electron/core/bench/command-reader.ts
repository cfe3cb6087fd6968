import { whyByHand } from '../../../shared/commands/by-hand.ts';
import { intentOf, outcomeOf, type Command } from '../../../shared/commands/command.ts';
import type { RefusedCommand } from '../../../shared/session/events.ts';
import { refuse, type Told } from '../told.ts';
import { SHOWN_TEXT, type BenchMemory, type BenchOptions } from './memory.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import type { SessionKeeper } from './session-keeper.ts';

type StrangeCommand = Extract<SessionInput, { kind: 'foreign-command' }>;

/** Command barcodes that are read at the bench. */
export interface CommandReader {
  /**
   * What became of a scanned or typed text; null when it is no command.
   * @throws StoreError when it could not be recorded
   */
  take(text: string): Told | null;
  /**
   * A command of another station that was read just before the label of the parcel that carries it; it
   * is given once.
   */
  readJustBefore(): StrangeCommand | null;
}

/** Other texts that are recorded of one parcel; a reader between two labels would go on for ever. */
const MOST_REFUSED = 20;

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
  /** A label that stays before the scanner is read again and again; it is recorded once for a parcel. */
  let refused: { readonly texts: Set<string>; readonly session: string | null } = {
    texts: new Set(),
    session: null,
  };
  let before: { readonly command: StrangeCommand; readonly atMs: number } | null = null;

  function show(command: Command | null, { refused }: Told): void {
    memory.lastCommand = { command, refused, atMs: options.clock.utcMs() };
    memory.refusedScan = null;
  }

  function refuseStrange(text: string, why: RefusedCommand): Told {
    const session = memory.session?.id ?? null;
    const shown = text.slice(0, SHOWN_TEXT);
    const strange: StrangeCommand = { kind: 'foreign-command', refused: { why, text: shown } };
    if (session === null && why === 'foreign') {
      before = { command: strange, atMs: options.clock.monotonicMs() };
    }
    if (refused.session !== session) refused = { texts: new Set(), session };
    if (!refused.texts.has(shown) && refused.texts.size < MOST_REFUSED) {
      if (session === null) keeper.note('command-refused', { why, text: { personal: shown } });
      else keeper.tell(strange);
      refused.texts.add(shown);
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
    const why = whyNot(command);
    const seq = keeper.note('command-read', { command, generation, refused: why });
    if (why !== null) return { seq, refused: why };
    const reply = options.intend(intentOf(command));
    if (reply.accepted) return { seq: reply.seq, refused: null };
    return refuse(reply.refusal.code, reply.refusal.message);
  }

  return {
    readJustBefore() {
      const { massBeforeScanMs } = options.rules.policy.weight;
      const found = before;
      before = null;
      const recent = found !== null && options.clock.monotonicMs() - found.atMs <= massBeforeScanMs;
      return recent ? found.command : null;
    },
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

import type {
  RuleProposalReply,
  RulesPreview,
  RulesPreviewState,
} from '../../../shared/bridge/rules-contract.ts';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import { toCodedError } from '../coded-error.ts';
import type { LoadedRules } from '../config.ts';
import { StationError } from '../station-error.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { activateRules, whyNotActivated } from './activation.ts';
import { figuresOf, previewRules } from './preview.ts';
import { proposalOf, type Proposal } from './proposal.ts';
import { viewProposal } from './view-proposal.ts';

export interface RulesDeskOptions {
  readonly resourcesDir: string;
  readonly store: Store;
  readonly rules: LoadedRules;
  readonly clock: Clock;
  /** Starts core again, so that what was activated is what it judges by. */
  readonly startAgain: () => void;
}

/** What lies in the layers: looked at, tried on past parcels, put in force. */
export interface RulesDesk {
  /** @throws StationError `configuration-invalid` when what is in force cannot be read */
  proposal(): RuleProposalReply;
  /** Begins to judge the parcels of the last days again; what came of it is asked by `preview`. */
  startPreview(days: number): RulesPreviewState;
  stopPreview(): RulesPreviewState;
  preview(): RulesPreviewState;
  /**
   * Puts in force what was looked at, which `digest` names.
   * @throws StoreError when it could not be written or recorded
   */
  activate(digest: string, person: Person): Told;
  close(): void;
}

export function createRulesDesk(options: RulesDeskOptions): RulesDesk {
  const { resourcesDir, store, rules, clock, startAgain } = options;
  let state: RulesPreviewState = { state: 'none' };
  let timer: Timer | null = null;
  let previewed: { readonly digest: string; readonly result: RulesPreview } | null = null;

  const propose = (): Proposal => proposalOf(resourcesDir, store.dataDir);

  function stop(): void {
    timer?.cancel();
    timer = null;
    if (state.state === 'running') state = { state: 'none' };
  }

  /** One parcel, then the bench again. */
  function proceed(run: Generator<{ done: number }, RulesPreview>, digest: string): void {
    try {
      const next = run.next();
      if (next.done === true) {
        previewed = { digest, result: next.value };
        state = { state: 'done', digest, ...next.value };
        timer = null;
        return;
      }
      state = { state: 'running', done: next.value.done };
      timer = clock.after(0, () => proceed(run, digest));
    } catch (error) {
      timer = null;
      state = { state: 'failed', ...toCodedError(error) };
    }
  }

  return {
    proposal: () => viewProposal(propose()),
    startPreview(days) {
      stop();
      const { rules: proposed, digest, findings } = propose();
      if (proposed === null) {
        const why = findings[0]?.message ?? 'they cannot be put together';
        throw new StationError(
          'rules-unreadable',
          `The proposed rules cannot be tried: ${why}. The rules in force are as before. Correct the file.`,
        );
      }
      state = { state: 'running', done: 0 };
      // The knowledge of goods is large, and the same.
      const { goods, hs } = rules;
      const run = previewRules(
        store,
        rules,
        { ...proposed, goods, hs },
        { days, utcMs: clock.utcMs() },
      );
      timer = clock.after(0, () => proceed(run, digest));
      return state;
    },
    stopPreview() {
      stop();
      return state;
    },
    preview: () => state,
    activate(digest, person) {
      if (store.openSession() !== null) return refuse('why.other-item-open');
      const proposal = propose();
      if (proposal.digest !== digest) return refuse('why.rules-changed-meanwhile');
      const why = whyNotActivated(proposal);
      if (why !== null) return refuse(why);
      const figures = previewed?.digest === digest ? figuresOf(previewed.result) : null;
      const seq = activateRules(store, proposal, person.badge, figures);
      stop();
      startAgain();
      return { seq, refused: null };
    },
    close: stop,
  };
}

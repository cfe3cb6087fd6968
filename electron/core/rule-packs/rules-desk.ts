import type {
  RuleProposalReply,
  RulesPreview,
  RulesPreviewState,
} from '../../../shared/bridge/rules-contract.ts';
import type { RulesReply } from '../../../shared/bridge/setup-contract.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { LoadedRules } from '../config.ts';
import { StationError } from '../station-error.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { activateRules, whyNotActivated } from './activation.ts';
import { figuresOf } from './preview.ts';
import { proposalOf } from './proposal.ts';
import type { RulesJob, RulesJobResults } from './rules-jobs.ts';
import { startRulesJob, type RunningJob } from './rules-thread.ts';
import { viewRules } from './view-rules.ts';

export interface RulesDeskOptions {
  readonly resourcesDir: string;
  readonly store: Store;
  readonly rules: LoadedRules;
  readonly clock: Clock;
  readonly sqliteAddon: SqliteAddon;
  /** Starts core again, so that what was activated is what it judges by. */
  readonly startAgain: () => void;
}

/**
 * What is in force and what lies in the layers: looked at, tried on past parcels, put in force. Looking and
 * trying take up to seconds and are done in threads.
 */
export interface RulesDesk {
  /** Rejects with a StationError when the packs could not be looked at. */
  inForce(): Promise<RulesReply>;
  /** Rejects with `configuration-invalid` when what is in force cannot be read. */
  proposal(): Promise<RuleProposalReply>;
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
  const { resourcesDir, store, rules, clock, sqliteAddon, startAgain } = options;
  const { dataDir } = store;
  const running = new Map<RulesJob['kind'], RunningJob<RulesJob['kind']>>();
  let state: RulesPreviewState = { state: 'none' };
  let previewed: { readonly digest: string; readonly result: RulesPreview } | null = null;

  /** Whoever asks the same while it is looked at waits for the same answer. */
  async function ask<K extends 'findings' | 'proposal'>(
    kind: K,
    job: Extract<RulesJob, { kind: K }>,
  ): Promise<RulesJobResults[K]> {
    const before = running.get(kind) as RunningJob<K> | undefined;
    const asked = before ?? startRulesJob<K>(job);
    running.set(kind, asked);
    const ended = await asked.ended;
    if (running.get(kind) === asked) running.delete(kind);
    if (ended.ok) return ended.value;
    throw new StationError(ended.error.code, ended.error.message);
  }

  function stop(): void {
    running.get('preview')?.stop();
    running.delete('preview');
    if (state.state === 'running') state = { state: 'none' };
  }

  return {
    async inForce() {
      const { packs, files, problems } = rules;
      const inForce = { packs, files, problems };
      return viewRules(rules, await ask('findings', { kind: 'findings', resourcesDir, inForce }));
    },
    proposal: () => ask('proposal', { kind: 'proposal', resourcesDir, dataDir }),
    startPreview(days) {
      stop();
      const utcMs = clock.utcMs();
      const job = { kind: 'preview', resourcesDir, dataDir, sqliteAddon, days, utcMs } as const;
      const one = startRulesJob<'preview'>(job, (done) => (state = { state: 'running', done }));
      running.set('preview', one);
      state = { state: 'running', done: 0 };
      void one.ended.then((ended) => {
        if (running.get('preview') !== one) return;
        running.delete('preview');
        if (!ended.ok) {
          state = { state: 'failed', ...ended.error };
          return;
        }
        previewed = ended.value;
        state = { state: 'done', digest: ended.value.digest, ...ended.value.result };
      });
      return state;
    },
    stopPreview() {
      stop();
      return state;
    },
    preview: () => state,
    activate(digest, person) {
      if (store.openSession() !== null) return refuse('why.other-item-open');
      const proposal = proposalOf(resourcesDir, dataDir, rules);
      if (proposal.digest !== digest) return refuse('why.rules-changed-meanwhile');
      const why = whyNotActivated(proposal);
      if (why !== null) return refuse(why);
      const figures = previewed?.digest === digest ? figuresOf(previewed.result) : null;
      const seq = activateRules(store, proposal, person.badge, figures);
      stop();
      startAgain();
      return { seq, refused: null };
    },
    close() {
      for (const one of running.values()) one.stop();
      running.clear();
      state = { state: 'none' };
    },
  };
}

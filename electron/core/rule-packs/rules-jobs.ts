import type { RuleProposalReply, RulesPreview } from '../../../shared/bridge/rules-contract.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { loadTables, rulesOf } from '../config.ts';
import { StationError } from '../station-error.ts';
import { openRecordsForReading } from '../store/read-records.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import type { PackFinding } from './check-pack.ts';
import { filesInForce } from './in-force.ts';
import { previewRules } from './preview.ts';
import { proposalOf } from './proposal.ts';
import { viewProposal } from './view-proposal.ts';
import { findingsInForce, type InForce } from './view-rules.ts';

interface Folders {
  readonly resourcesDir: string;
  readonly dataDir: string;
}

/** Work on rules that takes long; it only reads. */
export type RulesJob =
  | { readonly kind: 'findings'; readonly resourcesDir: string; readonly inForce: InForce }
  | ({ readonly kind: 'proposal' } & Folders)
  | ({
      readonly kind: 'preview';
      readonly days: number;
      /** Now. */
      readonly utcMs: number;
      readonly sqliteAddon: SqliteAddon;
    } & Folders);

export interface RulesJobResults {
  findings: readonly PackFinding[];
  proposal: RuleProposalReply;
  preview: { readonly digest: string; readonly result: RulesPreview };
}

/** What the thread says: parcels that a preview has judged so far, and at last what came of the job. */
export type RulesMessage<K extends RulesJob['kind'] = RulesJob['kind']> =
  { readonly done: number } | { readonly ended: Result<RulesJobResults[K], CodedError> };

function preview(
  job: Extract<RulesJob, { kind: 'preview' }>,
  onProgress: (done: number) => void,
): RulesJobResults['preview'] {
  const { resourcesDir, dataDir, days, utcMs, sqliteAddon } = job;
  const tables = loadTables(resourcesDir);
  const { rules: proposed, digest, findings } = proposalOf(resourcesDir, dataDir, tables);
  if (proposed === null) {
    const why = findings[0]?.message ?? 'they cannot be put together';
    throw new StationError(
      'rules-unreadable',
      `The proposed rules cannot be tried: ${why}. The rules in force are as before. Correct the file.`,
    );
  }
  const inForce = rulesOf(tables, filesInForce(resourcesDir, dataDir));
  const records = openRecordsForReading(dataDir, sqliteAddon);
  try {
    const run = previewRules(records, inForce, proposed, { days, utcMs });
    for (;;) {
      const next = run.next();
      if (next.done === true) return { digest, result: next.value };
      onProgress(next.value.done);
    }
  } finally {
    records.close();
  }
}

/**
 * @param onProgress parcels that a preview has judged so far
 * @throws StationError `configuration-invalid`, `rules-unreadable`; StoreError of the records
 */
export function runRulesJob(
  job: RulesJob,
  onProgress: (done: number) => void,
): RulesJobResults[RulesJob['kind']] {
  switch (job.kind) {
    case 'findings':
      return findingsInForce(job.inForce, loadTables(job.resourcesDir));
    case 'proposal':
      return viewProposal(proposalOf(job.resourcesDir, job.dataDir));
    case 'preview':
      return preview(job, onProgress);
  }
}

import { z } from 'zod';
import { LAYERS } from '../../../shared/rules/override.ts';
import type { Body, NewEvent } from '../../../shared/records/event.ts';
import type { WeakenedDanger } from '../../../shared/rules/weakened-dangers.ts';
import type { LoadedRules } from '../config.ts';
import { StationError } from '../station-error.ts';
import type { WrittenFile } from '../setup/kept-file.ts';
import { StoreError, toStoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { hasInForce, putInForce } from './in-force.ts';
import type { LayerFile } from './layer-files.ts';
import { changesOf, type Proposal } from './proposal.ts';
import type { PreviewFigures } from './preview.ts';

const ACTIVATED = 'rules-activated';
const SAFE = 'The rules in force and all records are as before.';

/** What is read again of an activation; bodies carry more. */
const activated = z.object({
  files: z.array(
    z.object({
      layer: z.enum(LAYERS),
      kind: z.enum(['pack', 'policy']),
      name: z.string(),
      hash: z.string(),
    }),
  ),
});
type Named = z.infer<typeof activated>['files'][number];

type Records = Pick<Store, 'dataDir' | 'append' | 'latest' | 'shiftState'>;

/** Why rules came in force: by whoever is named, or found at a start. */
type Why = 'activated' | 'first-start' | 'program-changed' | 'found-at-start';

interface Activation {
  readonly why: Why;
  readonly before: readonly Named[];
  readonly rules: Pick<LoadedRules, 'packs' | 'layerFiles' | 'weakened'>;
  readonly by: string;
  readonly preview: PreviewFigures | null;
}

function nameOf({ layer, kind, name, hash }: LayerFile): Named {
  return { layer, kind, name, hash };
}

function eventOf({ why, before, rules, by, preview }: Activation): NewEvent {
  const { layerFiles, packs } = rules;
  const body = {
    why,
    by,
    // At the first start all is new, and `files` names it.
    changes: why === 'first-start' ? [] : changesOf(before, layerFiles),
    files: layerFiles.map(nameOf),
    packs: packs.map(({ pack, version, hash, layer = 'shipped' }) => ({
      pack,
      version,
      hash,
      layer,
    })),
    // Who lowered a danger, and why, is asked long after the files are gone.
    ...(rules.weakened.length > 0 && { weakened: rules.weakened }),
    preview,
  };
  return { kind: ACTIVATED, session: null, actor: by, body: body as unknown as Body };
}

/** The files of the last activation that is recorded; null when there is none. */
function lastRecorded(records: Pick<Records, 'latest'>): readonly Named[] | null {
  const [event] = records.latest(ACTIVATED, 1);
  return event === undefined ? null : activated.parse(event.body).files;
}

function keep(dataDir: string, files: readonly LayerFile[]) {
  try {
    return putInForce(dataDir, files);
  } catch (error) {
    throw toStoreError(error, dataDir, SAFE) ?? error;
  }
}

/**
 * Records at a start what is in force, where that is other than what was recorded last: at the first
 * start, after another version of the program came, or when an activation could not be recorded.
 * @throws StoreError when it could not be recorded
 */
export function recordInForce(records: Records, rules: LoadedRules): void {
  const { dataDir } = records;
  if (!hasInForce(dataDir)) keep(dataDir, rules.layerFiles);
  const before = lastRecorded(records);
  const changes = changesOf(before ?? [], rules.layerFiles);
  if (changes.length === 0) return;
  const onlyShipped = changes.every(({ layer }) => layer === 'shipped');
  const found = onlyShipped ? 'program-changed' : 'found-at-start';
  const why = before === null ? 'first-start' : found;
  const event = eventOf({ why, before: before ?? [], rules, by: 'station', preview: null });
  records.append([event], records.shiftState()?.shift ?? null);
}

/** @throws StoreError when that cannot be done either: then half of it is done, and it says what follows */
function takeBack(written: WrittenFile, dataDir: string): void {
  try {
    written.undo();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      'disk-error',
      `The proposed rules were written to ${dataDir} and could be neither recorded nor taken back ` +
        `(${why}). The bench goes on by the rules before, and all records are safe. The next start judges ` +
        'by the new ones and records that it found them. Check the disk before that.',
    );
  }
}

/** Why a proposal is not activated; null when nothing keeps it. */
export function whyNotActivated({ changes, findings, rules }: Proposal): string | null {
  if (changes.length === 0) return 'why.rules-unchanged';
  return findings.length > 0 || rules === null ? 'why.rules-findings' : null;
}

/** What became of a rule of severity danger, by whom and why, in English. */
export function weakenedText({ rule, pack, layer, severity, reason }: WeakenedDanger): string {
  const what = severity === null ? 'takes out' : `lowers to ${severity}`;
  return `${layer} pack ${pack} ${what} ${rule}, which is a danger: ${reason ?? 'it says no reason'}`;
}

/**
 * Puts what is proposed in force from the next start on, and records it.
 * @param by badge of the person, or `station`
 * @returns number of the record
 * @throws StationError `rules-not-activated`, or `name-needed` when a danger is lowered by nobody named;
 *   then the rules before are still in force
 */
export function activateRules(
  records: Records,
  proposal: Proposal,
  by: string,
  preview: PreviewFigures | null,
): number {
  const why = whyNotActivated(proposal);
  const { rules, files } = proposal;
  if (why !== null || rules === null) {
    throw new StationError(
      'rules-not-activated',
      `The rules were not activated: ${proposal.findings[0]?.message ?? 'nothing was changed'}. ${SAFE} ` +
        'Correct what `station rules preview` and `station rules check` name, then activate again.',
    );
  }
  const [weakened] = rules.weakened;
  if (weakened !== undefined && by === 'station') {
    throw new StationError(
      'name-needed',
      `The rules were not activated: a person has to answer by name for this: ` +
        `${weakenedText(weakened)}. ${SAFE} ` +
        'Activate on the page Setup, Rules, or give --badge of a manager.',
    );
  }
  const written = keep(records.dataDir, files);
  const before = lastRecorded(records) ?? [];
  try {
    const event = eventOf({ why: 'activated', before, rules, by, preview });
    const [made] = records.append([event], records.shiftState()?.shift ?? null);
    return made?.seq ?? 0;
  } catch (error) {
    if (!(error instanceof StoreError && error.recorded)) takeBack(written, records.dataDir);
    throw error;
  }
}

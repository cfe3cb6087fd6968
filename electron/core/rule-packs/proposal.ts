import { createHash } from 'node:crypto';
import type { Layer } from '../../../shared/rules/override.ts';
import { loadTables, rulesOf, type LoadedRules, type ShippedTables } from '../config.ts';
import { StationError } from '../station-error.ts';
import { checkPacks, distinctFindings, type PackFinding } from './check-pack.ts';
import { filesInForce } from './in-force.ts';
import { itemsThatExist } from './items-that-exist.ts';
import { readLayers, type LayerFile } from './layer-files.ts';
import { NO_TEXTS } from './texts.ts';

/** A file that is other than what is in force of it. */
export interface LayerChange {
  readonly layer: Layer;
  readonly kind: 'pack' | 'policy';
  readonly name: string;
  /** SHA-256 in force; null for a new file. */
  readonly before: string | null;
  /** SHA-256 of what lies there; null for a file that was removed. */
  readonly after: string | null;
}

/** The files as they lie there, against those in force. */
export interface Proposal {
  readonly changes: readonly LayerChange[];
  /** What keeps it from being activated; empty when nothing does. */
  readonly findings: readonly PackFinding[];
  /** The rules as they would be in force; null when they cannot be read. */
  readonly rules: LoadedRules | null;
  readonly files: readonly LayerFile[];
  /** Names what is proposed: it changes with every byte of it. */
  readonly digest: string;
}

const keyOf = ({ layer, kind, name }: Pick<LayerChange, 'layer' | 'kind' | 'name'>): string =>
  `${layer}/${kind}/${name}`;

/** What differs between two sets of files, in the order of the newer, removed ones last. */
export function changesOf(
  before: readonly Pick<LayerFile, 'layer' | 'kind' | 'name' | 'hash'>[],
  after: readonly LayerFile[],
): readonly LayerChange[] {
  const [was, is] = [before, after].map((files) => new Map(files.map((f) => [keyOf(f), f])));
  const names = [...new Map([...after, ...before].map((file) => [keyOf(file), file]))];
  return names.flatMap(([key, { layer, kind, name }]) => {
    const change = {
      layer,
      kind,
      name,
      before: was?.get(key)?.hash ?? null,
      after: is?.get(key)?.hash ?? null,
    };
    return change.before === change.after ? [] : [change];
  });
}

/** The rules that the files come to, or the finding that says why there are none. */
function compose(
  tables: ShippedTables,
  files: readonly LayerFile[],
): { readonly rules: LoadedRules | null; readonly failed: readonly PackFinding[] } {
  try {
    return { rules: rulesOf(tables, files), failed: [] };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    return { rules: null, failed: [{ file: '', rule: null, message: error.message }] };
  }
}

/**
 * What lies in the layers of a data folder and is not in force, with everything that is wrong with it: a
 * pack with a finding, or with an example that fails, is not activated.
 * @param tables what rules are judged by; read anew when left out
 * @throws StationError `configuration-invalid` when what is in force cannot be read
 */
export function proposalOf(
  resourcesDir: string,
  dataDir: string,
  tables: ShippedTables = loadTables(resourcesDir),
): Proposal {
  const files = readLayers(resourcesDir, dataDir);
  const inForce = filesInForce(resourcesDir, dataDir);
  const changes = changesOf(inForce, files);
  const { rules, failed } = compose(tables, files);
  const touched = new Set(changes.map(keyOf));
  const changed = files.filter((file) => file.kind === 'pack' && touched.has(keyOf(file)));
  const paths = changed.map(({ path }) => path);
  const others = (rules ?? rulesOf(tables, inForce)).packs;
  const found = checkPacks(paths, others, NO_TEXTS, itemsThatExist(tables)).flatMap(
    ({ findings }) => findings,
  );
  const stale = (rules?.problems ?? []).filter(({ file }) => paths.includes(file));
  const findings = distinctFindings([
    ...found,
    ...stale.map(({ file, rule, message }) => ({ file, rule, message })),
  ]);
  const names = files.map((file) => `${keyOf(file)} ${file.hash}\n`).join('');
  return {
    changes,
    // A file that cannot be read as a pack keeps all from being put together: said once.
    findings: findings.length > 0 ? findings : failed,
    rules,
    files,
    digest: createHash('sha256').update(names).digest('hex'),
  };
}

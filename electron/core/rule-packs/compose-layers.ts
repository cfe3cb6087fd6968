import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import {
  applyOverrides,
  LAYERS,
  type Layer,
  type LayeredPack,
  type OverrideProblem,
} from '../../../shared/rules/override.ts';
import { rulePackSchema, type RulePack } from '../../../shared/rules/pack.ts';
import { withoutTaken } from '../../../shared/rules/take-over.ts';
import {
  weakenedDangers,
  withoutReason,
  type WeakenedDanger,
} from '../../../shared/rules/weakened-dangers.ts';
import { benchPolicySchema, type BenchPolicy } from '../../../shared/session/policy.ts';
import { badFile, parseAs } from '../site-file.ts';
import { sharedIds, tooLarge } from './check-pack.ts';
import type { LayerFile } from './layer-files.ts';

/** A number of the policy that a layer above the shipped one has set. */
export interface OwnNumber {
  /** `section.name`. */
  readonly name: string;
  readonly shipped: string;
  readonly own: string;
}

/** What the layers come to. */
export interface ComposedRules {
  readonly policy: BenchPolicy;
  /** In force, with what higher layers changed of them. */
  readonly packs: readonly RulePack[];
  /** Packs that one of the same name in a higher layer replaces. */
  readonly replaced: readonly RulePack[];
  /** Files of the packs in force, in the order of `packs`. */
  readonly files: readonly { readonly file: string; readonly origin: Layer }[];
  /** Where the policy differs from the shipped one. */
  readonly ownNumbers: readonly OwnNumber[];
  /** Overrides that do nothing, ids of two layers, dangers lowered without a reason; with the file. */
  readonly problems: readonly (OverrideProblem & { readonly file: string })[];
  /** Rules of severity danger that a higher layer took out or lowered. */
  readonly weakened: readonly WeakenedDanger[];
  /** All files that it is made of. */
  readonly layerFiles: readonly LayerFile[];
}

type Values = Record<string, unknown>;

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values of the higher layer win over the lower ones, name by name. */
function mergeSections(lower: Values, higher: Values): Values {
  const merged = { ...lower };
  for (const [section, values] of Object.entries(higher)) {
    const known = merged[section];
    merged[section] = isMap(known) && isMap(values) ? { ...known, ...values } : values;
  }
  return merged;
}

function contentOf({ path, bytes, content }: LayerFile): unknown {
  if (content !== undefined) return content;
  const large = tooLarge(bytes);
  if (large !== null) throw badFile(path, large);
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw badFile(path, error instanceof Error ? error.message : String(error));
  }
}

/** A file whose top level is a map; one without any content is an empty map. */
function readMap(file: LayerFile): Values {
  const content = contentOf(file) ?? {};
  if (isMap(content)) return content;
  throw badFile(
    file.path,
    'it is not a map of sections such as "radiation:" with values below them',
  );
}

interface PackFile extends LayeredPack {
  readonly file: string;
}

/** Packs that were read, by hash of their file: the shipped ones are asked for again and again. */
const known = new Map<string, Omit<RulePack, 'hash'>>();
/** More than a station has; what is no longer asked for must not stay for ever. */
const MOST_KNOWN = 200;

function readPack(file: LayerFile): Omit<RulePack, 'hash'> {
  const { hash, path } = file;
  const before = known.get(hash);
  if (before !== undefined) return before;
  const parsed = parseAs(rulePackSchema, contentOf(file), path);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(hash, parsed);
  return parsed;
}

function loadPack(file: LayerFile): PackFile {
  const { hash, layer, path } = file;
  const parsed = readPack(file);
  const pack = { ...parsed, hash, ...(layer === 'shipped' ? {} : { layer }) };
  return { file: path, layer, pack };
}

/** The packs of a layer by name. */
function packsOf(layer: Layer, files: readonly LayerFile[]): ReadonlyMap<string, PackFile> {
  const packs = new Map<string, PackFile>();
  for (const one of files.filter((file) => file.layer === layer && file.kind === 'pack')) {
    const loaded = loadPack(one);
    const { pack: name } = loaded.pack;
    const other = packs.get(name);
    if (other !== undefined) throw badFile(one.path, `${other.file} is pack ${name} already`);
    packs.set(name, loaded);
  }
  return packs;
}

/** What is said otherwise, name by name; a section that is no map counts as one value. */
function differences(shipped: Values, own: Values): OwnNumber[] {
  const text = (value: unknown): string =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const differ = (name: string, from: unknown, to: unknown): OwnNumber[] =>
    isDeepStrictEqual(from, to) ? [] : [{ name, shipped: text(from), own: text(to) }];
  return Object.entries(own).flatMap(([section, values]) => {
    const known = shipped[section];
    if (!isMap(known) || !isMap(values)) return differ(section, known, values);
    return Object.entries(values).flatMap(([name, value]) =>
      differ(`${section}.${name}`, known[name], value),
    );
  });
}

function composePolicy(files: readonly LayerFile[]): Pick<ComposedRules, 'policy' | 'ownNumbers'> {
  const policies = files.filter(({ kind }) => kind === 'policy');
  let merged: Values = {};
  let policy: BenchPolicy | null = null;
  let shipped: Values = {};
  for (const file of policies) {
    merged = mergeSections(merged, readMap(file));
    if (file.layer === 'shipped') shipped = merged;
    // Layer by layer, so that the file that is wrong is the one that is named.
    policy = parseAs(benchPolicySchema, merged, file.path);
  }
  if (policy === null) throw badFile('policy/bench.yaml', 'the program has none; install it again');
  return { policy, ownNumbers: differences(shipped, merged) };
}

/** A rule that a site names and that is none would guard nothing, and nobody would see it. */
function refuseUnknownRules(
  { people }: BenchPolicy,
  own: readonly OwnNumber[],
  packs: readonly { readonly pack: RulePack }[],
  files: readonly LayerFile[],
): void {
  if (!own.some(({ name }) => name === 'people.secondPersonForPrompts')) return;
  const ids = new Set(packs.flatMap(({ pack }) => pack.rules.map(({ id }) => id)));
  const unknown = people.secondPersonForPrompts.find((id) => !ids.has(id));
  if (unknown === undefined) return;
  const file = files.filter(({ kind }) => kind === 'policy').at(-1)?.path ?? 'policy';
  throw badFile(file, `people.secondPersonForPrompts: there is no rule ${unknown}`);
}

/**
 * Policy and packs of all layers put together: a pack takes the place of one of the same name in a lower
 * layer, a rule that of a rule of the same id, and what it overrides is changed in the layers below its own.
 *
 * @param layerFiles lowest layer first
 * @throws StationError `configuration-invalid` with the file that is wrong
 */
export function composeLayers(layerFiles: readonly LayerFile[]): ComposedRules {
  const { policy, ownNumbers } = composePolicy(layerFiles);
  const all = LAYERS.flatMap((layer) => [...packsOf(layer, layerFiles).values()]);
  const byName = new Map(all.map((one) => [one.pack.pack, one]));
  const inForce = all.filter((one) => byName.get(one.pack.pack) === one);
  const { packs: kept, problems: taken } = withoutTaken(inForce);
  const files = new Map(inForce.map(({ pack, file }) => [pack.pack, file]));
  const fileOf = (pack: string): string => files.get(pack) ?? '';
  const [shared] = sharedIds(kept.map(({ pack }) => ({ file: fileOf(pack.pack), pack })));
  if (shared !== undefined) {
    throw badFile(shared.file, `rule ${shared.rule} is in pack ${shared.owner} already`);
  }
  const { packs, problems, followed } = applyOverrides(kept);
  const weakened = weakenedDangers(all, kept, packs, followed);
  refuseUnknownRules(policy, ownNumbers, packs, layerFiles);
  return {
    policy,
    ownNumbers,
    packs: packs.map(({ pack }) => pack),
    replaced: all.filter((one) => !inForce.includes(one)).map(({ pack }) => pack),
    files: inForce.map(({ file, layer }) => ({ file, origin: layer })),
    problems: [...taken, ...withoutReason(weakened), ...problems].map((one) => ({
      ...one,
      file: fileOf(one.pack),
    })),
    weakened,
    layerFiles,
  };
}

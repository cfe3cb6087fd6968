import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { benchInstruments } from '../../shared/measure/bench-instruments.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import { rulePackSchema, type RulePack } from '../../shared/rules/pack.ts';
import { benchPolicySchema } from '../../shared/session/policy.ts';
import type { SessionRules } from '../../shared/session/step.ts';
import type { Mode } from '../../shared/words.ts';
import { loadGoods } from './goods/load-goods.ts';
import { loadHsTable } from './load-hs-table.ts';
import { sharedIds, withHash } from './rule-packs/check-pack.ts';
import { badFile, parseAs, readYaml } from './site-file.ts';

const instrumentsSchema = z.strictObject({ instruments: benchInstruments });

/**
 * The bench of a training station without a file of its own: one simulator of each kind. Its dosimeter
 * counts as a scintillation detector would, 1800 CPM for each uSv/h and not 154 as the tube of a
 * GMC-320: a small increase is found in seconds, and who trains does not wait for minutes.
 */
const TRAINING_BENCH: readonly InstrumentConfig[] = [
  { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport: { kind: 'virtual', seed: 1 } },
  {
    id: 'scanner',
    kind: 'scanner',
    protocol: 'line-scanner',
    transport: { kind: 'virtual', seed: 2 },
  },
  {
    id: 'dosimeter',
    kind: 'dosimeter',
    protocol: 'gq-gmc',
    transport: { kind: 'virtual', seed: 3, cpmPerMicrosievert: 1800 },
  },
];

/** Whether an instrument is a simulator or a recording. */
export function isSimulated({ transport }: InstrumentConfig): boolean {
  return transport.kind === 'virtual' || transport.kind === 'replay';
}

/**
 * Live mode refuses simulators and recordings: a training reading must never end in a live record.
 * @throws StationError `configuration-invalid`
 */
export function refuseSimulated(
  instruments: readonly InstrumentConfig[],
  mode: Mode,
  source: string,
): readonly InstrumentConfig[] {
  const unreal = instruments.find(isSimulated);
  if (mode === 'training' || unreal === undefined) return instruments;
  throw badFile(
    source,
    `instrument ${unreal.id} is ${unreal.transport.kind}, which is for training`,
  );
}

/** Where a site describes its instruments. */
export function instrumentsFile(dataDir: string): string {
  return join(dataDir, 'instruments.yaml');
}

/**
 * Instruments of the bench: `instruments.yaml` of the data folder.
 * @throws StationError `configuration-invalid`
 */
export function loadInstruments(dataDir: string, mode: Mode): readonly InstrumentConfig[] {
  const file = instrumentsFile(dataDir);
  if (!existsSync(file)) return mode === 'training' ? TRAINING_BENCH : [];
  const { instruments } = parseAs(instrumentsSchema, readYaml(file), file);
  return refuseSimulated(instruments, mode, file);
}

type Values = Record<string, unknown>;

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Site values win over shipped ones, name by name. */
function mergeSections(shipped: Values, site: Values): Values {
  const merged = { ...shipped };
  for (const [section, values] of Object.entries(site)) {
    const known = merged[section];
    merged[section] = isMap(known) && isMap(values) ? { ...known, ...values } : values;
  }
  return merged;
}

/** A file whose top level is a map; one without any content is an empty map. */
function readMap(file: string): Values {
  const content = readYaml(file) ?? {};
  if (isMap(content)) return content;
  throw badFile(file, 'it is not a map of sections such as "radiation:" with values below them');
}

function loadPack(file: string): RulePack {
  const pack = parseAs(rulePackSchema, readYaml(file), file);
  return withHash(pack, readFileSync(file));
}

interface PackFile {
  readonly file: string;
  readonly pack: RulePack;
}

/** The packs of a folder by name. */
function loadPacks(folder: string): ReadonlyMap<string, PackFile> {
  const packs = new Map<string, PackFile>();
  if (!existsSync(folder)) return packs;
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const file of names.sort().map((name) => join(folder, name))) {
    const pack = loadPack(file);
    const other = packs.get(pack.pack);
    if (other !== undefined) throw badFile(file, `${other.file} is pack ${pack.pack} already`);
    packs.set(pack.pack, { file, pack });
  }
  return packs;
}

/** A number of the policy that the site has set. */
export interface OwnNumber {
  /** `section.name`. */
  readonly name: string;
  readonly shipped: string;
  readonly own: string;
}

/** The rules in force, and what is no longer. */
export interface LoadedRules extends SessionRules {
  /** Shipped packs that a pack of the site replaces. */
  readonly replaced: readonly RulePack[];
  /** Files of the packs in force, in the order of `packs`. */
  readonly files: readonly { readonly file: string; readonly origin: 'shipped' | 'site' }[];
  /** Where the site's policy differs from the shipped one. */
  readonly ownNumbers: readonly OwnNumber[];
}

/** What the site says otherwise, name by name; a section that is no map counts as one value. */
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

/** What is expensive to make and needed by some only, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/**
 * Policy and rule packs: shipped ones with the site's own (`policy.yaml` and `rule-packs/` of the data
 * folder), and the shipped tariff codes. A site's pack replaces the shipped pack of the same name.
 * @param dataDir null for the shipped ones alone
 * @throws StationError `configuration-invalid`
 */
export function loadRules(resourcesDir: string, dataDir: string | null): LoadedRules {
  const shippedPolicy = join(resourcesDir, 'policy', 'bench.yaml');
  const sitePolicy = dataDir === null ? shippedPolicy : join(dataDir, 'policy.yaml');
  const own = existsSync(sitePolicy) ? sitePolicy : shippedPolicy;
  const [ofShipped, ofSite] = [readMap(shippedPolicy), readMap(own)];
  const policy = parseAs(benchPolicySchema, mergeSections(ofShipped, ofSite), own);
  const shipped = loadPacks(join(resourcesDir, 'rule-packs'));
  const site =
    dataDir === null ? new Map<string, PackFile>() : loadPacks(join(dataDir, 'rule-packs'));
  const inForce = [...new Map([...shipped, ...site]).values()];
  const [shared] = sharedIds(inForce);
  if (shared !== undefined)
    throw badFile(shared.file, `rule ${shared.rule} is in ${shared.owner} already`);
  const replaced = [...shipped.values()].filter(({ pack }) => site.has(pack.pack));
  return {
    policy,
    hs: loadHsTable(resourcesDir),
    goods: once(() => loadGoods(resourcesDir)),
    packs: inForce.map(({ pack }) => pack),
    replaced: replaced.map(({ pack }) => pack),
    files: inForce.map(({ file, pack }) => ({
      file,
      origin: site.has(pack.pack) ? 'site' : 'shipped',
    })),
    ownNumbers: differences(ofShipped, ofSite),
  };
}

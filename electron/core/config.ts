import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { benchInstruments } from '../../shared/measure/bench-instruments.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import type { SessionRules } from '../../shared/session/step.ts';
import type { Mode } from '../../shared/words.ts';
import { loadGoods } from './goods/load-goods.ts';
import { loadHsTable } from './load-hs-table.ts';
import { composeLayers, type ComposedRules } from './rule-packs/compose-layers.ts';
import { filesInForce } from './rule-packs/in-force.ts';
import type { LayerFile } from './rule-packs/layer-files.ts';
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

/** The rules in force, and what they are made of. */
export interface LoadedRules extends SessionRules, ComposedRules {
  readonly policy: ComposedRules['policy'];
  readonly packs: ComposedRules['packs'];
}

/** What is expensive to make and needed by some only, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** What rules are judged by beside themselves: tariff codes, and the knowledge of goods. */
export type ShippedTables = Pick<SessionRules, 'hs' | 'goods'>;

/** @throws StationError `configuration-invalid`; so does `goods`, when it is first asked for */
export function loadTables(resourcesDir: string): ShippedTables {
  return { hs: loadHsTable(resourcesDir), goods: once(() => loadGoods(resourcesDir)) };
}

/** Rules of these files with the shipped tables. @throws StationError `configuration-invalid` */
export function rulesOf({ hs, goods }: ShippedTables, files: readonly LayerFile[]): LoadedRules {
  return { ...composeLayers(files), hs, goods };
}

/**
 * Policy and rule packs in force: shipped ones, those of the national layer and the site's own, as they
 * were activated (`rule-packs/in-force.ts`), and the shipped tariff codes.
 * @param dataDir null for the shipped ones alone
 * @throws StationError `configuration-invalid`
 */
export function loadRules(resourcesDir: string, dataDir: string | null): LoadedRules {
  return rulesOf(loadTables(resourcesDir), filesInForce(resourcesDir, dataDir));
}

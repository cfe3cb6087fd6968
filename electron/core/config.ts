import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  INSTRUMENT_KINDS,
  PROTOCOL_IDS,
  type InstrumentConfig,
} from '../../shared/measure/instrument.ts';
import { rulePackSchema, type RulePack } from '../../shared/rules/pack.ts';
import { benchPolicySchema } from '../../shared/session/policy.ts';
import type { SessionRules } from '../../shared/session/step.ts';
import type { Mode } from '../../shared/words.ts';
import { explainIssue } from './explain-issue.ts';
import { StationError } from './station-error.ts';

const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1),
    settings: z.string().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535),
  }),
  z.strictObject({ kind: z.literal('virtual'), seed: z.number().int() }),
  z.strictObject({ kind: z.literal('replay'), file: z.string().min(1) }),
]);

const instrumentsSchema = z.strictObject({
  instruments: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
        kind: z.enum(INSTRUMENT_KINDS),
        protocol: z.enum(PROTOCOL_IDS),
        transport: transportSchema,
      }),
    )
    .max(16),
});

/** The bench of a training station without a file of its own: one simulator of each kind. */
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
    transport: { kind: 'virtual', seed: 3 },
  },
];

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw badFile(file, error instanceof Error ? error.message : String(error));
  }
}

function badFile(file: string, why: string): StationError {
  return new StationError(
    'configuration-invalid',
    `${file} cannot be used: ${why}. Nothing was changed or recorded. Correct the file and start again.`,
  );
}

function parseAs<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badFile(file, explainIssue(parsed.error));
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
  const unreal = instruments.find(
    ({ transport }) => transport.kind === 'virtual' || transport.kind === 'replay',
  );
  if (mode === 'training' || unreal === undefined) return instruments;
  throw badFile(
    source,
    `instrument ${unreal.id} is ${unreal.transport.kind}, which is for training`,
  );
}

/**
 * Instruments of the bench: `instruments.yaml` of the data folder.
 * @throws StationError `configuration-invalid`
 */
export function loadInstruments(dataDir: string, mode: Mode): readonly InstrumentConfig[] {
  const file = join(dataDir, 'instruments.yaml');
  if (!existsSync(file)) return mode === 'training' ? TRAINING_BENCH : [];
  const { instruments } = parseAs(instrumentsSchema, readYaml(file), file);
  return refuseSimulated(instruments, mode, file);
}

type Sections = Record<string, Record<string, unknown>>;

/** Site values win over shipped ones, name by name. */
function mergeSections(shipped: unknown, site: unknown): unknown {
  const merged: Sections = { ...(shipped as Sections) };
  for (const [section, values] of Object.entries((site ?? {}) as Sections)) {
    merged[section] = { ...merged[section], ...values };
  }
  return merged;
}

function loadPack(file: string): RulePack {
  const text = readFileSync(file);
  const pack = parseAs(rulePackSchema, readYaml(file), file);
  return { ...pack, hash: createHash('sha256').update(text).digest('hex') };
}

function packFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Policy and rule packs: shipped ones with the site's own (`policy.yaml` and `rule-packs/` of the data
 * folder). A site's pack replaces the shipped pack of the same name.
 * @throws StationError `configuration-invalid`
 */
export function loadRules(resourcesDir: string, dataDir: string): SessionRules {
  const shipped = join(resourcesDir, 'policy', 'bench.yaml');
  const site = join(dataDir, 'policy.yaml');
  const merged = mergeSections(readYaml(shipped), existsSync(site) ? readYaml(site) : {});
  const policy = parseAs(benchPolicySchema, merged, existsSync(site) ? site : shipped);
  const packs = new Map<string, RulePack>();
  for (const folder of [join(resourcesDir, 'rule-packs'), join(dataDir, 'rule-packs')]) {
    for (const pack of packFiles(folder).map(loadPack)) packs.set(pack.pack, pack);
  }
  return { policy, packs: [...packs.values()] };
}

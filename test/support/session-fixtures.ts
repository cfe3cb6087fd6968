import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { loadRules } from '../../electron/core/config.ts';
import { loadGoods } from '../../electron/core/goods/load-goods.ts';
import { loadHsTable } from '../../electron/core/load-hs-table.ts';
import { itemFromForm } from '../../electron/core/bench/manual-item.ts';
import type { Goods } from '../../shared/goods/classifier.ts';
import { resolve } from '../../shared/identifiers/resolve.ts';
import type { ManifestItem } from '../../shared/manifest/item.ts';
import type { OutsideMeasurement } from '../../shared/measure/outside-measurement.ts';
import { toMicrograms } from '../../shared/measure/mass.ts';
import type { RulePack } from '../../shared/rules/pack.ts';
import type {
  Distance,
  DwellResult,
  Face,
  SecondResult,
  SurveyFace,
  SurveyMaximum,
  SurveyResult,
} from '../../shared/session/events.ts';
import { benchPolicySchema, type BenchPolicy } from '../../shared/session/policy.ts';
import { NEW_SESSION, type SessionState } from '../../shared/session/state.ts';
import { step, type SessionInput, type SessionRules } from '../../shared/session/step.ts';

const RESOURCES = path.join(import.meta.dirname, '..', '..', 'resources');

function readYaml(...names: string[]): unknown {
  return parse(readFileSync(path.join(RESOURCES, ...names), 'utf8'));
}

/** The shipped policy. */
export const policy: BenchPolicy = benchPolicySchema.parse(readYaml('policy', 'bench.yaml'));

/** The shipped rule packs. */
export const shippedPacks: readonly RulePack[] = loadRules(RESOURCES, null).packs;

/** The shipped tariff codes. */
export const hs = loadHsTable(RESOURCES);

let loaded: Goods | null = null;

/** The shipped knowledge of goods and its model. */
export const goods = (): Goods => (loaded ??= loadGoods(RESOURCES));

export const rules: SessionRules = { policy, packs: shippedPacks, hs, goods };

/** An item with a declared gross mass, or without. */
export function item(grossG: string | null, netG: string | null = null): ManifestItem {
  const form = { description: 'Books', grossG, originCountry: 'NL' };
  const made = itemFromForm('CP102030419NL', form);
  return { ...made, lines: made.lines.map((line) => ({ ...line, net_g: netG })) };
}

export function scanned(text: string): SessionInput {
  const read = { source: 'scanner', text, raw: '', aim: null } as const;
  return { kind: 'identity', identity: resolve(text), read };
}

export function weighed(grams: string): SessionInput {
  const micrograms = toMicrograms(grams, 'g');
  if (micrograms === null) throw new Error(`${grams} is no mass`);
  const mass = { value: grams, unit: 'g', basis: 'gross', micrograms, placement: 1 } as const;
  return { kind: 'mass', mass: { ...mass, instrument: 'scale', raw: '' } };
}

/** What a dwell of 20 s measured, in uSv/h. */
export function dwellResult(doseRate: number): DwellResult {
  return {
    dwell: 1,
    counts: Math.round(doseRate * 51),
    seconds: 20,
    doseRate,
    netDoseRate: doseRate - 0.12,
    smallestVisible: 0.5,
    clearedTo: 0.3,
    evidence: doseRate >= 0.5 ? 6 : -0.5,
    chance: 0.4,
    instrument: 'dosimeter',
  };
}

export const startDwell: SessionInput = {
  kind: 'dwell-start',
  start: { face: 'top', distance: 'contact', background: { counts: 19, seconds: 60 } },
};

/** A dwell and its end, without an alarm below 0.5 uSv/h. */
export function measured(doseRate: number): SessionInput[] {
  return [startDwell, { kind: 'dwell-end', result: dwellResult(doseRate), alarm: doseRate >= 0.5 }];
}

/** A dwell on one face with its end; above 0.2 uSv/h it ends as an alarm. */
export function measuredFace(
  face: Face,
  doseRate: number,
  distance: Distance = 'contact',
): [SessionInput, SessionInput] {
  const background = { counts: 19, seconds: 60 };
  return [
    { kind: 'dwell-start', start: { face, distance, background } },
    { kind: 'dwell-end', result: dwellResult(doseRate), alarm: doseRate > 0.2 },
  ];
}

/** The highest place of a survey, in uSv/h. */
export function maximum(face: SurveyFace, doseRate: number): SurveyMaximum {
  return { face, doseRate, netDoseRate: doseRate - 0.12, seconds: 3 };
}

/** A survey over one face. */
export function surveyResult(
  face: SurveyFace,
  doseRate: number,
  alarm: boolean,
): Omit<SurveyResult, 'survey'> {
  const measured = { counts: 90, seconds: 20, instrument: 'dosimeter' };
  return { ...measured, alarm, faces: [face], maximum: maximum(face, doseRate) };
}

/** What a further dosimeter measured at contact, while the first one had 0.12 uSv/h. */
export function secondResult(
  face: Face,
  doseRate: number,
  alarm: boolean,
  agrees: boolean | null,
): SecondResult {
  const place = { face, distance: 'contact', instrument: 'dosimeter-2' } as const;
  return { ...dwellResult(doseRate), ...place, alarm, agrees, first: 0.12 };
}

export function found(
  manifestItem: ManifestItem | null,
  earlier: string | null = null,
  seenBefore: string | null = null,
): SessionInput {
  return { kind: 'looked-up', item: manifestItem, generation: 'g1', earlier, seenBefore };
}

/** A measurement of the item by another instrument, which found nothing unless told. */
export function outsideMeasurement(of: Partial<OutsideMeasurement> = {}): OutsideMeasurement {
  return {
    item: 'CP102030419NL',
    number: 1,
    of: 'foreground',
    instrument: {
      kind: 'Radionuclide Identifier',
      manufacturer: 'Acme Radiometrics',
      model: 'Finder 3',
      serial: 'A-00017',
    },
    measuredAt: '2026-11-28T14:03:07+01:00',
    realS: 30,
    liveS: 29.5,
    gammaCounts: 1000,
    neutronCounts: null,
    doseRate: null,
    maxDoseRate: null,
    alarms: [],
    nuclides: [],
    remark: null,
    notes: [],
    file: 'measured.n42',
    sha256: 'ab'.repeat(32),
    ...of,
  };
}

export function decided(outcome: 'release' | 'hold', override: string | null = null): SessionInput {
  return { kind: 'decide', outcome, override, second: null };
}

/** The session after these inputs. */
export function playSession(...inputs: SessionInput[]): SessionState {
  return inputs.reduce((state, input) => step(state, input, rules).state, NEW_SESSION);
}

/** Rules of the open prompts, in order of their names. */
export function openPrompts(state: SessionState): string[] {
  return state.prompts
    .filter(({ open }) => open)
    .map(({ rule }) => rule)
    .sort();
}

type ContentLine = ManifestItem['lines'][number];
const [someLine] = item('400').lines;

/** An item of one content line for each of `lines`. */
export function declaring(
  lines: readonly Partial<ContentLine>[],
  more: Partial<ManifestItem> = {},
): ManifestItem {
  const whole = lines.map((line) => ({ ...(someLine as ContentLine), ...line }));
  return { ...item('400'), category: 'sale', lines: whole, ...more };
}

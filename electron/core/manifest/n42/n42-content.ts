import {
  isNeutronAlarm,
  isOfItem,
  LONGEST_REMARK,
  MOST_FINDINGS,
  type MeasurementNote,
  type StoredMeasurement,
} from '../../../../shared/measure/outside-measurement.ts';
import { toMicrosieverts } from '../../../../shared/measure/dose-rate.ts';
import { UnreadableFile } from '../reader.ts';
import { shortText } from './n42-values.ts';

export type Instrument = StoredMeasurement['instrument'];
export type Alarm = StoredMeasurement['alarms'][number];
export type Nuclide = StoredMeasurement['nuclides'][number];

/** A measurement of a file, before it is known which item it is of. */
export interface MeasuredPart {
  readonly line: number;
  /** What the file calls it and its groups: analyses refer to it by these. */
  readonly names: readonly string[];
  /** What the file calls the items that it says it is of. */
  readonly items: readonly string[];
  readonly measured: Omit<StoredMeasurement, 'item' | 'number' | 'instrument'>;
}

/** What the instrument made of measurements. */
export interface Analysis {
  readonly line: number;
  readonly alarms: readonly Alarm[];
  readonly nuclides: readonly Nuclide[];
  readonly remark: string | null;
  /** Measurements or groups that it is about; none when the file does not say. */
  readonly about: readonly string[];
}

/** What a file calls an item, and the texts that may have its number. */
export interface NamedItem {
  readonly name: string | null;
  readonly texts: readonly string[];
}

/** A file as far as it is kept. */
export interface N42Content {
  readonly instrument: Instrument;
  readonly items: readonly NamedItem[];
  readonly parts: readonly MeasuredPart[];
}

export const UNKNOWN_INSTRUMENT: Instrument = {
  kind: null,
  manufacturer: null,
  model: null,
  serial: null,
};

/** A measurement of which nothing is known yet. */
export const NOTHING_MEASURED: MeasuredPart['measured'] = {
  of: 'not-specified',
  measuredAt: null,
  realS: null,
  liveS: null,
  gammaCounts: null,
  neutronCounts: null,
  doseRate: null,
  maxDoseRate: null,
  alarms: [],
  nuclides: [],
  remark: null,
  notes: [],
};

/** Measurements kept of one file: a gate writes ten each second, an officer reads a few. */
export const MOST_PARTS = 20;
/** Analyses of one file at most. */
const MOST_ANALYSES = 500;

/** Keeps what was found, then what is of the item, then the highest dose rates. */
export interface KeptParts {
  add(part: MeasuredPart): void;
  analyse(analysis: Analysis): void;
  /** With the analyses of those that they are about. */
  parts(): readonly MeasuredPart[];
}

export function createKeptParts(): KeptParts {
  const kept: MeasuredPart[] = [];
  const analyses: Analysis[] = [];
  let further = false;
  return {
    add(part) {
      kept.push(part);
      if (kept.length <= MOST_PARTS) return;
      further = true;
      const least = kept.reduce((one, other) => (ranks(other, one) ? one : other));
      kept.splice(kept.indexOf(least), 1);
    },
    analyse(analysis) {
      if (analyses.push(analysis) > MOST_ANALYSES) {
        throw new UnreadableFile(`has more than ${MOST_ANALYSES} analyses`);
      }
    },
    parts() {
      const all = analyses.reduce(withAnalysis, kept);
      return further ? all.map((part) => withNotes(part, ['further'])) : all;
    },
  };
}

/** Whether one says more than the other; of those that say as much the earlier one. */
function ranks({ measured: one }: MeasuredPart, { measured: other }: MeasuredPart): boolean {
  const order = [
    (part: typeof one) => part.alarms.length + part.nuclides.length,
    (part: typeof one) => (isOfItem(part) ? 1 : 0),
    highestRate,
  ];
  for (const by of order) if (by(one) !== by(other)) return by(one) > by(other);
  return false;
}

/** In uSv/h; a roentgen as 0.01 Sv, only to compare with. */
function highestRate({ doseRate, maxDoseRate }: MeasuredPart['measured']): number {
  const rate = maxDoseRate ?? doseRate;
  return rate === null ? -1 : (toMicrosieverts(rate.value, rate.unit, 0.01) ?? -1);
}

/** What an analysis found belongs to what it is about; it is never dropped. */
function withAnalysis(parts: readonly MeasuredPart[], analysis: Analysis): MeasuredPart[] {
  const { about, alarms, nuclides, remark } = analysis;
  const named = parts.filter(({ names }) => names.some((name) => about.includes(name)));
  const found = about.length === 0 ? parts : named;
  const ofItem = found.filter(({ measured }) => isOfItem(measured));
  // Of a measurement and the background that it was compared with it is about the measurement.
  const targets = about.length === 0 ? ofItem.slice(0, 1) : ofItem.length > 0 ? ofItem : found;
  if (targets.length > 0) {
    return parts.map((part) => (targets.includes(part) ? withFindings(part, analysis) : part));
  }
  if (alarms.length + nuclides.length === 0 && remark === null) return [...parts];
  const own = { line: analysis.line, names: [], items: [], measured: NOTHING_MEASURED };
  return [...parts, withFindings(own, analysis)];
}

function withFindings(part: MeasuredPart, { alarms, nuclides, remark }: Analysis): MeasuredPart {
  const { measured } = part;
  const allAlarms = unique([...measured.alarms, ...alarms]);
  const allNuclides = unique([...measured.nuclides, ...nuclides]);
  const cut = Math.max(allAlarms.length, allNuclides.length) > MOST_FINDINGS;
  const neutronsFirst = [
    ...allAlarms.filter(isNeutronAlarm),
    ...allAlarms.filter((alarm) => !isNeutronAlarm(alarm)),
  ];
  const next = {
    ...measured,
    alarms: neutronsFirst.slice(0, MOST_FINDINGS),
    nuclides: allNuclides.slice(0, MOST_FINDINGS),
    remark: joinRemarks([measured.remark, remark]),
  };
  return withNotes({ ...part, measured: next }, cut ? ['further'] : []);
}

function unique<T>(findings: readonly T[]): T[] {
  return [...new Map(findings.map((each) => [JSON.stringify(each), each])).values()];
}

/** Remarks as one text; null for none. */
export function joinRemarks(remarks: readonly (string | null)[]): string | null {
  const said = [...new Set(remarks.filter((remark) => remark !== null))];
  return shortText(said.join('; '), LONGEST_REMARK);
}

/** A measurement with what has to be said of it. */
export function withNotes(part: MeasuredPart, notes: readonly MeasurementNote[]): MeasuredPart {
  if (notes.length === 0) return part;
  const all = [...new Set([...part.measured.notes, ...notes])];
  return { ...part, measured: { ...part.measured, notes: all } };
}

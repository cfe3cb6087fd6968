import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { InstrumentView } from '../../shared/bridge/contract.ts';
import type { InstrumentConfig, TransportConfig } from '../../shared/measure/instrument.ts';
import { round } from './figures.ts';
import { recordScale } from './scale-recording.ts';

/** Ids are numbered from 2 to 9, the first one has none. */
export const MOST_SCALES = 9;

const idOf = (index: number): string => (index === 0 ? 'scale' : `scale-${index + 1}`);

/** The recordings of as many scales, each with another parcel. @returns the files */
export function writeRecordings(
  folder: string,
  scales: number,
  recording: { readonly seconds: number; readonly liftEveryS?: number },
): string[] {
  return Array.from({ length: scales }, (_, index) => {
    const file = path.join(folder, `${idOf(index)}.txt`);
    const grams = 452 + 1_111 * index;
    writeFileSync(file, recordScale(grams, recording.seconds, recording.liftEveryS));
    return file;
  });
}

/**
 * A bench whose scales stream by recordings. Only scales can: a barcode scanner says nothing between
 * labels, and a GMC counter sends one word a second, by which its words are told from noise. Both are
 * there as well: the scanner at a serial port, the counter as its simulator.
 */
export function streamingInstruments(
  recordings: readonly string[],
  scanner: string,
): readonly InstrumentConfig[] {
  const scale = (transport: TransportConfig, index: number): InstrumentConfig => ({
    id: idOf(index),
    kind: 'scale',
    protocol: 'mt-sics',
    transport,
  });
  return [
    ...recordings.map((file, index) => scale({ kind: 'replay', file }, index)),
    {
      id: 'scanner',
      kind: 'scanner',
      protocol: 'line-scanner',
      transport: { kind: 'serial', path: scanner },
    },
    {
      id: 'dosimeter',
      kind: 'dosimeter',
      protocol: 'gq-gmc',
      // With so many counts ten seconds of background are enough.
      transport: { kind: 'virtual', seed: 3, cpmPerMicrosievert: 1800 },
    },
  ];
}

/** The file by which a data folder has these instruments. */
export function writeInstruments(dataDir: string, instruments: readonly InstrumentConfig[]): void {
  writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify({ instruments }));
}

/** What came from an instrument, counted by core. */
export interface Streamed {
  readonly instrument: string;
  readonly protocol: string;
  readonly transport: string;
  /** Readings and faults a second. */
  readonly perS: number;
}

/** The part of the bench that is looked at. */
interface Counts {
  readonly instruments: readonly Pick<InstrumentView, 'id' | 'observed'>[];
}

/** What streamed between two looks at the bench, `seconds` apart. */
export function streamedBetween(
  instruments: readonly InstrumentConfig[],
  before: Counts,
  after: Counts,
  seconds: number,
): readonly Streamed[] {
  const observed = (state: Counts, wanted: string): number =>
    state.instruments.find(({ id }) => id === wanted)?.observed ?? 0;
  return instruments.map(({ id, protocol, transport }) => {
    const perS = round((observed(after, id) - observed(before, id)) / seconds);
    return { instrument: id, protocol, transport: transport.kind, perS };
  });
}

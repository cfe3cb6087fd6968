import { INSTRUMENT_KINDS } from '../../../shared/measure/instrument.ts';
import { doseRateAt } from '../../../shared/training/hidden-source.ts';
import {
  afterAct,
  EMPTY_BENCH,
  type TrainingAct,
  type VirtualBench,
} from '../../../shared/training/virtual-bench.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import type { BenchParcel, Training } from './training-scenario.ts';

/** A line of `station simulate` for one instrument. */
type WorldLine = readonly [instrument: string, line: string];

/** Digits of a dose rate in uSv/h: a tenth of a nanosievert is less than any dosimeter shows. */
const RATE_DIGITS = 4;

function sourceLine(rate: number): WorldLine {
  return ['dosimeter', `source ${rate.toFixed(RATE_DIGITS)} uSv/h`];
}

/** A parcel that is held to the dosimeter, or none. */
export type Held = VirtualBench['dosimeter'];

/** Holds that are remembered: more than anybody does with one parcel. */
const HOLDS_KEPT = 200;

/** What is where on the virtual bench. */
export interface VirtualBenchDesk {
  /** @throws StationError `not-training` */
  state(): VirtualBench;
  /** @throws StationError `not-training`, `no-parcel`, `configuration-invalid` */
  act(act: TrainingAct): VirtualBench;
  /** What was at the dosimeter at a moment (UTC ms); null when nothing was, or nobody knows. */
  heldAt(atMs: number): Held;
}

/** Translates what is done at the virtual bench into changes of the simulators' world. */
export function createVirtualBench(
  station: Pick<Station, 'changeWorld' | 'deviceStarts' | 'clock'>,
  training: () => Training,
): VirtualBenchDesk {
  let bench = EMPTY_BENCH;
  let starts = 0;
  let holds: readonly { readonly atMs: number; readonly held: Held }[] = [];

  function tell(lines: readonly WorldLine[]): void {
    for (const [instrument, line] of lines) station.changeWorld(instrument, line);
  }

  /** Core or the devices process began anew, and one knows nothing of the other: both start empty. */
  function begin(): void {
    tell([
      ['scale', 'remove'],
      sourceLine(training().background),
      ...INSTRUMENT_KINDS.map((instrument) => [instrument, 'ok'] as const),
    ]);
    become(EMPTY_BENCH);
    starts = station.deviceStarts();
  }

  function become(next: VirtualBench): void {
    bench = next;
    holds = [...holds, { atMs: station.clock.utcMs(), held: next.dosimeter }].slice(-HOLDS_KEPT);
  }

  function parcelOf(number: number): BenchParcel {
    const parcel = training().parcels.find(({ shown }) => shown.number === number);
    if (parcel !== undefined) return parcel;
    throw new StationError('no-parcel', `The scenario has no parcel ${String(number)}.`);
  }

  function linesOf(act: TrainingAct): readonly WorldLine[] {
    switch (act.act) {
      case 'scan': {
        const { label } = parcelOf(act.parcel);
        return label === null ? [] : [['scanner', `scan ${label}`]];
      }
      case 'place': {
        const { mass } = parcelOf(act.parcel);
        return [['scale', mass === null ? 'remove' : `place ${mass}`]];
      }
      case 'lift':
        return [['scale', 'remove']];
      case 'hold':
        return [sourceLine(doseRateAt(parcelOf(act.parcel).source, act.face, act.distance))];
      case 'away':
        return [sourceLine(training().background)];
      case 'fault':
        // A simulator may hold several faults; the bench shows one of each instrument.
        return [
          [act.instrument, 'ok'],
          [act.instrument, `fault ${act.fault}`],
        ];
      case 'mend':
        return [[act.instrument, 'ok']];
    }
  }

  return {
    state() {
      if (starts !== station.deviceStarts()) begin();
      return bench;
    },
    act(act) {
      const lines = linesOf(act);
      if (starts !== station.deviceStarts()) begin();
      tell(lines);
      become(afterAct(bench, act));
      return bench;
    },
    heldAt: (atMs) => holds.findLast((one) => one.atMs <= atMs)?.held ?? null,
  };
}

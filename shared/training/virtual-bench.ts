import { z } from 'zod';
import { INSTRUMENT_KINDS } from '../measure/instrument.ts';
import { FAULTS_OF, SIMULATED_FAULTS } from './simulated-faults.ts';

/** Faces of a parcel as it lies before the officer. */
export const PARCEL_FACES = ['top', 'bottom', 'front', 'back', 'left', 'right'] as const;
export type ParcelFace = (typeof PARCEL_FACES)[number];

/** How far the dosimeter is held from a face. */
export const HOLD_DISTANCES = ['contact', '0.1m', '0.5m', '1m'] as const;
export type HoldDistance = (typeof HOLD_DISTANCES)[number];

const parcel = z.int().min(0).max(99_999);
const hold = { parcel, face: z.enum(PARCEL_FACES), distance: z.enum(HOLD_DISTANCES) };
const instrument = z.enum(INSTRUMENT_KINDS);
const broken = { instrument, fault: z.enum(SIMULATED_FAULTS) };

/** What somebody does at the virtual bench, and what happens to its instruments. */
export const trainingActSchema = z.discriminatedUnion('act', [
  /** The parcel's label is held to the scanner. */
  z.strictObject({ act: z.literal('scan'), parcel }),
  z.strictObject({ act: z.literal('place'), parcel }),
  /** Whatever is on the pan is taken off. */
  z.strictObject({ act: z.literal('lift') }),
  z.strictObject({ act: z.literal('hold'), ...hold }),
  /** Whatever is at the dosimeter is taken away from it. */
  z.strictObject({ act: z.literal('away') }),
  z
    .strictObject({ act: z.literal('fault'), ...broken })
    .refine((act) => FAULTS_OF[act.instrument].includes(act.fault), 'not a fault of this kind'),
  z.strictObject({ act: z.literal('mend'), instrument }),
]);
export type TrainingAct = z.infer<typeof trainingActSchema>;

/** What is where on the virtual bench, by numbers of parcels. */
export const virtualBenchSchema = z.strictObject({
  pan: z.int().nullable(),
  dosimeter: z.strictObject(hold).nullable(),
  /** One fault for each instrument at most. */
  broken: z.array(z.strictObject(broken)),
});
export type VirtualBench = z.infer<typeof virtualBenchSchema>;

export const EMPTY_BENCH: VirtualBench = { pan: null, dosimeter: null, broken: [] };

/** The bench after an act. */
export function afterAct(bench: VirtualBench, act: TrainingAct): VirtualBench {
  switch (act.act) {
    case 'scan':
      return bench;
    case 'place':
      return { ...bench, pan: act.parcel };
    case 'lift':
      return { ...bench, pan: null };
    case 'hold': {
      const { face, distance } = act;
      return { ...bench, dosimeter: { parcel: act.parcel, face, distance } };
    }
    case 'away':
      return { ...bench, dosimeter: null };
    case 'fault':
    case 'mend': {
      const others = bench.broken.filter((known) => known.instrument !== act.instrument);
      if (act.act === 'mend') return { ...bench, broken: others };
      const { instrument: id, fault } = act;
      return { ...bench, broken: [...others, { instrument: id, fault }] };
    }
  }
}

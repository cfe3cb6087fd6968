import { z } from 'zod';
import { INSTRUMENT_KINDS } from '../measure/instrument.ts';
import { debriefSchema } from '../training/debrief.ts';
import { textsSchema } from '../training/scenario.ts';
import { SIMULATED_FAULTS } from '../training/simulated-faults.ts';
import { trainingActSchema, virtualBenchSchema } from '../training/virtual-bench.ts';

export type { TrainingAct, VirtualBench } from '../training/virtual-bench.ts';

const trainingParcelSchema = z.strictObject({
  number: z.int(),
  /** The goods as on the label. */
  titles: textsSchema,
  /** What goes wrong with an instrument during this parcel. */
  fault: z
    .strictObject({ instrument: z.enum(INSTRUMENT_KINDS), fault: z.enum(SIMULATED_FAULTS) })
    .nullable(),
});
export type TrainingParcel = z.infer<typeof trainingParcelSchema>;

const trainingDebriefSchema = z.strictObject({
  /** The last decision of the shift that is open, or was last; null when no parcel of the scenario. */
  debrief: z
    .strictObject({ ...trainingParcelSchema.shape, seq: z.int(), ...debriefSchema.shape })
    .omit({ fault: true })
    .nullable(),
  /** Decisions of that shift about parcels of the scenario; null without one. */
  score: z.strictObject({ asExpected: z.int(), of: z.int() }).nullable(),
});
export type TrainingDebrief = z.infer<typeof trainingDebriefSchema>;

/** Calls of the training bench; refused in live mode. */
export const trainingContract = {
  /** Changes the simulated world, as `station simulate` lines. */
  trainingWorld: {
    params: z.strictObject({
      instrument: z.string().min(1).max(40),
      line: z.string().min(1).max(300),
    }),
    reply: z.strictObject({}),
  },
  /** The parcels on the shelf, and what is where. */
  trainingParcels: {
    params: z.strictObject({}),
    reply: z.strictObject({ parcels: z.array(trainingParcelSchema), bench: virtualBenchSchema }),
  },
  /** Something is done at the virtual bench; answers with what is where then. */
  trainingAct: { params: trainingActSchema, reply: z.strictObject({ bench: virtualBenchSchema }) },
  trainingDebrief: { params: z.strictObject({}), reply: trainingDebriefSchema },
} as const;

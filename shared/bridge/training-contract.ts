import { z } from 'zod';
import { SIMULATED_FAULTS } from '../training/simulated-faults.ts';

const trainingParcelSchema = z.strictObject({
  number: z.number().int(),
  title: z.string(),
  barcode: z.string(),
  /** World lines by instrument id, in the notation of `station simulate`. */
  place: z.string(),
  source: z.string(),
  /** What goes wrong with an instrument during this parcel. */
  fault: z.strictObject({ instrument: z.string(), name: z.enum(SIMULATED_FAULTS) }).nullable(),
});
export type TrainingParcel = z.infer<typeof trainingParcelSchema>;

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
  trainingParcels: {
    params: z.strictObject({}),
    reply: z.strictObject({ parcels: z.array(trainingParcelSchema) }),
  },
} as const;

import { z } from 'zod';
import { INSTRUMENT_KINDS, SCALE_CLASSES } from '../measure/instrument.ts';

/** How a day stands until which an instrument may be used. */
const dueSchema = z.strictObject({
  /** Last day, YYYY-MM-DD. */
  day: z.string(),
  state: z.enum(['fine', 'soon', 'overdue']),
});

/** A background or a check of the shift, as it was recorded. */
const checkSchema = z.strictObject({
  seq: z.int(),
  atMs: z.number(),
  result: z.enum(['pass', 'fail', 'skipped']),
  /** What was measured or read; null where nothing was. */
  detail: z.string().nullable(),
  /** Badge of who did it. */
  actor: z.string(),
});
export type InstrumentCheck = z.infer<typeof checkSchema>;

/** One instrument of the bench with what is known of it. */
const registeredSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(INSTRUMENT_KINDS),
  protocol: z.string(),
  /** Whether parcels are judged by it: the first of its kind. */
  judged: z.boolean(),
  /** Model, firmware and serial number as the instrument said them; null where it said none yet. */
  identity: z.string().nullable(),
  port: z.string(),
  /** Stable id of its port; null where the path is all that is known. */
  portIdentity: z.string().nullable(),
  calibration: dueSchema.nullable(),
  verification: z
    .strictObject({
      class: z.enum(SCALE_CLASSES),
      e: z.string(),
      min: z.string(),
      max: z.string(),
      due: dueSchema.nullable(),
    })
    .nullable(),
  /** Counts per minute for each uSv/h from its papers; null where it gives a dose rate itself. */
  cpmPerMicrosievert: z.number().nullable(),
  /** The latest background or check of a shift; null for a further instrument, which has none. */
  lastCheck: checkSchema.nullable(),
});
export type RegisteredInstrument = z.infer<typeof registeredSchema>;

/** The instruments of the bench; refused to all but supervisors, managers and administrators. */
export const registerContract = {
  instrumentRegister: {
    params: z.strictObject({}),
    reply: z.strictObject({
      instruments: z.array(registeredSchema),
      /** Days before the end of a calibration or verification from which on it is `soon`. */
      warnDays: z.int(),
    }),
  },
  /** Backgrounds or checks of the first instrument of a kind, newest first. */
  instrumentChecks: {
    params: z.strictObject({
      kind: z.enum(INSTRUMENT_KINDS),
      /** Only those before this record; null for the newest. */
      before: z.int().min(1).nullable(),
      limit: z.int().min(1).max(100),
    }),
    reply: z.strictObject({ rows: z.array(checkSchema), more: z.boolean() }),
  },
} as const;

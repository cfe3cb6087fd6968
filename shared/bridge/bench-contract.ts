import { z } from 'zod';
import { OUTCOMES } from '../words.ts';
import { enteredDeclarationSchema } from './entered-declaration.ts';

const shiftTotalsSchema = z.strictObject({
  shift: z.string(),
  /** Badge of the person who opened it. */
  officer: z.string(),
  openedAtMs: z.number(),
  /** Null while it is open. */
  closedAtMs: z.number().nullable(),
  /** What was handed over; null when nothing was, or while the shift is open. */
  handover: z.string().nullable(),
  /** Decisions by outcome. */
  outcomes: z.record(z.string(), z.int()),
  /** Put aside without a decision. */
  putAside: z.int(),
  overrides: z.int(),
  prompts: z.int(),
  /** Sessions with a radiation alarm. */
  alarms: z.int(),
  faults: z.int(),
  /** Items of the whole station that are held and not resolved. */
  holds: z.int(),
  /** Those of this shift, oldest first; the first few. */
  ownHolds: z
    .array(z.strictObject({ item: z.string(), outcome: z.enum(OUTCOMES), atMs: z.number() }))
    .max(5),
  /** The record that closed the shift, or the last one while it is open. */
  last: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type ShiftTotals = z.infer<typeof shiftTotalsSchema>;

/** What whoever screens asks for. */
export const benchContract = {
  /** A shift in numbers, the open one's for null; refused as its report is. */
  shiftTotals: {
    params: z.strictObject({ shift: z.string().min(1).max(100).nullable() }),
    reply: shiftTotalsSchema,
  },
  /** What was copied from the form of the open item, to be corrected; null when nothing was. */
  enteredDeclaration: {
    params: z.strictObject({}),
    reply: z.strictObject({ declaration: enteredDeclarationSchema.nullable() }),
  },
} as const;

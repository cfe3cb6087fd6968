import { z } from 'zod';
import { ROLES } from '../people/roles.ts';

/** Somebody with an account, for administrators. */
const personViewSchema = z.strictObject({
  badge: z.string(),
  /** Null once it was erased. */
  name: z.string().nullable(),
  role: z.enum(ROLES),
  active: z.boolean(),
  /** Sign-in is refused until then after wrong PINs; null when it is not. */
  lockedUntilMs: z.number().nullable(),
});
export type PersonView = z.infer<typeof personViewSchema>;

/** A shift in the manager's list. */
const shiftRowSchema = z.strictObject({
  shift: z.string(),
  officer: z.string(),
  openedAtMs: z.number(),
  closedAtMs: z.number().nullable(),
  countersignedBy: z.string().nullable(),
  /** Decisions by outcome. */
  outcomes: z.record(z.string(), z.int()),
  overrides: z.int(),
});
export type ShiftRow = z.infer<typeof shiftRowSchema>;

/** `generation` counts the sheets of a station from 1. */
const sheetSchema = z.strictObject({ generation: z.int(), issuedAtMs: z.number() });
export type CommandSheetView = z.infer<typeof sheetSchema>;

/** What managers and administrators ask for. */
export const managerContract = {
  /** Refused to all but administrators. */
  people: {
    params: z.strictObject({}),
    reply: z.strictObject({ people: z.array(personViewSchema) }),
  },
  /** Newest first; refused to all but supervisors and managers. */
  shifts: {
    params: z.strictObject({ limit: z.int().min(1).max(100), offset: z.int().min(0) }),
    reply: z.strictObject({ shifts: z.array(shiftRowSchema) }),
  },
  /** The command sheet in force, without its barcodes; refused to all but managers. */
  commandSheet: {
    params: z.strictObject({}),
    reply: z.strictObject({ sheet: sheetSchema.nullable() }),
  },
} as const;

import { z } from 'zod';

/** When the data folder is copied, and where to. */
export const backupPolicySchema = z.strictObject({
  /** Hours between backups while the station runs; one is made at the end of each shift, too. */
  everyHours: z.number().positive().max(720),
  /** Backups that are kept in each place. */
  keep: z.int().min(1).max(1000),
  /** Absolute path of a second place, for example another disk; null for none. */
  secondPath: z.string().min(1).nullable(),
});
export type BackupPolicy = z.output<typeof backupPolicySchema>;

/** Days after which the personal values of a record are erased; null for never. */
const days = z.int().min(1).max(36_500).nullable();

/** Kinds of records that are kept for different times. The first that fits a session counts. */
export const retentionPolicySchema = z.strictObject({
  /** A session in which a radiation alarm was raised. */
  radiation: days,
  seized: days,
  /** Held, detained or referred. */
  held: days,
  returned: days,
  released: days,
  /** Put aside without a decision. */
  undecided: days,
  /** Handover notes and reasons of a shift. */
  shift: days,
  /** Manifests that are no longer in use; whole files are deleted. */
  manifest: days,
});
export type RetentionPolicy = z.output<typeof retentionPolicySchema>;
export type RetentionClass = keyof RetentionPolicy;

import { z } from 'zod';

/** What the measurement of the open item has come to; it never says that there is no radiation. */
export const verdictSchema = z.enum(['alarm', 'cleared', 'undecided']).nullable();

/** Seconds that a running dwell still needs, as long as it goes on as the background counts. */
export const stillNeededSchema = z.strictObject({
  /** The increase in uSv/h that the site asks for. */
  goal: z.string(),
  /** To clear down to it, or as far as the longest dwell can. */
  toClearS: z.number(),
  /** To see it with 95 % probability; null where the longest dwell does not. */
  toSeeS: z.number().nullable(),
});

/** Where the six-face protocol stands. */
export const guideSchema = z.strictObject({
  next: z
    .strictObject({ step: z.enum(['face', 'maximum', 'one-metre']), face: z.string() })
    .nullable(),
  facesDone: z.int(),
  facesNeeded: z.int(),
  oneMetre: z.enum(['done', 'left', 'not-needed']),
});

/** The survey with the instrument moved over the faces: the one that runs, or the latest. */
export const movingSchema = z.strictObject({
  running: z.boolean(),
  /** Where the instrument is now; null when no survey runs. */
  face: z.string().nullable(),
  elapsedS: z.number(),
  longestS: z.number(),
  alarm: z.boolean(),
  /** The highest place so far, in uSv/h above the background. */
  maximum: z.strictObject({ face: z.string(), netDoseRate: z.string() }).nullable(),
});

/** A further dosimeter in the latest dwell; it may alarm, and never clears. */
export const secondSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['measuring', 'measured']),
  seconds: z.number(),
  netDoseRate: z.string(),
  alarm: z.boolean(),
  /** With the first one, within what chance explains; null while it cannot be said. */
  agrees: z.boolean().nullable(),
});

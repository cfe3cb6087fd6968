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

/** The background that parcels are measured against. */
export const backgroundSchema = z.strictObject({
  state: z.enum(['not-yet', 'measuring', 'value', 'fault']),
  elapsedS: z.number(),
  neededS: z.number(),
  doseRate: z.string().nullable(),
  countsPerSecond: z.string().nullable(),
  basis: z.enum(['counts', 'dose-rate']),
  why: z.string().nullable(),
  /** Backgrounds of further dosimeters, each its own. */
  seconds: z.array(
    z.strictObject({
      id: z.string(),
      state: z.enum(['not-yet', 'measuring', 'value', 'fault']),
      doseRate: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
  /**
   * What readings of the dosimeter are looked at against, in uSv/h; null while there is no
   * background or no reading.
   */
  levels: z
    .strictObject({
      /** Between them lie 95 % of single readings where there is background only. */
      low: z.string(),
      high: z.string(),
      /** A mean from here on is an alarm by the end of a dwell of `dwellS` seconds. */
      alarm: z.string(),
      dwellS: z.number(),
    })
    .nullable(),
});

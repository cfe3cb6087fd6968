import { RE2JS } from 're2js';
import { z } from 'zod';
import { COUNT_UNITS, DOSE_RATE_UNITS, MASS_UNITS } from './reading.ts';

const UNITS = [...MASS_UNITS, ...DOSE_RATE_UNITS, ...COUNT_UNITS] as const;

/** What the instrument prints for something; compared without blanks around it. */
const tokens = z.array(z.string().max(30)).min(1).max(20);
const hex = z.string().regex(/^([0-9a-f]{2}){1,32}$/, 'write the bytes as 0d0a');

/** Groups of the pattern that mean something; another name is a mistake. */
const GROUPS = new Set(['value', 'sign', 'unit', 'status', 'basis', 'alarm']);

/** Why a pattern cannot be used, or null. */
function patternProblem(pattern: string): string | null {
  let names: readonly string[];
  try {
    names = Object.keys(RE2JS.compile(pattern).namedGroups());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const strange = names.find((name) => !GROUPS.has(name));
  if (strange !== undefined) {
    return `the group "${strange}" means nothing; there are ${[...GROUPS].join(', ')}`;
  }
  return names.includes('value') ? null : 'it has no group (?P<value>…)';
}

/**
 * How a generic protocol reads an instrument that prints lines: a site's own data, checked when it is
 * read. The pattern is in RE2 syntax and matched in time linear to the line, whatever it is
 * (github.com/google/re2/wiki/Syntax): no look-around, no back-references.
 */
export const genericProfileSchema = z
  .strictObject({
    /** As the bench shows the instrument. */
    name: z.string().min(1).max(60),
    /** Bytes that end a line. */
    terminator: hex,
    /** Has to match the whole line without its terminator, read as Latin-1. */
    pattern: z
      .string()
      .min(1)
      .max(500)
      .superRefine((pattern, context) => {
        const problem = patternProblem(pattern);
        if (problem !== null) context.addIssue({ code: 'custom', message: problem });
      }),
    /** Unit of a line that prints none. */
    unit: z.enum(UNITS).exactOptional(),
    /** What it prints for a unit, where that is not the unit's own name (`KG: kg`). */
    units: z.record(z.string().min(1).max(10), z.enum(UNITS)).exactOptional(),
    /** Digits behind the point in a value printed without one. */
    impliedDecimals: z.int().min(1).max(6).exactOptional(),
    decimalComma: z.boolean().exactOptional(),
    /** The bytes are seven bits wide with a parity bit above. */
    sevenBits: z.boolean().exactOptional(),
    /** What the group `status` says: every token that occurs is in one of these lists. */
    status: z
      .strictObject({
        stable: tokens.exactOptional(),
        unstable: tokens.exactOptional(),
        overload: tokens.exactOptional(),
        underload: tokens.exactOptional(),
        fault: tokens.exactOptional(),
        good: tokens.exactOptional(),
        lowBattery: tokens.exactOptional(),
      })
      .exactOptional(),
    /** A scale that does not say when it is at rest: so many equal values in a row. */
    equalReadings: z.int().min(3).max(100).exactOptional(),
    /** What the group `basis` says. */
    basis: z
      .strictObject({ gross: tokens.exactOptional(), net: tokens.exactOptional() })
      .exactOptional(),
    /** Seconds that a value of a dosimeter covers. */
    windowS: z.number().min(0.05).max(3600).exactOptional(),
    /** An instrument that answers: what it is asked, and how often. Only what changes nothing on it. */
    request: z.strictObject({ send: hex, everyMs: z.int().min(50).max(60_000) }).exactOptional(),
    /** What sets a scale to zero, tares it, clears its tare; sent when an officer asks for it. */
    commands: z
      .strictObject({
        zero: hex.exactOptional(),
        tare: hex.exactOptional(),
        clearTare: hex.exactOptional(),
      })
      .exactOptional(),
  })
  .readonly();

/** A profile of the generic protocols; see `genericProfileSchema`. */
export type GenericProfile = z.infer<typeof genericProfileSchema>;

type UnitKind = 'scale' | 'dosimeter';

function groupsOf({ pattern }: GenericProfile): readonly string[] {
  return Object.keys(RE2JS.compile(pattern).namedGroups());
}

/** A word that stands in two lists of the status, or null: one of them would be believed by chance. */
function ambiguousStatus({ status = {} }: GenericProfile): string | null {
  const words = Object.values(status).flat();
  return words.find((word, index) => words.indexOf(word) < index) ?? null;
}

/** Why a profile does not do for an instrument of this kind, or null. */
export function profileProblem(profile: GenericProfile, kind: UnitKind): string | null {
  const twice = ambiguousStatus(profile);
  if (twice !== null) return `the status "${twice}" stands in two lists`;
  const own: readonly string[] =
    kind === 'scale' ? MASS_UNITS : [...DOSE_RATE_UNITS, ...COUNT_UNITS];
  const foreign = [profile.unit, ...Object.values(profile.units ?? {})].find(
    (unit) => unit !== undefined && !own.includes(unit),
  );
  if (foreign !== undefined) return `${foreign} is no unit of a ${kind}`;
  if (kind === 'dosimeter') {
    return profile.windowS === undefined ? 'windowS is missing: seconds that a value covers' : null;
  }
  const saysRest = profile.status?.stable !== undefined && groupsOf(profile).includes('status');
  if (!saysRest && profile.equalReadings === undefined) {
    return 'it does not say when the scale is at rest: a group status and status.stable, or equalReadings';
  }
  return null;
}

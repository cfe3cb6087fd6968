import { z } from 'zod';
import {
  INSTRUMENT_KINDS,
  isFirst,
  MOST_INSTRUMENTS,
  PROTOCOL_IDS,
  PROTOCOL_KINDS,
  SCALE_CLASSES,
  type InstrumentKind,
  type ProtocolId,
} from './instrument.ts';
import { genericProfileSchema, profileProblem, type GenericProfile } from './generic-profile.ts';
import { parseLineSettings } from './line-settings.ts';
import { readLoad } from './mass.ts';

/**
 * The bench's first instrument of a kind is named after the kind: rules and records know it by that
 * name. Further ones are numbered from 2 to 9.
 */
const ID = new RegExp(`^(${INSTRUMENT_KINDS.join('|')})(-[2-9])?$`);

export const instrumentId = z
  .string()
  .regex(ID, `the bench's instruments are ${INSTRUMENT_KINDS.join(', ')}, further ones scale-2, …`);

/** `SimulatedDetector` where somebody writes it down. */
export const cpmPerMicrosievert = z.number().min(1).max(2000).exactOptional();

interface Listed {
  readonly id: string;
  readonly kind?: InstrumentKind | undefined;
  readonly protocol: ProtocolId;
  readonly profile?: GenericProfile | undefined;
  readonly verification?: object | undefined;
  readonly tare?: 'none' | undefined;
  readonly unit?: 'kg' | 'lb' | undefined;
}

/** Why an instrument's profile does not do, or null. */
function wrongProfile({ protocol, profile }: Listed): string | null {
  const generic = protocol === 'generic-scale' || protocol === 'generic-dosimeter';
  if (!generic) return profile === undefined ? null : `${protocol} takes no profile`;
  if (profile === undefined) return `${protocol} needs a profile: how its lines are read`;
  return profileProblem(profile, protocol === 'generic-scale' ? 'scale' : 'dosimeter');
}

/**
 * For `superRefine`: each instrument is there once, speaks a protocol of its kind, and is a further one
 * only where there is a first one. 12 are the most: the snapshot for the screen has a limit.
 */
export function checkInstruments(
  instruments: readonly Listed[],
  context: z.RefinementCtx<unknown>,
): void {
  const refuse = (index: number, field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [index, field], message });
  instruments.forEach((instrument, index) => {
    const { id, kind, protocol } = instrument;
    const profileWrong = wrongProfile(instrument);
    if (profileWrong !== null) refuse(index, 'profile', profileWrong);
    const spoken = PROTOCOL_KINDS[protocol];
    if (instrument.tare !== undefined && spoken !== 'scale') {
      refuse(index, 'tare', `${id} is no scale: it has no tare`);
    }
    if (instrument.unit !== undefined && protocol !== 'toledo-8217') {
      refuse(index, 'unit', `only toledo-8217 takes a unit: ${protocol} has its own`);
    }
    if (instrument.verification !== undefined && spoken !== 'scale') {
      refuse(index, 'verification', `${id} is no scale: class, e, Min and Max are a scale's`);
    }
    const first = isFirst({ id, kind: spoken });
    if (index >= MOST_INSTRUMENTS) {
      refuse(index, 'id', `a bench has ${MOST_INSTRUMENTS} instruments at most`);
    } else if (instruments.findIndex((other) => other.id === id) < index) {
      refuse(index, 'id', `there is a ${id} already; a further one is ${spoken}-2, ${spoken}-3, …`);
    } else if (kind !== undefined && kind !== spoken) {
      refuse(index, 'kind', `${protocol} is the protocol of a ${spoken}, not of a ${kind}`);
    } else if (!first && !id.startsWith(`${spoken}-`)) {
      refuse(index, 'id', `${protocol} is the protocol of a ${spoken}: its id is ${spoken}`);
    } else if (!first && !instruments.some((other) => other.id === spoken)) {
      refuse(index, 'id', `${id} is a further ${spoken}, and there is none called ${spoken}`);
    }
  });
}

const lineSettings = z.string().refine((text) => parseLineSettings(text).ok, {
  error: ({ input }) => `"${String(input)}" are no line settings; write them like 9600-8N1`,
});

const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1).max(1000),
    settings: lineSettings.exactOptional(),
    identity: z.string().min(1).max(300).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535),
  }),
  z.strictObject({ kind: z.literal('virtual'), seed: z.number().int(), cpmPerMicrosievert }),
  z.strictObject({ kind: z.literal('replay'), file: z.string().min(1).max(1000) }),
]);

const detectorSchema = z.strictObject({
  cpmPerMicrosievert: z.number().min(0.1).max(100_000),
  deadTimeUs: z.number().min(0).max(1000).exactOptional(),
});

const load = z.string().refine((text) => (readLoad(text) ?? 0) > 0, {
  error: ({ input }) => `"${String(input)}" is no load; write it like 40 g or 6 kg`,
});

/** What the type plate of a scale says. */
const verificationSchema = z
  .strictObject({
    class: z.enum(SCALE_CLASSES),
    e: load,
    min: load,
    max: load,
    due: z.iso.date('write the day as 2027-03-31').exactOptional(),
  })
  .refine(({ min, max }) => (readLoad(min) ?? 0) < (readLoad(max) ?? 0), {
    path: ['min'],
    message: 'min is not below max',
  });

/** One instrument as it is configured. */
export const instrumentSchema = z.strictObject({
  id: instrumentId,
  kind: z.enum(INSTRUMENT_KINDS),
  protocol: z.enum(PROTOCOL_IDS),
  transport: transportSchema,
  calibrationDue: z.iso.date('write the day as 2027-03-31').exactOptional(),
  profile: genericProfileSchema.exactOptional(),
  detector: detectorSchema.exactOptional(),
  verification: verificationSchema.exactOptional(),
  tare: z.literal('none').exactOptional(),
  unit: z.enum(['kg', 'lb']).exactOptional(),
});

/** The instruments of a bench, as `instruments.yaml` and the setup page have them. */
export const benchInstruments = z.array(instrumentSchema).superRefine(checkInstruments);

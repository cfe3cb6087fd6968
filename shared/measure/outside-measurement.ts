import { z } from 'zod';
import { LONGEST_ID } from '../manifest/limits.ts';
import { DOSE_RATE_UNITS } from './reading.ts';

/** What a measurement is of (ANSI N42.42-2011, `MeasurementClassCode`). */
export const MEASUREMENT_CLASSES = [
  'foreground',
  'background',
  'calibration',
  'intrinsic-activity',
  'not-specified',
] as const;
export type MeasurementClass = (typeof MEASUREMENT_CLASSES)[number];

/** What an officer has to know of how a measurement was read, beside what is missing in it. */
export const MEASUREMENT_NOTES = [
  /** The time has no zone: it is no moment, so there is none. */
  'no-zone',
  'time-unread',
  /** A dose rate has no unit, or one that is no unit of dose rate. */
  'unit-unknown',
  /** Counts are the sum of a spectrum. */
  'summed',
  /** Counts that are there are not said to be of one detector, or cannot be summed. */
  'counts-unclear',
  /** The file has further measurements; those with alarms and the highest dose rates are kept. */
  'further',
  /** The file does not say which item it is of: its name does, or whoever imported it. */
  'item-by-name',
  'item-given',
] as const;
export type MeasurementNote = (typeof MEASUREMENT_NOTES)[number];

/** Characters of a text of another instrument at most; what is longer ends in `…`. */
export const LONGEST_OUTSIDE_TEXT = 200;
export const LONGEST_REMARK = 500;
/** Alarms and nuclides of one measurement at most, each. */
export const MOST_FINDINGS = 20;

const text = z.string().min(1).max(LONGEST_OUTSIDE_TEXT);
const amount = z.number().nonnegative().nullable();
/** As the file gives it; a roentgen is converted where the site's factor is known. */
const doseRate = z
  .strictObject({ value: z.string().regex(/^\d+(\.\d+)?$/), unit: z.enum(DOSE_RATE_UNITS) })
  .nullable();

/**
 * One measurement of an item by an instrument that is not at this bench. What its file does not say
 * is null, never zero.
 */
export const storedMeasurementSchema = z.strictObject({
  item: z.string().min(1).max(LONGEST_ID),
  /** Its place among those that are kept of its file, counted from 1. */
  number: z.int().positive(),
  of: z.enum(MEASUREMENT_CLASSES),
  instrument: z.strictObject({
    /** As the file names the class: "Radionuclide Identifier". */
    kind: text.nullable(),
    manufacturer: text.nullable(),
    model: text.nullable(),
    serial: text.nullable(),
  }),
  /** Begin of the measurement, ISO 8601 with its zone. */
  measuredAt: z.string().max(40).nullable(),
  /** In seconds. */
  realS: amount,
  liveS: amount,
  /** Pulses over the measurement. */
  gammaCounts: amount,
  neutronCounts: amount,
  /** The only one that the measurement gives. */
  doseRate,
  /** The highest where it gives several. */
  maxDoseRate: doseRate,
  /** Those of neutrons first. */
  alarms: z
    .array(z.strictObject({ category: text.nullable(), description: text.nullable() }))
    .max(MOST_FINDINGS),
  /** Nuclides that the instrument says it has identified; confidence as it writes it. */
  nuclides: z
    .array(z.strictObject({ name: text, confidence: text.nullable(), category: text.nullable() }))
    .max(MOST_FINDINGS),
  /** Free text, which may name people. */
  remark: z.string().min(1).max(LONGEST_REMARK).nullable(),
  notes: z.array(z.enum(MEASUREMENT_NOTES)),
});
export type StoredMeasurement = z.output<typeof storedMeasurementSchema>;
export type OutsideDoseRate = NonNullable<StoredMeasurement['doseRate']>;

/** A measurement with where it is from. */
export type OutsideMeasurement = StoredMeasurement & {
  /** Name of the file without folder. */
  readonly file: string;
  /** Of the file, hex. */
  readonly sha256: string;
};

/** Whether two are the same measurement, also where its file was imported twice. */
export function isSameMeasurement(one: OutsideMeasurement, other: OutsideMeasurement): boolean {
  return one.sha256 === other.sha256 && one.number === other.number && one.item === other.item;
}

/** Whether it says something of the item: what does not say what it is of may. */
export function isOfItem({ of }: Pick<StoredMeasurement, 'of'>): boolean {
  return of === 'foreground' || of === 'not-specified';
}

/** Whether the other instrument found something in the item: it gave an alarm or names a nuclide. */
export function isAlarming(measurement: StoredMeasurement): boolean {
  const { alarms, nuclides } = measurement;
  return isOfItem(measurement) && alarms.length + nuclides.length > 0;
}

const NEUTRON = /neutron/i;

/** Whether an alarm is one of neutrons, by its category or by what it says. */
export function isNeutronAlarm({
  category,
  description,
}: StoredMeasurement['alarms'][number]): boolean {
  return NEUTRON.test(category ?? '') || NEUTRON.test(description ?? '');
}

/** Element and mass number, either way round: Cs-137, Tc-99m, 137Cs. */
const NUCLIDE = /^(?:[A-Z][A-Za-z]?[- ]?\d{1,3}m?\d?|\d{1,3}m?\d?[- ]?[A-Z][a-z]?)$/;
/** Codes of `RadAlarmCategoryCode` (ANSI N42.42-2011; from memory, verify). */
const ALARM_CATEGORY = /^(?:alpha|beta|gamma|neutron|x-?ray|isotope|other)$/i;

/** Whether what stands for a nuclide is the name of one; other text may name people. */
export function isNuclide(name: string): boolean {
  return NUCLIDE.test(name);
}

/** Whether what stands for the category of an alarm is one; other text may name people. */
export function isAlarmCategory(category: string): boolean {
  return ALARM_CATEGORY.test(category);
}

/**
 * What was found, and by what, in words: "Gamma alarm, Cs-137 (identiFINDER R425)". Recorded in clear: without
 * the file's free texts.
 */
export function findingsText({ alarms, nuclides, instrument }: StoredMeasurement): string {
  const categories = alarms.map(({ category }) =>
    category !== null && isAlarmCategory(category) ? `${category} alarm` : 'unnamed alarm',
  );
  const names = nuclides.map(({ name }) => (isNuclide(name) ? name : 'unnamed nuclide'));
  const found = [...new Set([...categories, ...names])].join(', ');
  const by = instrument.model ?? instrument.manufacturer ?? instrument.kind;
  return by === null ? found : `${found} (${by})`;
}

import { toMicrosieverts } from '../measure/dose-rate.ts';
import type { DoseRateUnit } from '../measure/reading.ts';
import type { Scenario, ScenarioParcel } from './scenario.ts';
import { PARCEL_FACES, type HoldDistance, type ParcelFace } from './virtual-bench.ts';

/** What is inside a simulated parcel; dose rates in uSv/h, background included. */
export interface HiddenSource {
  readonly background: number;
  /** How far behind each face the source lies, in metres. */
  readonly depthM: number;
  /** At contact; a face that is not named shows the background. */
  readonly contact: Readonly<Partial<Record<ParcelFace, number>>>;
}

/** Natural background where a scenario's dosimeter names none, as the simulated tube has it. */
const BACKGROUND = '0.12 uSv/h';

const METRES: Readonly<Record<HoldDistance, number>> = {
  contact: 0,
  '0.1m': 0.1,
  '0.5m': 0.5,
  '1m': 1,
};

function rateOf(text: string): number {
  const [value = '', unit = ''] = text.split(' ');
  return toMicrosieverts(value, unit as DoseRateUnit) ?? 0;
}

/** What is left of the increase at contact, 1 at contact. */
function share(distance: HoldDistance, depthM: number): number {
  return (depthM / (depthM + METRES[distance])) ** 2;
}

/** What a face adds to the background at contact; a dose rate at 1 m is led back by the model. */
function atContact(step: { source: string; distance?: string | undefined }, scenario: Scenario) {
  const background = backgroundOf(scenario);
  const added = Math.max(0, rateOf(step.source) - background);
  const distance: HoldDistance = step.distance === '1m' ? '1m' : 'contact';
  return background + added / share(distance, scenario.sourceDepthM);
}

/** The scenario's background in uSv/h. */
export function backgroundOf({ instruments }: Pick<Scenario, 'instruments'>): number {
  return rateOf(instruments.find(({ id }) => id === 'dosimeter')?.background ?? BACKGROUND);
}

/**
 * What a parcel shows at each face: its `faces`, else what its steps hold to the dosimeter. A step
 * that names no face is the same on all of them.
 */
export function hiddenSource(parcel: ScenarioParcel, scenario: Scenario): HiddenSource {
  const contact: Partial<Record<ParcelFace, number>> = {};
  const show = (face: ParcelFace, rate: number): void => {
    if (rate > backgroundOf(scenario)) contact[face] = Math.max(rate, contact[face] ?? 0);
  };
  for (const [face, rate] of Object.entries(parcel.faces ?? {})) {
    show(face as ParcelFace, rateOf(rate));
  }
  for (const step of parcel.faces === undefined ? parcel.steps : []) {
    if (!('source' in step)) continue;
    const named = PARCEL_FACES.filter((face) => face === step.face);
    for (const face of named.length > 0 ? named : PARCEL_FACES) {
      show(face, atContact(step, scenario));
    }
  }
  return { background: backgroundOf(scenario), depthM: scenario.sourceDepthM, contact };
}

/**
 * Dose rate in uSv/h that a dosimeter shows before a face, background included:
 * `background + net at contact * (depth / (depth + distance))^2`.
 *
 * A teaching model, no dosimetry: one point source that lies `depthM` behind the face, and the
 * inverse-square law of a point source (G. F. Knoll, Radiation Detection and Measurement, 4th ed.,
 * chapter 4, solid angle and detection efficiency). Walls, scatter, the size of the detector and what
 * comes through the other faces are left out: a face without a source shows the background.
 */
export function doseRateAt(source: HiddenSource, face: ParcelFace, distance: HoldDistance): number {
  const added = (source.contact[face] ?? source.background) - source.background;
  return source.background + added * share(distance, source.depthM);
}

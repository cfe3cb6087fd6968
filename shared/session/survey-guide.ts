import { SURVEY_FACES, type Face } from './events.ts';
import { contactFaces } from './faces.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

/** What to measure next. */
export interface GuideStep {
  /** A face, the place that a survey found or that is owed (hold there), or a reading at 1 m. */
  readonly step: 'face' | 'maximum' | 'one-metre';
  readonly face: Face;
}

/** Where the six-face protocol stands for this parcel. */
export interface Guide {
  /** Null when as much is measured as is asked for. */
  readonly next: GuideStep | null;
  /** Faces measured at contact, and how many this parcel needs. */
  readonly facesDone: number;
  readonly facesNeeded: number;
  /** A reading at 1 m is asked for while an alarm is open. */
  readonly oneMetre: 'done' | 'left' | 'not-needed';
}

/** Where a survey without an alarm was highest, as long as no dwell has measured anything. */
function maximumFace({ surveyed, finished }: SessionState): Face | null {
  return finished.length > 0 ? null : (surveyed.at(-1)?.maximum?.face ?? null);
}

/**
 * The protocol (domain practice, from memory, verify): at contact, one face after the other; hold where
 * the maximum is; at 1 m when there is an alarm. A clean parcel needs one dwell, of whichever face. An
 * officer may do fewer: what depends on it stays unexplained.
 *
 * @returns null where nobody shall stay to measure: at the step-back rate, neutrons, a tube overrun
 */
export function guideOf(
  state: SessionState,
  { faces: afterAlarm, stepBack }: BenchPolicy['radiation'],
): Guide | null {
  const { alarm, finished, openFaces, peak, saturated, instrumentAlarms } = state;
  const neutrons = instrumentAlarms.some((name) => /neutron/i.test(name));
  if (saturated || neutrons || (peak !== null && peak >= stepBack)) return null;
  const done = contactFaces(finished).filter(({ face }) => !openFaces.includes(face));
  const facesNeeded = alarm ? afterAlarm : 1;
  const counted = alarm ? done.filter(({ face }) => face !== 'unspecified') : done;
  const atOneMetre = finished.some(({ distance }) => distance === '1m');
  const oneMetre = !alarm ? 'not-needed' : atOneMetre ? 'done' : 'left';
  return {
    next: nextStep(state, counted.length < facesNeeded, oneMetre),
    facesDone: counted.length,
    facesNeeded,
    oneMetre,
  };
}

function nextStep(
  state: SessionState,
  facesLeft: boolean,
  oneMetre: Guide['oneMetre'],
): GuideStep | null {
  const place = state.openFaces[0] ?? maximumFace(state);
  if (place !== null) return { step: 'maximum', face: place };
  const measured = contactFaces(state.finished).map(({ face }) => face);
  const face = SURVEY_FACES.find((one) => !measured.includes(one));
  if (facesLeft && face !== undefined) return { step: 'face', face };
  if (oneMetre !== 'left') return null;
  const highest = contactFaces(state.finished).toSorted(
    (one, other) => other.doseRate - one.doseRate,
  );
  return { step: 'one-metre', face: highest[0]?.face ?? 'unspecified' };
}

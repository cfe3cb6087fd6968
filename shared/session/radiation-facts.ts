import type { Goods } from '../goods/classifier.ts';
import {
  findingsText,
  isAlarming,
  isNeutronAlarm,
  type OutsideMeasurement,
} from '../measure/outside-measurement.ts';
import { SURFACE_LIMIT } from '../radiation/surface-limit.ts';
import type { Fact } from '../rules/facts.ts';
import {
  absent,
  declared,
  doseFact,
  FACT_INSTRUMENTS,
  known,
  MANIFEST_FAULT,
  NOT_YET,
  truth,
  unmeasured,
} from './known-facts.ts';
import type { FaceResult } from './events.ts';
import { alikeWithin, contactFaces, latestByFace } from './faces.ts';
import { naturalGoods, type NaturalStanding } from './natural-goods.ts';
import type { BenchPolicy } from './policy.ts';
import { radiationDetailFacts } from './radiation-detail-facts.ts';
import type { SessionState } from './state.ts';

/**
 * Away from the surface, or at a distance that nobody knows, what a parcel shows at contact is hidden
 * in the background. Nor is it known of a face that was begun and has no result.
 */
function isMeasured({ finished, dwellOwed }: SessionState): boolean {
  return finished.some(({ distance }) => distance === 'contact') && !dwellOwed;
}

/** What a survey or a further dosimeter alarmed at, in uSv/h, where no dwell has measured it since. */
function alarmedElsewhere(state: SessionState): readonly number[] {
  const { surveyAlarms, openFaces, seconds } = state;
  const surveyed = surveyAlarms.filter(
    ({ survey, face }) => survey === state.survey || openFaces.includes(face),
  );
  return [...surveyed, ...seconds.filter(({ alarm }) => alarm)].map(({ doseRate: rate }) => rate);
}

/** Mean of the finished dwells; where an alarmed dwell was broken off, what it had shown by then. */
function doseRate(state: SessionState, noDose: Fact): Fact {
  if (isMeasured(state) || (state.alarm && state.finished.length > 0)) {
    const rates = state.finished.map((result) => result.doseRate);
    return doseFact(Math.max(...rates, ...alarmedElsewhere(state)));
  }
  const brokenOff = state.alarm && state.dwell === null && state.peak !== null;
  return brokenOff ? doseFact(state.peak) : noDose;
}

/**
 * Whether the faces look like goods that are radioactive throughout: as many named faces as the site
 * asks for, each above the background, what they add to it within a factor of two. A hot spot is not,
 * whatever is declared. What a reading at 1 m adds says nothing of a face.
 */
function isDistributed(finished: readonly FaceResult[], needed: number): boolean {
  const faces = latestByFace(finished);
  const named = faces.filter(({ face }) => face !== 'unspecified');
  if (named.length < needed || named.length < faces.length) return false;
  const alike = faces.every(({ result, distance }) => result === 'alarm' && distance === 'contact');
  const near = finished.filter(({ distance }) => distance === 'contact');
  return alike && alikeWithin(near.map((result) => result.netDoseRate));
}

/** What of the declared goods may explain an alarm; null before one, and without a declaration. */
function naturalOf(
  { alarm, declaration }: SessionState,
  { naturalRadioactivity, radiation }: BenchPolicy,
  knowledge: () => Goods,
): NaturalStanding | null {
  if (!alarm || declaration.state !== 'value') return null;
  return naturalGoods(
    declaration.item,
    naturalRadioactivity,
    radiation.naturalGoodsPercent,
    knowledge,
  );
}

function naturalFact(state: SessionState, natural: NaturalStanding | null): Fact {
  if (!state.alarm) return absent('there is no alarm to explain');
  return declared(state, () =>
    natural === null ? NOT_YET : known([natural.standing], natural.shown),
  );
}

function explained(state: SessionState, policy: BenchPolicy, natural: NaturalStanding | null) {
  if (!state.alarm) return truth(false);
  const quiet =
    state.alarm &&
    !state.saturated &&
    !state.dwellOwed &&
    state.openFaces.length === 0 &&
    state.survey === null &&
    state.instrumentAlarms.length === 0;
  const low = state.peak !== null && state.peak <= SURFACE_LIMIT;
  const distributed = isDistributed(state.finished, policy.radiation.faces);
  if (natural === null || !quiet || !low || !distributed) return truth(false);
  if (natural.standing === 'share-unknown') return absent(natural.shown);
  if (natural.standing !== 'most') return truth(false);
  // More than such goods ever show is something in them, or something else.
  const { atMost, what } = natural.goods;
  if (contactFaces(state.finished).some(({ netDoseRate: net }) => net > atMost))
    return truth(false);
  const faces = latestByFace(state.finished).map(
    ({ face, doseRate: rate }) => `${face} ${rate.toPrecision(2)} uSv/h`,
  );
  return truth(true, `${what}, ${faces.join(', ')}`);
}

function awayFact({ peak, peakAway }: SessionState, noDose: Fact): Fact {
  if (peakAway !== null) return doseFact(peakAway);
  return peak === null ? noDose : absent('measured at contact only');
}

/**
 * What other instruments found. That they found nothing is known from the look-up, and says nothing of
 * what this bench measures.
 */
function outsideFact(
  { declaration, outside }: SessionState,
  counts: (measurement: OutsideMeasurement) => boolean,
): Fact {
  const found = outside.filter((measurement) => isAlarming(measurement) && counts(measurement));
  if (found.length > 0) return truth(true, [...new Set(found.map(findingsText))].join('; '));
  if (declaration.state === 'not-yet') return NOT_YET;
  return declaration.state === 'fault' ? MANIFEST_FAULT : truth(false);
}

const isTrue = (fact: Fact): boolean => fact.state === 'value' && fact.value === true;
const isNeutron = (alarm: string): boolean => /neutron/i.test(alarm);

/** Facts of radiation. */
export function radiationFacts(state: SessionState, policy: BenchPolicy, goods: () => Goods) {
  const noDose = unmeasured(state, FACT_INSTRUMENTS.doseRate);
  /** What a finished measurement would have shown. */
  const seen = (value: boolean, what: string | null = null): Fact =>
    value || isMeasured(state) ? truth(value, what) : noDose;
  const { instrumentAlarms: alarms, peak } = state;
  const neutrons = alarms.filter(isNeutron);
  const detail = radiationDetailFacts(state);
  const natural = naturalOf(state, policy, goods);
  const contradicted = [detail['radiation.class-7'], detail['radiation.dosimeters-disagree']].some(
    isTrue,
  );
  return {
    'radiation.alarm': seen(state.alarm),
    // Class 7 is no goods that are radioactive by nature, and one of two dosimeters may be wrong.
    'radiation.explained': contradicted ? truth(false) : explained(state, policy, natural),
    'radiation.natural-goods': naturalFact(state, natural),
    'radiation.instrument-alarm': seen(alarms.length > 0, alarms.join(', ')),
    'radiation.neutron-alarm': seen(neutrons.length > 0, neutrons.join(', ')),
    'radiation.outside-alarm': outsideFact(state, () => true),
    'radiation.outside-neutron-alarm': outsideFact(state, ({ alarms: outside }) =>
      outside.some(isNeutronAlarm),
    ),
    'radiation.saturated': truth(state.saturated),
    'radiation.dose-rate': doseRate(state, noDose),
    'radiation.peak-dose-rate': peak === null ? noDose : doseFact(peak),
    'radiation.peak-at-1m': awayFact(state, noDose),
    ...detail,
  };
}

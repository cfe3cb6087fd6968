import { isOfItem } from '../measure/outside-measurement.ts';
import { SURVEY_FACES, type FaceResult, type SecondResult } from './events.ts';
import { absent, known, MANIFEST_FAULT, NOT_YET, truth } from './known-facts.ts';
import { alikeWithin, contactFaces } from './faces.ts';
import type { SessionState } from './state.ts';
import type { Fact } from '../rules/facts.ts';

/**
 * Radioactive material that the post may carry: excepted packages of a limited quantity, and instruments
 * or articles (SSR-6, paragraphs 580 and 581; from memory, verify). Other class 7 is no excuse.
 */
const OF_THE_POST: readonly string[] = ['2910', '2911'];

/** What says that it is, in words: the label first, for it is on the parcel itself. */
function saysClass7({ labels, declaration }: SessionState): string | null {
  if (labels?.hazards.includes('class-7')) return 'label of class 7';
  const noted = labels?.un.find((number) => OF_THE_POST.includes(number));
  if (noted !== undefined) return `UN${noted} on the parcel`;
  if (declaration.state !== 'value') return null;
  const written = declaration.item.lines.flatMap(({ description }) => [
    ...(description ?? '').matchAll(/\bUN[\s-]?(\d{4})\b/gi),
  ]);
  const [found] = written
    .flatMap(([, number]) => (number === undefined ? [] : [number]))
    .filter((number) => OF_THE_POST.includes(number));
  return found === undefined ? null : `UN${found} declared`;
}

/** Nothing that says so is no statement that it is not: labels may not have been looked at. */
function class7Fact(state: SessionState): Fact {
  const what = saysClass7(state);
  if (what !== null) return truth(true, what);
  const { declaration, labels } = state;
  if (declaration.state === 'not-yet') return NOT_YET;
  if (declaration.state === 'fault') return MANIFEST_FAULT;
  if (declaration.state === 'value' && labels !== null) return truth(false);
  return absent('neither declaration nor noted labels say that it is');
}

const byRate = (one: FaceResult, other: FaceResult): number => other.netDoseRate - one.netDoseRate;

/**
 * A source in one place: the highest face alarms and adds more than `alikeWithin` times what the lowest
 * does. One that looks like it stays one, whichever faces are still to be measured.
 */
function hotSpotFact({ finished, openFaces }: SessionState): Fact {
  const faces = contactFaces(finished).filter(({ face }) =>
    SURVEY_FACES.some((one) => one === face),
  );
  const sorted = faces.toSorted(byRate);
  const [highest, lowest] = [sorted[0], sorted.at(-1)];
  if (highest === undefined || lowest === undefined || highest === lowest) {
    return absent('fewer than two faces were measured');
  }
  if (highest.result === 'alarm' && !alikeWithin([highest.netDoseRate, lowest.netDoseRate])) {
    const inWords = ({ face, doseRate }: FaceResult): string =>
      `${face} ${doseRate.toPrecision(2)} uSv/h`;
    return truth(true, `${inWords(highest)}, ${inWords(lowest)}`);
  }
  return openFaces.length > 0 ? absent('a face has to be measured again') : truth(false);
}

/** The latest result of each further dosimeter at each face: measured again, it counts anew. */
function latestSeconds(seconds: readonly SecondResult[]): readonly SecondResult[] {
  return [...new Map(seconds.map((one) => [`${one.instrument} ${one.face}`, one])).values()];
}

function disagreeFact({ seconds }: SessionState): Fact {
  const compared = latestSeconds(seconds).filter(({ agrees }) => agrees !== null);
  if (compared.length === 0) return absent('no second dosimeter measured this item');
  const apart = compared.filter(({ agrees }) => agrees === false);
  const words = apart.map(
    ({ instrument, face, doseRate, first }) =>
      `${face}: ${first.toPrecision(2)} uSv/h, ${instrument} ${doseRate.toPrecision(2)} uSv/h`,
  );
  return truth(apart.length > 0, words.join('; '));
}

function nuclidesFact({ declaration, outside }: SessionState): Fact {
  const named = outside
    .filter(isOfItem)
    .flatMap(({ nuclides }) => nuclides.map(({ name }) => name));
  const names = [...new Set(named)];
  if (names.length > 0) return known(names, names.join(', '));
  if (declaration.state === 'not-yet') return NOT_YET;
  return declaration.state === 'fault' ? MANIFEST_FAULT : absent('no instrument named one');
}

/** Facts that tell of what kind a source is. */
export function radiationDetailFacts(state: SessionState) {
  return {
    'radiation.class-7': class7Fact(state),
    'radiation.hot-spot': hotSpotFact(state),
    'radiation.dosimeters-disagree': disagreeFact(state),
    'radiation.nuclides': nuclidesFact(state),
  };
}

import { isOfItem } from '../measure/outside-measurement.ts';
import { SURVEY_FACES, type FaceResult, type SecondResult } from './events.ts';
import { absent, known, MANIFEST_FAULT, NOT_YET, truth } from './known-facts.ts';
import { alikeWithin, contactFaces } from './faces.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';
import { hsCodesOf } from './tariff-facts.ts';
import type { Fact } from '../rules/facts.ts';

type Class7 = BenchPolicy['radiation']['class7'];

/** What says that it is class 7, in words: the label first, for it is on the parcel itself. */
function saysClass7({ labels, declaration }: SessionState, { un, hs }: Class7): string | null {
  if (labels?.hazards.includes('class-7')) return 'label of class 7';
  const noted = labels?.un.find((number) => un.includes(number));
  if (noted !== undefined) return `UN${noted} on the parcel`;
  if (declaration.state !== 'value') return null;
  const { lines } = declaration.item;
  for (const { description } of lines) {
    const written = [...(description ?? '').matchAll(/\bUN[\s-]?(\d{4})\b/gi)];
    const found = written.find(([, number]) => number !== undefined && un.includes(number));
    if (found !== undefined) return `UN${found[1] ?? ''} declared`;
  }
  const code = hsCodesOf(declaration.item).find((one) => hs.some((begin) => one.startsWith(begin)));
  return code === undefined ? null : `HS ${code} declared`;
}

/** Nothing that says so is no statement that it is not: labels may not have been looked at. */
function class7Fact(state: SessionState, class7: Class7): Fact {
  const what = saysClass7(state, class7);
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
export function radiationDetailFacts(state: SessionState, { radiation }: BenchPolicy) {
  return {
    'radiation.class-7': class7Fact(state, radiation.class7),
    'radiation.hot-spot': hotSpotFact(state),
    'radiation.dosimeters-disagree': disagreeFact(state),
    'radiation.nuclides': nuclidesFact(state),
  };
}

import type { LicenceCover, PartiesLookedUp, PartyHistory } from '../parties/looked-up.ts';
import type { PartyRole } from '../parties/party.ts';
import { isCertain, type WatchHit } from '../parties/watch-index.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, NOT_YET, truth } from './known-facts.ts';
import { patternFacts } from './pattern-facts.ts';
import type { BenchPolicy } from './policy.ts';
import { endsOf } from './route-facts.ts';
import type { SessionState } from './state.ts';

const FAULT: Fact = { state: 'fault', code: 'instrument-error', instrument: 'party-look-up' };

const NOBODY_ASKED = absent('nobody looks parties up here');

/** Which list and entry, what of the declaration, how near; facts are in clear, so no name. */
function showHit(hit: WatchHit): string {
  const { list, entry, party, field, kind, nearness, otherCountry, mixedScripts } = hit;
  const near = kind === 'exact' ? 'as written' : `${kind} ${nearness.toFixed(2)}`;
  const elsewhere = otherCountry ? ', another country' : '';
  const mixed = mixedScripts === true ? ', letters of several scripts in one word' : '';
  return `${list}: entry ${entry}, ${field} of ${party}, ${near}${elsewhere}${mixed}`;
}

function watchFact(
  { lists, hits, moreHits }: PartiesLookedUp,
  counts: (hit: WatchHit) => boolean,
): Fact {
  if (lists.length === 0) return absent('the site has no watch list');
  const found = hits.filter(counts).map(showHit);
  const more = moreHits > 0 ? [`${moreHits} more`] : [];
  const expired = lists.filter((one) => one.expired).map(({ list }) => `${list} is expired`);
  return found.length === 0
    ? known(false, ['false', ...expired].join('; '))
    : known(true, [...found, ...more, ...expired].join('; '));
}

function findings(of: PartyHistory | null, role: PartyRole): Fact {
  if (of === null) return absent(`the declaration does not name the ${role}`);
  const last = of.lastFinding === null ? '' : `, the last on ${of.lastFinding}`;
  return known(of.findings, `${of.findings}${last}`);
}

/** Enough of them to be no chance, by number and by share of the party's decided items. */
function notable(of: PartyHistory | null, role: PartyRole, trade: BenchPolicy['trade']): Fact {
  if (of === null) return absent(`the declaration does not name the ${role}`);
  const share = (of.findings / Math.max(1, of.findings + of.released)) * 100;
  return truth(
    of.findings >= trade.historyFindings && share >= trade.historyPercent,
    `${of.findings} of ${of.findings + of.released} items`,
  );
}

function isKnown(sender: PartyHistory | null): Fact {
  if (sender === null) return absent('the declaration does not name the sender');
  const { released, findings: found } = sender;
  return truth(released > 0 && found === 0, `${released} released here`);
}

type Licences = PartiesLookedUp['licences'];
const NO_TABLE: Fact = absent('the site has no table of licences');

function missing(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  const { needed, cover } = licences;
  const without = needed.filter(
    (category) => !cover.some(({ categories }) => categories.includes(category)),
  );
  if (without.length > 0) return truth(true, without.join(', '));
  const held = cover.map(({ number, party }) => `${number} of the ${party}`);
  return known(false, held.length === 0 ? 'no licence is needed' : held.join(', '));
}

const rounded = (amount: number): string => String(Math.round(amount * 1000) / 1000);

function showBalance({ number, unit, quota, used, usedUnknown, amount }: LicenceCover): string {
  const left = rounded((quota ?? 0) - used);
  const unsure = usedUnknown === 0 ? '' : `, ${usedUnknown} items of unknown amount not counted`;
  return `${number}: ${amount === null ? '?' : rounded(amount)} of ${left} ${unit ?? ''} left${unsure}`;
}

function exceeded(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  const limited = licences.cover.filter(({ quota }) => quota !== null);
  if (limited.length === 0) return absent('no licence with a quota covers these goods');
  const shown = limited.map(showBalance).join('; ');
  const over = limited.some(
    ({ quota, used, amount }) => amount !== null && used + amount > (quota ?? 0),
  );
  // What is over is over, whatever another line does not say.
  if (over) return known(true, shown);
  const unsaid = limited.some(({ amount }) => amount === null);
  return unsaid
    ? absent(`the declaration does not say how much of the quota it takes (${shown})`)
    : known(false, shown);
}

/**
 * What the site's lists, its licences and the bench's own records say of sender and addressee.
 * @param asked whether somebody is asked for it
 */
export function partyFacts(state: SessionState, asked: boolean, trade: BenchPolicy['trade']) {
  const of = (read: (found: PartiesLookedUp) => Fact): Fact =>
    declared(state, () => {
      if (state.parties.state === 'not-yet') return asked ? NOT_YET : NOBODY_ASKED;
      return state.parties.state === 'fault' ? FAULT : read(state.parties.found);
    });
  const { declaration } = state;
  const destination = declaration.state === 'value' ? endsOf(declaration.item).destination : null;
  return {
    'watch.match': of((found) => watchFact(found, isCertain)),
    'watch.possible': of((found) => watchFact(found, (hit) => !isCertain(hit))),
    'history.sender-findings': of(({ sender }) => findings(sender, 'sender')),
    'history.addressee-findings': of(({ addressee }) => findings(addressee, 'addressee')),
    'history.sender-notable': of(({ sender }) => notable(sender, 'sender', trade)),
    'history.addressee-notable': of(({ addressee }) => notable(addressee, 'addressee', trade)),
    'history.sender-known': of(({ sender }) => isKnown(sender)),
    'licence.missing': of(({ licences }) => missing(licences)),
    'licence.quota-exceeded': of(({ licences }) => exceeded(licences)),
    ...patternFacts((read) => of(({ pattern }) => read(pattern)), trade, destination),
  };
}

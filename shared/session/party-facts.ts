import type { PartiesLookedUp, PartyHistory } from '../parties/looked-up.ts';
import type { PartyRole } from '../parties/party.ts';
import { isCertain, type WatchHit } from '../parties/watch-index.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, NOT_YET, truth } from './known-facts.ts';
import { licenceFacts } from './licence-facts.ts';
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
  return known(of.findings, `${showShare(of)}${last}`);
}

function showShare({ findings: found, released, days }: PartyHistory): string {
  return `${found} of ${found + released} items within ${days} days`;
}

/**
 * Enough of them to be no chance, by number and by share of the party's decided items.
 * @param distinct of a party that is told apart from namesakes, or of all that have its name and country
 */
function notable(
  of: PartyHistory | null,
  role: PartyRole,
  trade: BenchPolicy['trade'],
  distinct: boolean,
): Fact {
  if (of === null) return absent(`the declaration does not name the ${role}`);
  if (of.distinct !== distinct) {
    return absent(
      distinct
        ? `the declaration does not say where the ${role} is: namesakes are not told apart`
        : `the declaration says where the ${role} is`,
    );
  }
  const share = (of.findings / Math.max(1, of.findings + of.released)) * 100;
  return truth(
    of.findings >= trade.historyFindings && share >= trade.historyPercent,
    showShare(of),
  );
}

function isKnown(sender: PartyHistory | null): Fact {
  if (sender === null) return absent('the declaration does not name the sender');
  const { released, findings: found, distinct } = sender;
  if (!distinct) return known(false, 'the declaration does not say where the sender is');
  return truth(released > 0 && found === 0, `${released} released here`);
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
    'history.sender-notable': of(({ sender }) => notable(sender, 'sender', trade, true)),
    'history.addressee-notable': of(({ addressee }) =>
      notable(addressee, 'addressee', trade, true),
    ),
    'history.sender-namesakes': of(({ sender }) => notable(sender, 'sender', trade, false)),
    'history.addressee-namesakes': of(({ addressee }) =>
      notable(addressee, 'addressee', trade, false),
    ),
    'history.sender-known': of(({ sender }) => isKnown(sender)),
    ...licenceFacts(of),
    ...patternFacts((read) => of(({ pattern }) => read(pattern)), trade, destination),
  };
}

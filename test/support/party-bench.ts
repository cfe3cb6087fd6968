import { createPartyLookUp } from '../../electron/core/parties/party-look-up.ts';
import type { Store } from '../../electron/core/store/store.ts';
import type { ManifestItem } from '../../shared/manifest/item.ts';
import { licencesNeeded } from '../../shared/parties/licence-need.ts';
import type { Licence } from '../../shared/parties/licence.ts';
import type { PartiesLookedUp } from '../../shared/parties/looked-up.ts';
import type { WatchList } from '../../shared/parties/watch-list.ts';
import type { Body, NewEvent } from '../../shared/records/event.ts';
import { factsOf } from '../../shared/session/facts.ts';
import type { BenchPolicy } from '../../shared/session/policy.ts';
import { NEW_SESSION, type SessionState } from '../../shared/session/state.ts';
import { step, type SessionInput, type SessionRules } from '../../shared/session/step.ts';
import type { Outcome } from '../../shared/words.ts';
import { found, measured, policy, rules, scanned, weighed } from './session-fixtures.ts';

/** What a site has beside the shipped rules. */
interface Site {
  readonly lists?: readonly WatchList[];
  readonly licences?: readonly Licence[] | null;
  readonly policy?: BenchPolicy;
}

/** A bench that looks parties up in its records, as the station does. */
export interface PartyBench {
  readonly rules: SessionRules;
  /** An item that is scanned, found, looked up, weighed and measured without an alarm. */
  screen(item: ManifestItem, grams: string): SessionState;
  /** Records that the item was screened and how it ended. */
  record(state: SessionState, outcome: Outcome): void;
}

/** @param records an open store; its clock is the bench's */
export function partyBench(records: Store, nowMs: number, site: Site = {}): PartyBench {
  const asking: SessionRules = { ...rules, policy: site.policy ?? policy, asksParties: true };
  const { licences, trade } = asking.policy;
  const parties = createPartyLookUp({
    lists: site.lists ?? [],
    licences: site.licences ?? null,
    gwp: licences.gwp,
    patternDays: trade.patternDays,
    historyDays: trade.historyDays,
    records,
    clock: {
      monotonicMs: () => 0,
      utcMs: () => nowMs,
      after: () => {
        throw new Error('a look-up waits for nothing');
      },
    },
  });
  let screenings = 0;
  const play = (state: SessionState, input: SessionInput): SessionState =>
    step(state, input, asking).state;

  function lookedUp(state: SessionState, item: ManifestItem): PartiesLookedUp {
    const needs = licencesNeeded(factsOf(state, asking), licences.neededFor);
    return parties.find(item, needs, { session: `s${screenings}`, item: item.item_id });
  }
  return {
    rules: asking,
    screen(item, grams) {
      screenings += 1;
      const begun = [scanned(item.item_id), found(item)].reduce(play, NEW_SESSION);
      const known: SessionInput = { kind: 'parties', found: lookedUp(begun, item) };
      return [known, weighed(grams), ...measured(0.12)].reduce(play, begun);
    },
    record(state, outcome) {
      const { parties: known, identity } = state;
      if (known.state !== 'value' || identity === null) throw new Error('nothing was looked up');
      const event = (kind: string, body: Body): NewEvent => ({
        ...{ kind, session: `s${screenings}`, actor: 'B-17', body },
      });
      const { canonical } = identity;
      records.append(
        [
          event('session-opened', {}),
          event('identity-read', { identity: { scheme: 's10', canonical }, source: 'scanner' }),
          event('parties-looked-up', { ...(known.found as unknown as Body), hits: [] }),
          event('decided', { item: canonical, outcome, override: null }),
          event('session-closed', { how: 'decided' }),
        ],
        null,
      );
    },
  };
}

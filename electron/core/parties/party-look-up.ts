import type { Clock } from '../../../shared/clock.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { LicensedGoods } from '../../../shared/parties/licence-need.ts';
import type { Licence } from '../../../shared/parties/licence.ts';
import {
  MOST_HITS,
  type PartiesLookedUp,
  type PartyHistory,
} from '../../../shared/parties/looked-up.ts';
import {
  isNamed,
  partiesOf,
  partyKeys,
  type Party,
  type PartyRole,
} from '../../../shared/parties/party.ts';
import { contactsOf, declaredValue, type TradePattern } from '../../../shared/parties/pattern.ts';
import { isCertain, watchIndex } from '../../../shared/parties/watch-index.ts';
import { isExpired, type WatchList } from '../../../shared/parties/watch-list.ts';
import type { OwnSession, PartyQueries, PartySession } from '../store/party-queries.ts';
import type { Store } from '../store/store.ts';
import { coverOf } from './licence-cover.ts';

/** What is known of sender and addressee of a declaration. */
export interface PartyLookUp {
  /**
   * @param needs what of the item needs a licence; null where nothing says what the goods are
   * @param own the session that asks, whose own item is no history
   * @throws StoreError, or SQLite's error, when the records cannot be read
   */
  find(
    item: ManifestItem,
    needs: readonly LicensedGoods[] | null,
    own: OwnSession,
  ): PartiesLookedUp;
}

/** The part of the store that answers for parties. */
export type PartyRecords = Pick<Store, 'fingerprint' | keyof PartyQueries>;

export interface PartyLookUpOptions {
  readonly lists: readonly WatchList[];
  /** Null when the site has no table of licences. */
  readonly licences: readonly Licence[] | null;
  /** Global warming potentials by `designationKey`. */
  readonly gwp: ReadonlyMap<string, number>;
  /** Days that patterns of trade are looked for in, and the history of a party. */
  readonly patternDays: number;
  readonly historyDays: number;
  readonly records: PartyRecords;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3600 * 1000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How each item of a party ended: with a finding, released, or neither yet. Newest screening first. */
function ends(sessions: readonly PartySession[]) {
  const items = new Map<string, PartySession>();
  for (const [at, session] of sessions.entries()) {
    const { outcome, alarm, item } = session;
    if (outcome === null && !alarm) continue;
    const key = item ?? `unnamed ${at}`;
    const later = items.get(key);
    // What was decided last stands; an alarm that nothing explained stays, whatever was decided over it.
    if (later === undefined) items.set(key, session);
    else if (alarm) items.set(key, { ...later, alarm });
  }
  const all = [...items.values()];
  const isFinding = ({ outcome, alarm }: PartySession): boolean => alarm || outcome !== 'release';
  return { findings: all.filter(isFinding), released: all.filter((one) => !isFinding(one)) };
}

/** Lists are indexed once, here; records are asked each time. */
export function createPartyLookUp(options: PartyLookUpOptions): PartyLookUp {
  const { lists, licences, records, clock, gwp, patternDays, historyDays } = options;
  const index = watchIndex(lists);

  function history(party: Party, own: OwnSession): PartyHistory | null {
    const keys = partyKeys(party);
    if (keys === null) return null;
    const fingerprint = records.fingerprint(keys.party);
    const sinceMs = clock.utcMs() - historyDays * DAY_MS;
    const before = records.partySessions({ fingerprint, role: party.role, sinceMs, ...own });
    const { findings, released } = ends(before);
    const [last] = findings;
    return {
      fingerprint,
      nameFingerprint: records.fingerprint(keys.name),
      distinct: keys.distinct,
      days: historyDays,
      findings: findings.length,
      released: released.length,
      lastFinding: last === undefined ? null : dayOf(last.openedAtMs),
    };
  }

  function pattern(
    item: ManifestItem,
    parties: { readonly [role in PartyRole]: PartyHistory | null },
    own: OwnSession,
  ): TradePattern {
    const sinceMs = clock.utcMs() - patternDays * DAY_MS;
    const itemsOf = (role: PartyRole): number | null => {
      const fingerprint = parties[role]?.fingerprint;
      return fingerprint === undefined
        ? null
        : records.partyItems({ fingerprint, role, sinceMs, ...own });
    };
    const value = declaredValue(item);
    const [sender, addressee] = [parties.sender?.fingerprint, parties.addressee?.fingerprint];
    return {
      days: patternDays,
      sender: itemsOf('sender'),
      addressee: itemsOf('addressee'),
      value,
      pair:
        value === null || sender === undefined || addressee === undefined
          ? null
          : records.pairValues({ sender, addressee, currency: value.currency, sinceMs, ...own }),
      contacts: contactsOf(item).map(({ party, contact, key }) => {
        const fingerprint = records.fingerprint(`${contact} ${key}`);
        const name = parties[party]?.nameFingerprint ?? null;
        const otherNames = records.otherNames({ party, contact, fingerprint, name });
        return { party, contact, fingerprint, otherNames };
      }),
    };
  }

  return {
    find(item, needs, own) {
      const today = dayOf(clock.utcMs());
      const parties = partiesOf(item).filter(isNamed);
      const hits = parties.flatMap((party) => index.match(party));
      const sorted = hits.sort(
        (a, b) => Number(isCertain(b)) - Number(isCertain(a)) || b.nearness - a.nearness,
      );
      const [sender, addressee] = partiesOf(item).map((party) => history(party, own));
      return {
        lists: lists.map((list) => ({
          list: list.list,
          entries: list.entries.length,
          validUntil: list.validUntil,
          expired: isExpired(list, today),
        })),
        hits: sorted.slice(0, MOST_HITS),
        moreHits: Math.max(0, sorted.length - MOST_HITS),
        sender: sender ?? null,
        addressee: addressee ?? null,
        pattern: pattern(item, { sender: sender ?? null, addressee: addressee ?? null }, own),
        licences:
          licences === null
            ? null
            : {
                needed: needs?.map(({ category }) => category) ?? null,
                cover: coverOf({
                  ...{ item, parties, licences, today, gwp, records, own },
                  needs: needs ?? [],
                }),
              },
      };
    },
  };
}

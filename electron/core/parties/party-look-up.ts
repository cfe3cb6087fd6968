import type { Clock } from '../../../shared/clock.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { LicensedGoods } from '../../../shared/parties/licence-need.ts';
import type { Licence } from '../../../shared/parties/licence.ts';
import {
  MOST_HITS,
  type PartiesLookedUp,
  type PartyHistory,
} from '../../../shared/parties/looked-up.ts';
import { isNamed, partiesOf, partyKey, type Party } from '../../../shared/parties/party.ts';
import { watchIndex } from '../../../shared/parties/watch-index.ts';
import { isExpired, type WatchList } from '../../../shared/parties/watch-list.ts';
import type { OwnSession, PartySession } from '../store/party-queries.ts';
import type { Store } from '../store/store.ts';
import { coverOf } from './licence-cover.ts';

/** What is known of sender and addressee of a declaration. */
export interface PartyLookUp {
  /**
   * @param needs what of the item needs a licence
   * @param own the session that asks, whose own item is no history
   * @throws StoreError, or SQLite's error, when the records cannot be read
   */
  find(item: ManifestItem, needs: readonly LicensedGoods[], own: OwnSession): PartiesLookedUp;
}

/** The part of the store that answers for parties. */
export type PartyRecords = Pick<Store, 'fingerprint' | 'partySessions' | 'licenceUse'>;

export interface PartyLookUpOptions {
  readonly lists: readonly WatchList[];
  /** Null when the site has no table of licences. */
  readonly licences: readonly Licence[] | null;
  /** Global warming potentials by `designationKey`. */
  readonly gwp: ReadonlyMap<string, number>;
  readonly records: PartyRecords;
  readonly clock: Clock;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How each item of a party ended: with a finding, released, or neither yet. Newest screening first. */
function ends(sessions: readonly PartySession[]) {
  const items = new Map<string, PartySession>();
  for (const [at, session] of sessions.entries()) {
    const { outcome, alarm, item } = session;
    if (outcome === null && !alarm) continue;
    const key = item ?? `unnamed ${at}`;
    const later = items.get(key);
    // What was decided last stands; an alarm stays, whatever was decided over it.
    if (later === undefined) items.set(key, session);
    else if (alarm) items.set(key, { ...later, alarm });
  }
  const all = [...items.values()];
  const isFinding = ({ outcome, alarm }: PartySession): boolean => alarm || outcome !== 'release';
  return { findings: all.filter(isFinding), released: all.filter((one) => !isFinding(one)) };
}

/** Lists are indexed once, here; records are asked each time. */
export function createPartyLookUp(options: PartyLookUpOptions): PartyLookUp {
  const { lists, licences, records, clock, gwp } = options;
  const index = watchIndex(lists);

  function history(party: Party, own: OwnSession): PartyHistory | null {
    const key = partyKey(party);
    if (key === null) return null;
    const fingerprint = records.fingerprint(key);
    const before = records.partySessions({ fingerprint, role: party.role, ...own });
    const { findings, released } = ends(before);
    const [last] = findings;
    return {
      fingerprint,
      findings: findings.length,
      released: released.length,
      lastFinding: last === undefined ? null : dayOf(last.openedAtMs),
    };
  }

  return {
    find(item, needs, own) {
      const today = dayOf(clock.utcMs());
      const parties = partiesOf(item).filter(isNamed);
      const hits = parties.flatMap((party) => index.match(party));
      const sorted = hits.sort(
        (a, b) =>
          Number(a.kind !== 'exact') - Number(b.kind !== 'exact') || b.nearness - a.nearness,
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
        licences:
          licences === null
            ? null
            : {
                needed: needs.map(({ category }) => category),
                cover: coverOf({ item, parties, needs, licences, today, gwp, records }),
              },
      };
    },
  };
}

import { addressIndex } from './address-words.ts';
import { personsInAddress, personsInName } from './in-care-of.ts';
import { mixesScripts } from './look-alikes.ts';
import type { MatchKind } from './match-name.ts';
import { nameIndex } from './name-index.ts';
import { emailKey, phoneKey, referenceKey, type Party, type PartyRole } from './party.ts';
import type { WatchEntry, WatchList } from './watch-list.ts';

/** Where a declaration and an entry of a list meet, and how. */
export interface WatchHit {
  readonly list: string;
  /** The entry's own id. */
  readonly entry: string;
  readonly party: PartyRole;
  readonly field: 'name' | 'company' | 'address' | 'phone' | 'email' | 'reference';
  readonly kind: MatchKind;
  /** 1 for the same; two decimals. */
  readonly nearness: number;
  /** The entry is of other countries than the party is in: less than it would be otherwise. */
  readonly otherCountry: boolean;
  /** Letters of several scripts stand in one word of the declaration: somebody may be hiding a name. */
  readonly mixedScripts?: true;
  /** As the declaration has it; null once it was erased. */
  readonly declared: string | null;
  /** As the list has it; null once it was erased. */
  readonly listed: string | null;
}

/** As it is written on the list, and where the list says it is. */
export function isCertain({ kind, otherCountry }: WatchHit): boolean {
  return kind === 'exact' && !otherCountry;
}

export interface WatchIndex {
  /** All hits of one party, the surest first; one for each entry and field. */
  match(party: Party): readonly WatchHit[];
}

interface Owner {
  readonly list: WatchList;
  readonly entry: WatchEntry;
}
interface Listed {
  readonly owner: Owner;
  readonly text: string;
}

/** Digits of a number as it is dialled at home: without the code of the country. */
const HOME_DIGITS = 9;
const ORDER: Readonly<Record<MatchKind, number>> = { exact: 0, transliterated: 1, fuzzy: 2 };

function owners(lists: readonly WatchList[]): Owner[] {
  return lists.flatMap((list) => list.entries.map((entry) => ({ list, entry })));
}

function keyed(
  all: readonly Owner[],
  texts: (entry: WatchEntry) => readonly string[],
  keysOf: (text: string) => readonly (string | null)[],
): ReadonlyMap<string, readonly Listed[]> {
  const map = new Map<string, Listed[]>();
  for (const owner of all) {
    for (const text of texts(owner.entry)) {
      for (const key of keysOf(text)) {
        if (key === null) continue;
        const known = map.get(key);
        if (known === undefined) map.set(key, [{ owner, text }]);
        else known.push({ owner, text });
      }
    }
  }
  return map;
}

/** Lists as they are looked up by; built once, when they are read. */
export function watchIndex(lists: readonly WatchList[]): WatchIndex {
  const all = owners(lists);
  const names = nameIndex(
    all.flatMap((of) => [...of.entry.names, ...of.entry.aliases].map((text) => ({ text, of }))),
  );
  const home = (text: string): string | null => phoneKey(text)?.slice(-HOME_DIGITS) ?? null;
  const phones = keyed(
    all,
    ({ phones: listed }) => listed,
    (text) => [home(text)],
  );
  const emails = keyed(
    all,
    ({ emails: listed }) => listed,
    (text) => [emailKey(text)],
  );
  const references = keyed(
    all,
    ({ identifiers }) => identifiers,
    (text) => [referenceKey(text)],
  );
  const addresses = addressIndex(
    all.flatMap((owner) => owner.entry.addresses.map((text) => ({ text, of: { owner, text } }))),
  );

  function hit(
    { list, entry }: Owner,
    party: Party,
    how: Pick<WatchHit, 'field' | 'kind' | 'nearness' | 'declared' | 'listed'>,
  ): WatchHit {
    const { countries, id } = entry;
    const otherCountry =
      countries.length > 0 && party.country !== null && !countries.includes(party.country);
    const mixed = how.declared !== null && mixesScripts(how.declared);
    const where = { list: list.list, entry: id, party: party.role, otherCountry };
    return { ...where, ...(mixed ? { mixedScripts: true as const } : {}), ...how };
  }

  /** The whole text, and each whom it names in care of another. */
  function byName(party: Party, field: 'name' | 'company'): WatchHit[] {
    const declared = party[field];
    return declared === null
      ? []
      : byPersons(party, field, declared, [declared, ...personsInName(declared)]);
  }

  function byPersons(
    party: Party,
    field: 'name' | 'company' | 'address',
    declared: string,
    persons: readonly string[],
  ): WatchHit[] {
    return persons
      .flatMap((person) => names.find(person))
      .map(({ of, text, match }) => hit(of, party, { field, ...match, declared, listed: text }));
  }

  function byKey(
    party: Party,
    field: 'email' | 'reference',
    map: ReadonlyMap<string, readonly Listed[]>,
    keyOf: (text: string) => string | null,
  ): WatchHit[] {
    const declared = party[field];
    const key = declared === null ? null : keyOf(declared);
    return (key === null ? [] : (map.get(key) ?? [])).map(({ owner, text }) =>
      hit(owner, party, { field, kind: 'exact', nearness: 1, declared, listed: text }),
    );
  }

  /** The same number; one without the code of its country is that number, perhaps. */
  function byPhone(party: Party): WatchHit[] {
    const declared = party.phone;
    const key = declared === null ? null : home(declared);
    return (key === null ? [] : (phones.get(key) ?? [])).map(({ owner, text }) => {
      const same = phoneKey(text) === phoneKey(declared ?? '');
      const how = same
        ? ({ kind: 'exact', nearness: 1 } as const)
        : ({ kind: 'fuzzy', nearness: 0.95 } as const);
      return hit(owner, party, { field: 'phone', ...how, declared, listed: text });
    });
  }

  /** Every word of the listed address is in the declared one; or it names somebody, in care of whom it goes. */
  function byAddress(party: Party): WatchHit[] {
    const { address, postcode, city } = party;
    if (address === null) return [];
    const declared = [address, postcode, city].filter((part) => part !== null).join(', ');
    const places = addresses.find(declared).map(({ owner, text }) => {
      const how = { field: 'address', kind: 'exact', nearness: 1 } as const;
      return hit(owner, party, { ...how, declared, listed: text });
    });
    return [...places, ...byPersons(party, 'address', declared, personsInAddress(address))];
  }

  return {
    match(party) {
      const hits = [
        ...byName(party, 'name'),
        ...byName(party, 'company'),
        ...byAddress(party),
        ...byPhone(party),
        ...byKey(party, 'email', emails, emailKey),
        ...byKey(party, 'reference', references, referenceKey),
      ]
        // A name that is spelt nearly alike in another country is another person's.
        .filter(({ kind, otherCountry }) => kind !== 'fuzzy' || !otherCountry)
        .sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || b.nearness - a.nearness);
      const seen = new Set<string>();
      return hits.filter(({ list, entry, field }) => {
        const before = seen.size;
        return seen.add(`${list}\n${entry}\n${field}`).size > before;
      });
    },
  };
}

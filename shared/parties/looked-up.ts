import type { PartyRole } from './party.ts';
import type { TradePattern } from './pattern.ts';
import type { WatchHit } from './watch-index.ts';

/** What the bench's own records say of a party. */
export interface PartyHistory {
  /** Keyed hash of who it is; it says nothing without the station's own secret. */
  readonly fingerprint: string;
  /** The same of its name alone. */
  readonly nameFingerprint: string;
  /** Whether it is told apart from namesakes: by a place, or because it is a company. */
  readonly distinct: boolean;
  /** How many days are looked back. */
  readonly days: number;
  /** Other items of this party in the same role: those that ended with a finding, and those released. */
  readonly findings: number;
  readonly released: number;
  /** Day of the last finding, YYYY-MM-DD in UTC; null when there was none. */
  readonly lastFinding: string | null;
}

/** A licence of a party that covers goods of the item, or may. */
export interface LicenceCover {
  readonly number: string;
  readonly party: PartyRole;
  readonly categories: readonly string[];
  readonly unit: 'kg' | 't CO2e' | null;
  /** In `unit`; null for a licence without a quota. */
  readonly quota: number | null;
  /** Released at this bench in the licence's period, as far as the declarations said how much. */
  readonly used: number;
  /** Released items whose amount nobody declared: `used` is too low by them. */
  readonly usedUnknown: number;
  /** What this item takes; null when its declaration does not say. */
  readonly amount: number | null;
  /** It is for some tariff codes only, and the declaration does not say that the goods are of these. */
  readonly unsaid?: true;
}

/** One look-up of the parties of a declaration, as it is recorded. */
export interface PartiesLookedUp {
  /** Lists that were searched, none when the site has none. */
  readonly lists: readonly {
    readonly list: string;
    readonly entries: number;
    readonly validUntil: string | null;
    readonly expired: boolean;
  }[];
  /** The surest first; at most `MOST_HITS`. */
  readonly hits: readonly WatchHit[];
  /** Hits beyond those. */
  readonly moreHits: number;
  /** Null for a party that the declaration does not name. */
  readonly sender: PartyHistory | null;
  readonly addressee: PartyHistory | null;
  readonly pattern: TradePattern;
  /** Null when the site has no table of licences. */
  readonly licences: {
    /** Categories of the item that need a licence; null where nothing says what the goods are. */
    readonly needed: readonly string[] | null;
    readonly cover: readonly LicenceCover[];
  } | null;
}

/** More hits of one item are counted, not recorded. */
export const MOST_HITS = 20;

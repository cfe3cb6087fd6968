import type { PartyRole } from '../../../shared/parties/party.ts';
import type { Contact } from '../../../shared/parties/pattern.ts';
import type { Outcome } from '../../../shared/words.ts';
import { ALARM_RAISED } from './projections.ts';
import type { Sqlite } from './sqlite.ts';

/** A screening of somebody's item before this one. */
export interface PartySession {
  readonly item: string | null;
  readonly openedAtMs: number;
  /** The last outcome as corrected; null while there is none. */
  readonly outcome: Outcome | null;
  /** An alarm, but for one that declared goods explained when the item was released. */
  readonly alarm: boolean;
}

/** What was released under a licence. */
export interface LicenceUse {
  readonly amount: number;
  /** Released items whose amount nobody declared. */
  readonly unknown: number;
}

/** The screening that asks; it may not be recorded yet. */
export interface OwnSession {
  readonly session: string;
  readonly item: string;
}

/** A party in a role since a moment. */
interface Party {
  readonly fingerprint: string;
  readonly role: PartyRole;
  readonly sinceMs: number;
}

/** A sender and an addressee, by their fingerprints. */
interface Pair {
  readonly sender: string;
  readonly addressee: string;
  readonly currency: string;
  readonly sinceMs: number;
}

interface LicencePeriod {
  readonly number: string;
  readonly unit: string;
  readonly fromMs: number;
  readonly beforeMs: number;
}

export interface PartyQueries {
  /**
   * The latest 500 screenings of a party in a role since a moment, less this session and others of the same
   * item; newest first.
   */
  partySessions(of: OwnSession & Party): PartySession[];
  /**
   * Other items of a party in a role that were screened since a moment, among its latest 1,000 screenings;
   * as many of both parties are looked at for the next.
   */
  partyItems(of: OwnSession & Party): number;
  /** Other items between two parties since a moment that have a value in a currency, in minor units. */
  pairValues(of: OwnSession & Pair): { items: number; minor: number; most: number };
  /**
   * Other names in a role that had this contact, wherever they were, in its latest 1,000 screenings; at most 100
   * are counted. Records of older versions have no names alone.
   */
  otherNames(of: {
    party: PartyRole;
    contact: Contact;
    fingerprint: string;
    /** Fingerprint of the party's own name; null where the declaration names nobody. */
    name: string | null;
  }): number;
  /**
   * What other items took of a licence that were released from a moment on until before another. An item that
   * was released several times counts once, by the largest amount that was declared for it.
   */
  licenceUse(of: OwnSession & LicencePeriod): LicenceUse;
}

const LAST_OUTCOME = `(SELECT coalesce(corrected_to, outcome) FROM outcomes
  WHERE outcomes.session = sessions.session ORDER BY seq DESC LIMIT 1)`;

/** A release on the facts that declared goods explain the alarm; what is true is shown by its reason. */
const EXPLAINED_RELEASE = `(kind = 'decided' AND body ->> '$.outcome' = 'release'
  AND body ->> '$.answers."radiation.explained".state' = 'value'
  AND body ->> '$.answers."radiation.explained".shown' <> 'false')`;

/**
 * The latest screenings with a fingerprint in a role: a sender may have tens of thousands, and the bench
 * waits for the answer.
 */
const latest = (fingerprint: string, role: string, most: number): string =>
  `(SELECT session, opened_seq, opened_at_ms FROM parties
    WHERE fingerprint = ${fingerprint} AND role = ${role}
    ORDER BY opened_seq DESC LIMIT ${most})`;
const MOST_JUDGED = 500;
const MOST_COUNTED = 1000;

export function createPartyQueries(db: Sqlite): PartyQueries {
  const sessions = db.prepare<OwnSession & Party, Omit<PartySession, 'alarm'> & { alarm: number }>(
    `SELECT item, sessions.opened_at_ms AS openedAtMs, ${LAST_OUTCOME} AS outcome,
       EXISTS (SELECT 1 FROM events WHERE events.session = sessions.session AND ${ALARM_RAISED})
        AND NOT EXISTS (SELECT 1 FROM events WHERE events.session = sessions.session
         AND ${EXPLAINED_RELEASE}) AS alarm
     FROM ${latest('@fingerprint', '@role', MOST_JUDGED)} AS latest
       CROSS JOIN sessions USING (session)
     WHERE latest.opened_at_ms >= @sinceMs AND session <> @session AND item IS NOT @item
     ORDER BY latest.opened_seq DESC`,
  );
  const use = db.prepare<OwnSession & LicencePeriod, LicenceUse>(
    `SELECT coalesce(sum(amount), 0) AS amount, count(*) FILTER (WHERE amount IS NULL) AS unknown
     FROM (
       SELECT max(amount) AS amount
       FROM licence_uses CROSS JOIN sessions USING (session)
       WHERE number = @number AND unit = @unit AND ${LAST_OUTCOME} = 'release'
         AND closed_at_ms >= @fromMs AND closed_at_ms < @beforeMs
         AND session <> @session AND item IS NOT @item
       GROUP BY item, iif(item IS NULL, session, NULL))`,
  );
  const items = db
    .prepare<OwnSession & Party, number>(
      `SELECT count(DISTINCT item) FROM ${latest('@fingerprint', '@role', MOST_COUNTED)} AS latest
         CROSS JOIN sessions USING (session)
       WHERE latest.opened_at_ms >= @sinceMs AND session <> @session AND item IS NOT @item`,
    )
    .pluck();
  // Of an item that was screened twice, the declaration that is worth more.
  const pair = db.prepare<OwnSession & Pair, { items: number; minor: number; most: number }>(
    `SELECT count(*) AS items, coalesce(sum(minor), 0) AS minor, coalesce(max(minor), 0) AS most
     FROM (
       SELECT max(minor) AS minor
       FROM ${latest('@addressee', "'addressee'", MOST_COUNTED)} AS latest
         CROSS JOIN parties AS s USING (session)
         CROSS JOIN declared_values USING (session)
         CROSS JOIN sessions USING (session)
       WHERE latest.opened_at_ms >= @sinceMs
         AND s.role = 'sender' AND s.fingerprint = @sender
         AND currency = @currency AND session <> @session AND item IS NOT @item
       GROUP BY item)`,
  );
  const names = db
    .prepare<{ named: string; role: string; fingerprint: string; name: string | null }, number>(
      `SELECT count(*) FROM (
         SELECT DISTINCT p.fingerprint
         FROM ${latest('@fingerprint', '@role', MOST_COUNTED)} AS latest
           CROSS JOIN parties AS p USING (session)
         WHERE p.role = @named AND p.fingerprint IS NOT @name LIMIT 100)`,
    )
    .pluck();
  return {
    partyItems: (of) => items.get(of) ?? 0,
    pairValues: (of) => pair.get(of) ?? { items: 0, minor: 0, most: 0 },
    otherNames: ({ party, contact, fingerprint, name }) =>
      names.get({ named: `${party}-name`, role: `${party}-${contact}`, fingerprint, name }) ?? 0,
    partySessions: (of) => sessions.all(of).map((row) => ({ ...row, alarm: row.alarm === 1 })),
    licenceUse: (of) => use.get(of) ?? { amount: 0, unknown: 0 },
  };
}

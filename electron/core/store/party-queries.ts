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

/** A sender and an addressee, by their fingerprints. */
interface Pair {
  readonly sender: string;
  readonly addressee: string;
  readonly currency: string;
  readonly sinceMs: number;
}

export interface PartyQueries {
  /**
   * The latest 500 screenings of a party in a role, but this session and others of the same item; newest
   * first.
   */
  partySessions(of: OwnSession & { fingerprint: string; role: PartyRole }): PartySession[];
  /** Other items of a party in a role that were screened since a moment. */
  partyItems(of: OwnSession & { fingerprint: string; role: PartyRole; sinceMs: number }): number;
  /** Other items between two parties since a moment that have a value in a currency, in minor units. */
  pairValues(of: OwnSession & Pair): { items: number; minor: number; most: number };
  /** Other parties in a role that had this contact, at any time; at most 100 are counted. */
  otherNames(of: {
    party: PartyRole;
    contact: Contact;
    fingerprint: string;
    /** Fingerprint of the party itself; null where the declaration names nobody. */
    name: string | null;
  }): number;
  /** What items took of a licence that were released from a moment on until before another. */
  licenceUse(of: { number: string; unit: string; fromMs: number; beforeMs: number }): LicenceUse;
}

const LAST_OUTCOME = `(SELECT coalesce(corrected_to, outcome) FROM outcomes
  WHERE outcomes.session = sessions.session ORDER BY seq DESC LIMIT 1)`;

export function createPartyQueries(db: Sqlite): PartyQueries {
  const sessions = db.prepare<
    OwnSession & { fingerprint: string; role: PartyRole },
    Omit<PartySession, 'alarm'> & { alarm: number }
  >(
    `SELECT item, opened_at_ms AS openedAtMs, ${LAST_OUTCOME} AS outcome,
       EXISTS (SELECT 1 FROM events WHERE events.session = sessions.session
        AND ${ALARM_RAISED}) AS alarm
     FROM parties CROSS JOIN sessions USING (session)
     WHERE fingerprint = @fingerprint AND role = @role AND session <> @session
       AND item IS NOT @item
     ORDER BY opened_seq DESC LIMIT 500`,
  );
  const use = db.prepare<
    { number: string; unit: string; fromMs: number; beforeMs: number },
    LicenceUse
  >(
    `SELECT coalesce(sum(amount), 0) AS amount, count(*) FILTER (WHERE amount IS NULL) AS unknown
     FROM licence_uses CROSS JOIN sessions USING (session)
     WHERE number = @number AND unit = @unit AND ${LAST_OUTCOME} = 'release'
       AND closed_at_ms >= @fromMs AND closed_at_ms < @beforeMs`,
  );
  const items = db
    .prepare<OwnSession & { fingerprint: string; role: PartyRole; sinceMs: number }, number>(
      `SELECT count(DISTINCT item) FROM parties CROSS JOIN sessions USING (session)
       WHERE fingerprint = @fingerprint AND role = @role AND session <> @session
         AND item IS NOT @item AND opened_at_ms >= @sinceMs`,
    )
    .pluck();
  // Of an item that was screened twice, the declaration that is worth more.
  const pair = db.prepare<OwnSession & Pair, { items: number; minor: number; most: number }>(
    `SELECT count(*) AS items, coalesce(sum(minor), 0) AS minor, coalesce(max(minor), 0) AS most
     FROM (
       SELECT max(minor) AS minor FROM parties AS s
         CROSS JOIN parties AS a USING (session)
         CROSS JOIN declared_values USING (session)
         CROSS JOIN sessions USING (session)
       WHERE s.fingerprint = @sender AND s.role = 'sender'
         AND a.fingerprint = @addressee AND a.role = 'addressee'
         AND currency = @currency AND session <> @session AND item IS NOT @item
         AND opened_at_ms >= @sinceMs
       GROUP BY item)`,
  );
  const names = db
    .prepare<{ party: string; role: string; fingerprint: string; name: string | null }, number>(
      `SELECT count(*) FROM (
         SELECT DISTINCT p.fingerprint FROM parties AS c CROSS JOIN parties AS p USING (session)
         WHERE c.fingerprint = @fingerprint AND c.role = @role AND p.role = @party
           AND p.fingerprint IS NOT @name LIMIT 100)`,
    )
    .pluck();
  return {
    partyItems: (of) => items.get(of) ?? 0,
    pairValues: (of) => pair.get(of) ?? { items: 0, minor: 0, most: 0 },
    otherNames: ({ party, contact, fingerprint, name }) =>
      names.get({ party, role: `${party}-${contact}`, fingerprint, name }) ?? 0,
    partySessions: (of) => sessions.all(of).map((row) => ({ ...row, alarm: row.alarm === 1 })),
    licenceUse: (of) => use.get(of) ?? { amount: 0, unknown: 0 },
  };
}

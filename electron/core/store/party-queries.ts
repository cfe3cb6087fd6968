import type { PartyRole } from '../../../shared/parties/party.ts';
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

export interface PartyQueries {
  /**
   * The latest 500 screenings of a party in a role, but this session and others of the same item; newest
   * first.
   */
  partySessions(of: OwnSession & { fingerprint: string; role: PartyRole }): PartySession[];
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
  return {
    partySessions: (of) => sessions.all(of).map((row) => ({ ...row, alarm: row.alarm === 1 })),
    licenceUse: (of) => use.get(of) ?? { amount: 0, unknown: 0 },
  };
}

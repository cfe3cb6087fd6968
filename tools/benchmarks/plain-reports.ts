import Database from 'better-sqlite3';

/** The same questions to table `events` alone. */
export interface PlainReports {
  shift(shift: string): unknown;
  /** Numbers of the records that hold an item now, newest first. */
  holds(limit: number): number[];
  /** Sessions of items that begin with a text. */
  search(prefix: string, limit: number): string[];
  /** Decisions by day and outcome, and what else a trend page shows. */
  trend(fromMs: number): { readonly outcome: string; readonly n: number }[];
  close(): void;
}

/** The newest decision on each item is what stands, a correction included. */
const STANDING = `SELECT seq, outcome FROM (
    SELECT seq, json_extract(body, '$.outcome') AS outcome,
      row_number() OVER (PARTITION BY json_extract(body, '$.item') ORDER BY seq DESC) AS nth
    FROM events WHERE kind IN ('decided', 'outcome-corrected'))
  WHERE nth = 1 AND outcome IN ('hold', 'detain', 'refer')`;

/** What a report of a shift lists and counts. */
const SHIFT = [
  `SELECT json_extract(body, '$.outcome') AS outcome, count(*) FROM events
    WHERE shift = ? AND kind = 'decided' GROUP BY 1`,
  `SELECT json_extract(body, '$.rule') AS rule, json_extract(body, '$.severity'), count(*),
      count(DISTINCT session) FROM events WHERE shift = ? AND kind = 'prompted' GROUP BY 1, 2`,
  `SELECT json_extract(body, '$.instrument'), json_extract(body, '$.code'), count(*), min(at_ms),
      max(at_ms) FROM events WHERE shift = ? AND kind IN ('fault-raised', 'instrument-fault')
    GROUP BY 1, 2`,
  `SELECT * FROM events WHERE shift = ? AND kind = 'decided'`,
  `SELECT * FROM events WHERE shift = ? AND kind IN ('shift-opened', 'shift-closed', 'shift-check',
      'background-taken', 'outcome-corrected', 'annotated', 'shift-countersigned', 'clock-jumped')`,
  `SELECT seq, session FROM events WHERE shift = ? AND kind = 'identity-read'
      AND json_extract(body, '$.source') = 'keyboard'`,
  `SELECT seq, session FROM events WHERE shift = ? AND kind = 'declaration-missing'`,
  `SELECT done.seq, done.at_ms - began.at_ms FROM events AS done
      JOIN events AS began ON began.session = done.session AND began.kind = 'session-opened'
    WHERE done.shift = ? AND done.kind = 'decided'`,
  `SELECT actor, count(*) FROM events WHERE shift = ? GROUP BY 1`,
];

/**
 * What somebody would write who has the table of records and no projections: the same answers from
 * the JSON of the bodies, with the indexes that `events` has.
 */
export function openPlainReports(file: string): PlainReports {
  const db = new Database(file, { readonly: true });
  const shift = SHIFT.map((sql) => db.prepare<[string]>(sql));
  const holds = db.prepare<[number], number>(
    `SELECT seq FROM (${STANDING}) ORDER BY seq DESC LIMIT ?`,
  );
  const search = db.prepare<[string, number], string>(
    `SELECT session FROM events WHERE kind = 'identity-read'
      AND json_extract(body, '$.identity.canonical') LIKE ? || '%' LIMIT ?`,
  );
  const outcomes = db.prepare<[number], { outcome: string; n: number }>(
    `SELECT at_ms / 86400000 AS day, json_extract(body, '$.outcome') AS outcome, count(*) AS n
     FROM events WHERE kind = 'decided' AND at_ms >= ? GROUP BY 1, 2`,
  );
  const rules = db.prepare<[number]>(
    `SELECT at_ms / 86400000 AS day, json_extract(body, '$.rule') AS rule, count(*) AS n
     FROM events WHERE kind = 'prompted' AND at_ms >= ? GROUP BY 1, 2`,
  );
  const backgrounds = db.prepare<[number]>(
    `SELECT at_ms / 86400000 AS day, sum(json_extract(body, '$.counts')) AS counts,
      sum(json_extract(body, '$.seconds')) AS seconds
     FROM events WHERE kind = 'background-taken' AND at_ms >= ? GROUP BY 1`,
  );
  return {
    shift: (id) => [...shift.map((statement) => statement.all(id)), holds.pluck().all(1_000)],
    holds: (limit) => holds.pluck().all(limit),
    search: (prefix, limit) => search.pluck().all(prefix, limit),
    trend(fromMs) {
      rules.all(fromMs);
      backgrounds.all(fromMs);
      return outcomes.all(fromMs);
    },
    close: () => void db.close(),
  };
}

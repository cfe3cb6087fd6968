import { tidyDecimal } from '../../../shared/manifest/cells.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';
import type { Sqlite } from '../store/sqlite.ts';

/*
 * How often a sender declares the same gross mass, as a lower limit that always holds, for little: a
 * sketch in memory says whether a pair of sender and mass may have been there before, and only an item
 * whose pair was, leaves a row. A pair with r rows has r items or r + 1. Two pairs that share a counter
 * make r the true number of each; nothing makes it more than there are.
 */

/** Counters of the sketch, a power of two: one in four pairs of five million shares its counter. */
const COUNTERS = 2 ** 24;
/** Rows for a counter at most: a large sender's uniform parcels would else be a row each. */
const MOST_ROWS = 200;

/** What makes a pair. */
interface Declared {
  readonly sender_name: string | null;
  readonly sender_company: string | null;
  readonly sender_country: string | null;
  readonly gross_g: string | null;
}

interface SenderMass {
  /** 53 bits of a hash: nobody is read from it. */
  readonly sender: number;
  readonly gross: string;
}

/** The senders of a generation while it is written. */
export interface SenderMasses {
  /** @param id of the item's row. @param values of the item, in the order of the fields */
  add(id: number, values: readonly unknown[]): void;
}

/** Takes nothing when the file says nothing of senders or of gross masses. */
export function createSenderMasses(db: Sqlite, fields: readonly ManifestField[]): SenderMasses {
  const at = (field: ManifestField): number => fields.indexOf(field);
  const [name, company, country, gross] = [
    at('sender_name'),
    at('sender_company'),
    at('sender_country'),
    at('gross_g'),
  ];
  if ((name < 0 && company < 0) || gross < 0) return { add: () => undefined };
  db.exec(`CREATE TABLE sender_masses (
    sender INTEGER NOT NULL, gross TEXT NOT NULL, id INTEGER NOT NULL) STRICT`);
  const put = db.prepare<[number, string, number]>('INSERT INTO sender_masses VALUES (?, ?, ?)');
  const counters = new Uint8Array(COUNTERS);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    add(id, values) {
      const pair = senderMassOf({
        sender_name: text(values[name]),
        sender_company: text(values[company]),
        sender_country: text(values[country]),
        gross_g: text(values[gross]),
      });
      if (pair === null) return;
      const counter = hash32(pair.gross, pair.sender % 2 ** 32) % COUNTERS;
      const seen = counters[counter] ?? 0;
      if (seen > MOST_ROWS) return;
      if (seen > 0) put.run(pair.sender, pair.gross, id);
      counters[counter] = seen + 1;
    },
  };
}

/** After the items are settled: what was left out or joined does not count, the rest can be found. */
export function settleSenderMasses(db: Sqlite): void {
  if (!hasSenderMasses(db)) return;
  db.exec(`
    DELETE FROM sender_masses AS s WHERE NOT EXISTS (SELECT 1 FROM items WHERE id = s.id);
    CREATE INDEX sender_masses_pair ON sender_masses (sender, gross)`);
}

/**
 * How many items of its sender have an item's gross mass, at least; null when it does not declare both, or
 * the generation has no such table.
 */
export function sameMassCounter(db: Sqlite): (item: Declared) => number | null {
  if (!hasSenderMasses(db)) return () => null;
  const count = db
    .prepare<[number, string], number>(
      'SELECT count(*) FROM sender_masses WHERE sender = ? AND gross = ?',
    )
    .pluck();
  return (item) => {
    const pair = senderMassOf(item);
    return pair === null ? null : (count.get(pair.sender, pair.gross) ?? 0);
  };
}

function hasSenderMasses(db: Sqlite): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sender_masses'").get() !== undefined;
}

function senderMassOf(item: Declared): SenderMass | null {
  const name = item.sender_name ?? item.sender_company;
  const { sender_country: country, gross_g: gross } = item;
  if (name === null || gross === null) return null;
  return {
    sender: hash53(name, country ?? ''),
    gross: WHOLE.test(gross) ? gross : tidyDecimal(gross),
  };
}

const [HIGH_SEED, LOW_SEED] = [0x9e3779b1, 0x7f4a7c15];
const [HIGH_PRIME, LOW_PRIME] = [0x85ebca6b, 0x01000193];
const WHOLE = /^[1-9]\d*$/;

/** Blanks and the case of ASCII letters do not matter; no text is made of it, which would cost more. */
function folded(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
}

/**
 * Two hashes of a name and a country in one walk over them, since the walk is most of the cost: FNV-1a
 * (public domain) over code units, and the same with another prime; each mixed once more.
 */
function hash53(name: string, country: string): number {
  let [high, low] = [HIGH_SEED, LOW_SEED];
  for (const text of [name, country]) {
    for (let at = 0; at < text.length; at += 1) {
      const code = folded(text.charCodeAt(at));
      if (code === 0x20 || code === 0xa0) continue;
      high = Math.imul(high ^ code, HIGH_PRIME);
      low = Math.imul(low ^ code, LOW_PRIME);
    }
    // Where the one ends and the other begins.
    high = Math.imul(high ^ 0xff, HIGH_PRIME);
    low = Math.imul(low ^ 0xff, LOW_PRIME);
  }
  return (mixed(high) % 2 ** 21) * 2 ** 32 + mixed(low);
}

/** 32 bits without a sign, of a short text. */
function hash32(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), LOW_PRIME);
  }
  return mixed(hash);
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (once ^ (once >>> 15)) >>> 0;
}

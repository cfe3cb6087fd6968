/**
 * What one part of an entry of a site's table has to do with a declaration: it fits, it fits as far as the
 * declaration says it (`begins`: 52 of 5201), the declaration does not say it, or it says another thing.
 */
export type PartMatch = 'fits' | 'begins' | 'unsaid' | 'differs';

/** An entry that the declaration leaves open, and which parts it does not say. */
export interface Undecided<Entry> {
  readonly entry: Entry;
  readonly unsaid: readonly string[];
}

export interface TableMatch<Entry> {
  /** The first entry that fits as a whole. */
  readonly fits: Entry | null;
  /** Else the first that may: no part differs, and what the declaration says of it fits. */
  readonly undecided: Undecided<Entry> | null;
}

/**
 * Compares the entries of a site's table with a declaration, in three values. What the declaration leaves out
 * does not make an entry a wrong one. It is undecided where something of it fits, or where the declaration
 * says nothing of any part: then it may be as well. An entry of which nothing fits is none, so that a table
 * for some goods of a country asks nothing of parcels from elsewhere.
 * @param parts of an entry that the entry itself asks for, by the name of what the declaration would say
 */
export function matchTable<Entry>(
  entries: readonly Entry[],
  parts: (entry: Entry) => Readonly<Record<string, PartMatch>>,
  saysNothing: boolean,
): TableMatch<Entry> {
  let undecided: Undecided<Entry> | null = null;
  for (const entry of entries) {
    const found = Object.entries(parts(entry));
    if (found.some(([, match]) => match === 'differs')) continue;
    const unsaid = found.filter(([, match]) => match !== 'fits').map(([name]) => name);
    if (unsaid.length === 0) return { fits: entry, undecided: null };
    const speaks = found.some(([, match]) => match === 'fits' || match === 'begins');
    if (speaks || saysNothing) undecided ??= { entry, unsaid };
  }
  return { fits: null, undecided };
}

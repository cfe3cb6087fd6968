import { existsSync } from 'node:fs';
import { REUSE_MS } from '../../../shared/identifiers/reuse.ts';
import { itemKey } from '../../../shared/manifest/item-key.ts';
import type { ItemSource, ManifestItem } from '../../../shared/manifest/item.ts';
import {
  isSameMeasurement,
  type OutsideMeasurement,
} from '../../../shared/measure/outside-measurement.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import { openManifestIndex } from './find.ts';
import type { ManifestIndex } from './find.ts';
import { generationPath } from './generation-file.ts';
import { filledFrom } from './filled-item.ts';
import type { ItemVersion } from './filled-item.ts';

/** One version of an item, or what counts of all of them. */
export interface FoundItem {
  readonly item: ManifestItem;
  /** Where it is from. */
  readonly generation: string;
  readonly source: ItemSource;
  /**
   * When the first of its versions was imported, ms since 1970 UTC. Item ids come again: id and this
   * together are the item (`shared/identifiers/reuse.ts`).
   */
  readonly firstSeenMs: number;
}

/**
 * The generations in force, newest first. An import replaces what it has again and leaves the rest:
 * the newest version of an item counts, filled from earlier ones where its file has no such column
 * (`filledFrom`); earlier versions stay in their files.
 */
export interface ManifestStack {
  /** The newest; null when there is none. */
  readonly generation: string | null;
  /** Of all generations, so that an updated item counts once for each version; null without any. */
  readonly items: number | null;
  /**
   * What is declared of an item, by its id or an alternative id; generation and source are those of
   * the newest version. Its own id counts before an alternative id of another item in a newer file.
   * @throws Error when a file cannot be read: that is not "not in the manifest"
   */
  find(id: string): FoundItem | null;
  /**
   * All versions of the item as each file has them, newest first: not what another item of the same id declared, more than
   * 12 months before. @throws as `find`
   */
  versions(id: string): FoundItem[];
  /**
   * Measurements of an item by other instruments, under any of its ids: those that came last first,
   * the last `MOST_MEASUREMENTS`, each once however often its file was imported; not those of another
   * item of the same id, more than 12 months before. They are no declaration and replace none.
   * @throws as `find`
   */
  measurements(id: string): OutsideMeasurement[];
  /** Puts a generation that was just activated on top. */
  add(index: ManifestIndex): void;
  /** Closes generations whose files are to go, or are gone. */
  release(isGone: (generation: string) => boolean): void;
  close(): void;
}

/** Measurements of one item that are judged and shown. */
const MOST_MEASUREMENTS = 20;

/** More are not put in force: a look-up asks one after the other. */
export const MOST_IN_FORCE = 256;

/** How many of the activated generations are still there. */
export function countInForce(dataDir: string, activated: readonly string[]): number {
  return activated.filter((each) => existsSync(generationPath(dataDir, each))).length;
}

/** That no further manifest can be put in use. */
export function tooMany(inForce: number): Result<never, CodedError> {
  const message =
    `${inForce} manifests are in use, and no more than ${MOST_IN_FORCE} can be. All of them stay. ` +
    'Purge what the retention policy lets go, or shorten its time for manifests; and import ' +
    'several files as one.';
  return { ok: false, error: { code: 'manifest-too-many', message } };
}

export interface OpenedStack {
  readonly stack: ManifestStack;
  /** Older generations whose files are there and cannot be read. */
  readonly unreadable: readonly string[];
}

/**
 * Opens what was activated and is still there.
 *
 * Errors: `manifest-missing` when the newest is gone or damaged, `manifest-outdated`. To go on with
 * the one before would show declarations that were updated since.
 *
 * @param activated newest first
 */
export function openManifestStack(
  dataDir: string,
  activated: readonly string[],
  addon: SqliteAddon = null,
): Result<OpenedStack, CodedError> {
  const indexes: ManifestIndex[] = [];
  const unreadable: string[] = [];
  for (const [at, generation] of activated.entries()) {
    if (at > 0 && !existsSync(generationPath(dataDir, generation))) continue;
    const index = openManifestIndex(dataDir, generation, addon);
    if (index.ok) indexes.push(index.value);
    else if (at === 0) return index;
    else unreadable.push(generation);
  }
  return { ok: true, value: { stack: createStack(indexes), unreadable } };
}

interface Claim extends ItemVersion, Pick<FoundItem, 'generation' | 'source'> {
  /** By its own id, not by an alternative one. */
  readonly isOwn: boolean;
  readonly importedAtMs: number;
}

/** Ends where the id was not heard of for so long that it was another item's. */
function untilReused(claims: readonly Claim[]): readonly Claim[] {
  const reused = claims.findIndex(({ importedAtMs }, at) => {
    const newer = claims.slice(0, at).map((claim) => claim.importedAtMs);
    return newer.length > 0 && Math.min(...newer) - importedAtMs >= REUSE_MS;
  });
  return reused < 0 ? claims : claims.slice(0, reused);
}

/**
 * The versions of one item among what claims its id: a newer file that has the id of an item as an
 * alternative one, such as an order number, is about another item.
 */
function ofOneItem(claims: readonly Claim[]): Claim[] {
  const lately = untilReused(claims);
  const oldestOwn = lately.findLastIndex(({ isOwn }) => isOwn);
  return [...untilReused(lately.filter(({ isOwn }, at) => isOwn || at > oldestOwn))];
}

function keysOf({ item }: Claim): string[] {
  return [item.item_id, ...(item.alt_ids ?? [])].map(itemKey);
}

/** A number of the item that was not looked up yet. */
function unasked(found: readonly Claim[], asked: ReadonlySet<string>): string | undefined {
  return found.flatMap(keysOf).find((key) => !asked.has(key));
}

function isSameVersion(one: Claim, other: Claim): boolean {
  return one.generation === other.generation && one.item.item_id === other.item.item_id;
}

/** Each id once, as it is written first. */
function distinct(ids: readonly string[]): string[] {
  return ids.filter((id, at) => ids.findIndex((each) => itemKey(each) === itemKey(id)) === at);
}

function createStack(opened: readonly ManifestIndex[]): ManifestStack {
  let indexes = [...opened];

  /** What claims the id as its own or an alternative one, newest first. */
  const claimsOf = (id: string): Claim[] =>
    indexes.flatMap(({ about, generation, locate }) => {
      const declared = locate(id);
      if (declared === null) return [];
      const { item, line } = declared;
      const layout = { item: about.item_fields, line: about.line_fields };
      const source = { file: about.file, line };
      const isOwn = itemKey(item.item_id) === itemKey(id);
      return [{ item, layout, generation, source, isOwn, importedAtMs: about.imported_at_ms }];
    });
  /** Under the item's own id: an update may come without the alternative id that an earlier one has. */
  const named = (id: string): Claim[] => {
    const found = ofOneItem(claimsOf(id));
    const newest = found[0];
    if (newest === undefined || newest.isOwn) return found;
    return ofOneItem(claimsOf(newest.item.item_id));
  };
  /**
   * A parcel with several numbers is declared under any of them: what is found by one of its numbers and
   * has a version in common is the same item, whichever of them was scanned.
   */
  const versionsOf = (id: string): Claim[] => {
    const found = named(id);
    const asked = new Set([itemKey(id)]);
    for (let next = unasked(found, asked); next !== undefined; next = unasked(found, asked)) {
      asked.add(next);
      const more = named(next);
      const fresh = more.filter((claim) => !found.some((known) => isSameVersion(known, claim)));
      if (fresh.length < more.length) found.push(...fresh);
    }
    const order = (claim: Claim): number =>
      indexes.findIndex(({ generation }) => generation === claim.generation);
    return found.toSorted((one, other) => order(one) - order(other));
  };
  const firstSeen = (versions: readonly Claim[]): number =>
    Math.min(...versions.map(({ importedAtMs }) => importedAtMs));
  const versions = (id: string): FoundItem[] => {
    const found = versionsOf(id);
    const firstSeenMs = firstSeen(found);
    return found.map(({ item, generation, source }) => ({ item, generation, source, firstSeenMs }));
  };
  const find = (id: string): FoundItem | null => {
    const [newest, ...earlier] = versionsOf(id);
    if (newest === undefined) return null;
    const { generation, source } = newest;
    const filled = filledFrom(newest, earlier);
    const own = itemKey(filled.item_id);
    // A number that an earlier version has as its own stays one of the parcel's.
    const others = [...(filled.alt_ids ?? []), ...earlier.map((version) => version.item.item_id)];
    const item = { ...filled, alt_ids: distinct(others).filter((each) => itemKey(each) !== own) };
    return { item, generation, source, firstSeenMs: firstSeen([newest, ...earlier]) };
  };

  return {
    get generation() {
      return indexes[0]?.generation ?? null;
    },
    get items() {
      if (indexes.length === 0) return null;
      return indexes.reduce((sum, { about }) => sum + about.items, 0);
    },
    find,
    versions,
    measurements(id) {
      const declared = versionsOf(id);
      const keys = [...new Set([itemKey(id), ...declared.flatMap(keysOf)])];
      const found: OutsideMeasurement[] = [];
      let firstSeenMs = declared.length === 0 ? null : firstSeen(declared);
      for (const index of indexes) {
        const heard = keys.flatMap((key) => index.measurements(key));
        if (heard.length === 0) continue;
        const { imported_at_ms: atMs } = index.about;
        firstSeenMs ??= atMs;
        if (firstSeenMs - atMs >= REUSE_MS) break;
        for (const measurement of heard) {
          if (!found.some((one) => isSameMeasurement(one, measurement))) found.push(measurement);
        }
      }
      return found.slice(0, MOST_MEASUREMENTS);
    },
    add(index) {
      indexes.unshift(index);
    },
    release(isGone) {
      const gone = indexes.filter(({ generation }) => isGone(generation));
      indexes = indexes.filter((index) => !gone.includes(index));
      for (const index of gone) index.close();
    },
    close() {
      for (const index of indexes) index.close();
      indexes = [];
    },
  };
}

import { isManifestColumn } from '../../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import type { DecimalMark } from '../../../../shared/manifest/decimals.ts';
import type { TreeProfile } from '../../../../shared/manifest/profile.ts';
import { quotedText } from '../quoted-text.ts';
import type { RowSink, SourceFile } from '../reader.ts';
import { profileFor, Refusal } from '../trees/profile-for.ts';
import { createTreeMapper } from '../trees/tree-mapper.ts';
import type { JsonEvents } from './json-parts.ts';
import { jsonTree } from './json-tree.ts';
import { createNeutralItems, NEUTRAL_COLUMNS } from './neutral-items.ts';

/** Takes the documents of one file: one, or one for each line. */
export interface JsonDocuments {
  readonly events: JsonEvents;
  /** A document ended or was given up; the next one begins. */
  next(): void;
  /** Whether a part of the current document was handed on, which cannot be taken back. */
  handedOn(): boolean;
  /** A document could not be read; nothing says that it was none of the neutral items. */
  beginNeutral(): void;
  /** Items so far. */
  items(): number;
  decimal(): DecimalMark | null;
  /** Id of the mapping profile; null for the neutral names. */
  profile(): string | null;
}

/** What the items of a file are read by; one file has one kind of items. */
interface Kind {
  readonly profile: TreeProfile | null;
  readonly create: () => JsonEvents;
  readonly items: () => number;
  readonly decimal: () => DecimalMark | null;
}

/** Where the parts of a document go: the outer levels around its items are left out. */
interface Target {
  readonly events: JsonEvents;
  readonly outer: number;
}

const ITEMS = 'items';
const LINES = 'lines';

/**
 * Items with the neutral names, as a list, in an object with `items`, or one alone; or what a mapping
 * profile reads, by the first key of the first object. What is no such document is thrown as Refusal.
 */
export function createJsonDocuments(source: SourceFile, sink: RowSink): JsonDocuments {
  let kind: Kind | null = null;
  let target: Target | null = null;
  let [depth, taken] = [0, 0];
  /** Opened before the first key, which says what they are. */
  let waiting: Parameters<JsonEvents['open']>[] = [];

  const counting: RowSink = {
    ...sink,
    take(row) {
      taken += 1;
      sink.take(row);
    },
  };
  const neutral = (): Kind => {
    const decimals = createDecimals(true);
    sink.begin(NEUTRAL_COLUMNS, decimals);
    let before = 0;
    let current = createNeutralItems(counting);
    return {
      profile: null,
      create() {
        before += current.count();
        current = createNeutralItems(counting);
        return current.events;
      },
      items: () => before + current.count(),
      decimal: () => decimals.mark(),
    };
  };
  const ofTree = (profile: TreeProfile): Kind => {
    const mapper = createTreeMapper(profile, counting);
    const events = jsonTree(mapper.events);
    return {
      profile,
      create: () => events,
      items: () => mapper.items(),
      decimal: () => mapper.decimal(),
    };
  };
  const kindOf = (key: string | null): Kind => {
    const isNeutral = key === null || key === ITEMS || key === LINES || isManifestColumn(key);
    if (isNeutral && source.profile === null) return neutral();
    const profile = profileFor(source, key ?? '');
    if (!profile.ok) throw new Refusal(profile.error);
    return ofTree(profile.value);
  };

  const decide = (key: string | null): Target => {
    kind ??= kindOf(key);
    const isList = waiting[0]?.[0] === 'list';
    const { profile } = kind;
    if (profile !== null && !profile.roots.includes(key ?? '')) {
      throw refusal(`"${quotedText(key ?? '')}" does not stand in ${profile.roots.join(', ')}.`);
    }
    const inObject = profile === null && !isList && key === ITEMS ? 2 : 0;
    target = { events: kind.create(), outer: isList ? 1 : inObject };
    for (const [at, opened] of waiting.entries()) {
      if (at >= target.outer) target.events.open(...opened);
    }
    waiting = [];
    return target;
  };
  /** What stands beside the items of a document, or instead of their list, is not left out silently. */
  const checkOuter = (to: Target, isList: boolean, key: string | null): void => {
    if (to.outer !== 2 || depth !== 1 || (key === ITEMS && isList)) return;
    throw refusal(
      `"${quotedText(key ?? '')}" is not expected there: an object has the list "${ITEMS}" and ` +
        'nothing else.',
    );
  };

  return {
    events: {
      open(what, key, line) {
        // A document's own object, and the first one of its list, wait for their first key.
        const waits =
          target === null && (depth === 0 || (depth === 1 && waiting[0]?.[0] === 'list'));
        if (waits && key === null && !(depth === 1 && what === 'list')) {
          waiting.push([what, key, line]);
        } else {
          const to = target ?? decide(key);
          checkOuter(to, what === 'list', key);
          if (depth >= to.outer) to.events.open(what, key, line);
        }
        depth += 1;
      },
      value(value, key, line) {
        const to = target ?? decide(key);
        checkOuter(to, false, key);
        if (depth >= to.outer) to.events.value(value, key, line);
      },
      close() {
        const to = target ?? decide(null);
        depth -= 1;
        if (depth >= to.outer) to.events.close();
      },
    },
    next() {
      [depth, taken, target, waiting] = [0, 0, null, []];
    },
    handedOn: () => taken > 0 || source.profile !== null || (kind?.profile ?? null) !== null,
    beginNeutral() {
      kind ??= neutral();
    },
    items: () => kind?.items() ?? 0,
    decimal: () => kind?.decimal() ?? null,
    profile: () => kind?.profile?.profile ?? null,
  };
}

function refusal(message: string): Refusal {
  return new Refusal({ code: 'manifest-columns', message });
}

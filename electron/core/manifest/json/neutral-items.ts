import {
  isManifestColumn,
  ITEM_COLUMNS,
  LINE_COLUMNS,
  NUMBER_COLUMNS,
} from '../../../../shared/manifest/columns.ts';
import type { ManifestColumn } from '../../../../shared/manifest/columns.ts';
import { MOST_LINES } from '../../../../shared/manifest/limits.ts';
import { TOO_MANY_LINES } from '../generation-rows.ts';
import { quotedText } from '../quoted-text.ts';
import type { RowSink } from '../reader.ts';
import type { JsonEvents, JsonScalar } from './json-parts.ts';

/** All of the model: what an item leaves out is blank, as null is. */
export const NEUTRAL_COLUMNS: readonly ManifestColumn[] = [...ITEM_COLUMNS, ...LINE_COLUMNS];

const LINES = 'lines';
const LISTS: readonly string[] = ['alt_ids', 'transit_countries'];
const ITEM_NAMES: readonly string[] = ITEM_COLUMNS;
/** Characters of an item that are kept. */
const MOST_TEXT = 1 << 20;
/** What stands between the texts of a list in a neutral cell, and would do so within them. */
const SEPARATORS = /[|;,]/;

type Cells = Map<ManifestColumn, string>;

interface Line {
  readonly line: number;
  readonly cells: Cells;
}

interface Item extends Line {
  readonly lines: Line[];
  characters: number;
  /** The first reason for which it cannot be taken. */
  problem: string | null;
}

/** Where in an item the parts are. */
type Place =
  | { readonly in: 'item' }
  | { readonly in: 'lines' }
  | { readonly in: 'line'; readonly cells: Cells }
  | { readonly in: 'list'; readonly column: ManifestColumn; readonly texts: string[] }
  | { readonly in: 'nowhere' };

/** Makes rows of items that are written with the names of the neutral manifest. */
export interface NeutralItems {
  /** Takes the parts of items: objects, one after the other. */
  readonly events: JsonEvents;
  /** Items that have ended. */
  count(): number;
}

/** @param sink has begun with `NEUTRAL_COLUMNS` */
export function createNeutralItems(sink: RowSink): NeutralItems {
  const places: Place[] = [];
  let item: Item | null = null;
  let count = 0;

  const wrong = (reason: string): void => {
    if (item !== null) item.problem ??= reason;
  };
  const put = (cells: Cells, column: ManifestColumn, text: string): void => {
    if (item === null) return;
    item.characters += text.length + column.length;
    if (item.characters > MOST_TEXT) wrong(`the item has more than ${MOST_TEXT} characters`);
    else cells.set(column, text);
  };
  const take = (cells: Cells, ofLine: boolean, key: string, value: JsonScalar): void => {
    if (value.kind === 'null' && key === LINES && !ofLine) return;
    const known = isManifestColumn(key) && (!ofLine || !ITEM_NAMES.includes(key));
    if (!known) return wrong(unknownKey(key, ofLine));
    const reason = notTaken(key, value);
    if (reason === null) put(cells, key, value.text);
    else wrong(`${key}: ${reason}`);
  };
  const within = (ofLine: boolean, kind: 'object' | 'list', key: string): Place => {
    if (kind === 'list' && key === LINES && !ofLine) return { in: 'lines' };
    if (kind === 'list' && LISTS.includes(key) && !ofLine && isManifestColumn(key)) {
      return { in: 'list', column: key, texts: [] };
    }
    const what = kind === 'list' ? 'a list' : 'an object';
    wrong(
      isManifestColumn(key) || key === LINES
        ? `${key}: ${what} is not expected`
        : unknownKey(key, ofLine),
    );
    return { in: 'nowhere' };
  };
  const addLine = (own: Item, line: number): Place => {
    const cells: Cells = new Map();
    if (own.lines.length === MOST_LINES) wrong(TOO_MANY_LINES);
    else own.lines.push({ line, cells });
    return { in: 'line', cells };
  };
  const endList = (own: Item, column: ManifestColumn, texts: readonly string[]): void => {
    const bad = texts.find((text) => SEPARATORS.test(text));
    if (bad !== undefined) wrong(`${column}: "${quotedText(bad)}" has a "|", ";" or "," in it`);
    else put(own.cells, column, texts.join('|'));
  };

  const handOn = (own: Item): void => {
    count += 1;
    const id = own.cells.get('item_id') ?? '';
    const flat = LINE_COLUMNS.find((column) => own.cells.has(column) && own.lines.length > 0);
    if (flat !== undefined) wrong(`${flat} stands beside ${LINES}, where it is no line's`);
    if (own.problem !== null) return sink.take({ line: own.line, reason: own.problem, item: id });
    const rows = own.lines.length === 0 ? [{ line: own.line, cells: own.cells }] : own.lines;
    for (const { line, cells } of rows) {
      const texts = NEUTRAL_COLUMNS.map((name) => cells.get(name) ?? own.cells.get(name) ?? '');
      sink.take({ line, cells: texts });
    }
  };

  return {
    count: () => count,
    events: {
      open(kind, key, line) {
        const place = places.at(-1);
        if (item === null || place === undefined) {
          item = { line, cells: new Map(), lines: [], characters: 0, problem: null };
          places.push({ in: 'item' });
          if (kind === 'list') wrong('a list stands where an item is expected');
          return;
        }
        if (place.in === 'item' || place.in === 'line') {
          places.push(key === null ? { in: 'nowhere' } : within(place.in === 'line', kind, key));
        } else if (place.in === 'lines' && kind === 'object') places.push(addLine(item, line));
        else {
          if (place.in !== 'nowhere') wrong('a list or object stands where a text is expected');
          places.push({ in: 'nowhere' });
        }
      },
      value(value, key, line) {
        const place = places.at(-1);
        if (item === null || place === undefined) {
          count += 1;
          const reason = `${quotedText(value.text || 'null')} stands where an item is expected`;
          return sink.take({ line, reason, item: '' });
        }
        if (place.in === 'item' && key !== null) take(item.cells, false, key, value);
        else if (place.in === 'line' && key !== null) take(place.cells, true, key, value);
        else if (place.in === 'lines') wrong(`${LINES}: a line is an object`);
        else if (place.in === 'list') {
          item.characters += value.text.length + 1;
          if (value.kind !== 'text') wrong(`${place.column}: ${notText(value)}`);
          else if (item.characters > MOST_TEXT)
            wrong(`the item has more than ${MOST_TEXT} characters`);
          else place.texts.push(value.text);
        }
      },
      close() {
        const place = places.pop();
        if (item === null) return;
        if (place?.in === 'list') endList(item, place.column, place.texts);
        if (places.length > 0) return;
        handOn(item);
        item = null;
      },
    },
  };
}

function unknownKey(key: string, ofLine: boolean): string {
  return `the key "${quotedText(key)}" is not known${ofLine ? ' in a line' : ''}`;
}

/** Why a value is none of a column's. */
function notTaken(column: ManifestColumn, value: JsonScalar): string | null {
  if (value.kind === 'text' || value.kind === 'null') return null;
  return value.kind === 'number' && NUMBER_COLUMNS.includes(column) ? null : notText(value);
}

function notText({ kind, text }: JsonScalar): string {
  if (kind !== 'number') return `${text || 'null'} is no text`;
  return `${quotedText(text)} is a number, which loses zeros and digits: write it in quotes`;
}

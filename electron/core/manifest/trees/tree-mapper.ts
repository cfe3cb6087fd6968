import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import type { DecimalMark } from '../../../../shared/manifest/decimals.ts';
import { MOST_LINES } from '../../../../shared/manifest/limits.ts';
import type { TreeProfile } from '../../../../shared/manifest/profile.ts';
import { parseTreePath } from '../../../../shared/manifest/tree-path.ts';
import type { TreePath } from '../../../../shared/manifest/tree-path.ts';
import { TOO_MANY_LINES } from '../generation-rows.ts';
import { UnreadableFile } from '../reader.ts';
import type { RowSink } from '../reader.ts';
import { createPathCollector } from './path-collector.ts';
import type { TreeEvents } from './tree-events.ts';
import { createTreeFields } from './tree-fields.ts';

/** Makes rows of a document as a profile says. */
export interface TreeMapper {
  readonly events: TreeEvents;
  /** Items that have ended. */
  items(): number;
  /** How the document writes decimals; null when it has none. */
  decimal(): DecimalMark | null;
}

/** Characters that are kept of one item, its content lines included. */
const MOST_TEXT = 1 << 20;
/** What a text costs beside its characters. */
const PER_TEXT = 16;

interface Line {
  readonly line: number;
  readonly texts: string[][];
}

interface Item extends Line {
  readonly depth: number;
  readonly lines: Line[];
  characters: number;
  /** The first reason for which it cannot be taken. */
  problem: string | null;
  /** Line of an item within it, of which nothing is read. */
  inner: number | null;
}

interface Above {
  readonly texts: string[][];
  /** An item within it was handed on. */
  handedOn: boolean;
}

/** Hands the columns to the sink at once, and each item when it ends. */
export function createTreeMapper(profile: TreeProfile, sink: RowSink): TreeMapper {
  const decimals = createDecimals(true);
  const { paths, fields, single } = createTreeFields(profile, decimals);
  const linePath = stepsOf(profile.line);
  const steps = new Set(Object.values(paths).flatMap((each) => each.flatMap(namesOf)));
  /** An item that nobody would look for there; a profile may use the name within an item too. */
  const nests = (name: string): boolean =>
    name === profile.item && !steps.has(name) && !linePath.includes(name);
  const collector = createPathCollector();
  const above: Above[] = [];
  /** Names of the open elements within the item. */
  const names: string[] = [];
  let [depth, items] = [0, 0];
  let item: Item | null = null;
  let content: Line | null = null;
  sink.begin(fields.columns, createDecimals(true));

  const openAbove = (at: number): void => {
    const around: Above = { texts: emptyTexts(paths.above), handedOn: false };
    above.push(around);
    if (paths.above.length === 0) return;
    collector.start(paths.above, {
      take(place, text) {
        const texts = around.texts[place] ?? [];
        if (texts.includes(text)) return;
        if (around.handedOn || texts.length > 0) {
          const name = paths.above[place]?.steps.at(-1)?.name ?? '';
          const what = `has ${name} after items that it belongs to, or twice, in an element of line ${at}`;
          throw new UnreadableFile(`${what}: it has to stand before them, once`);
        }
        texts.push(text);
      },
      tooLong() {
        throw new UnreadableFile(`has a text of more than 65536 characters around its items`);
      },
    });
  };

  const collectInto = (own: Item, line: Line, at: readonly TreePath[]): void => {
    collector.start(at, {
      take(place, text) {
        if (own.problem !== null) return;
        own.characters += text.length + PER_TEXT;
        if (own.characters > MOST_TEXT) {
          own.problem = `the item has more than ${MOST_TEXT} characters of text`;
        } else line.texts[place]?.push(text);
      },
      tooLong() {
        own.problem ??= 'a text of the item is longer than 65536 characters';
      },
    });
  };

  const openItem = (line: number): void => {
    item = {
      line,
      texts: emptyTexts(paths.item),
      depth,
      lines: [],
      characters: 0,
      problem: null,
      inner: null,
    };
    collectInto(item, item, paths.item);
  };

  const openLine = (own: Item, line: number): void => {
    content = { line, texts: emptyTexts(paths.line) };
    if (own.lines.length === MOST_LINES) own.problem ??= TOO_MANY_LINES;
    if (own.problem !== null) return;
    own.lines.push(content);
    collectInto(own, content, paths.line);
  };

  const handOn = (own: Item): void => {
    items += 1;
    const around = paths.above.map((_, at) => nearest(above, at));
    for (const each of above) each.handedOn = true;
    const none = emptyTexts(paths.line);
    const rows = own.lines.length === 0 ? [{ line: own.line, texts: none }] : own.lines;
    for (const { line, texts } of rows) {
      const given = single({ item: own.texts, line: texts, above: around });
      const problem = own.problem ?? nested(own, profile.item) ?? given.problem;
      const read = problem === null ? fields.cells(given.texts) : { ok: false, reason: problem };
      if ('cells' in read) sink.take({ line, cells: read.cells });
      else sink.take({ line, reason: read.reason, item: fields.itemId(given.texts) });
      if (own.problem !== null || own.inner !== null) return;
    }
  };

  return {
    items: () => items,
    decimal: () => decimals.mark(),
    events: {
      open(name, attributes, line) {
        depth += 1;
        collector.open(name, attributes);
        if (item !== null) {
          names.push(name);
          if (nests(name)) item.inner ??= line;
          if (content === null && isPath(names, linePath)) openLine(item, line);
        } else if (name === profile.item) openItem(line);
        else openAbove(line);
      },
      text: (text) => collector.text(text),
      close() {
        collector.close();
        if (item === null) above.pop();
        else if (depth === item.depth) {
          handOn(item);
          item = null;
        } else {
          if (names.length === linePath.length) content = null;
          names.pop();
        }
        depth -= 1;
      },
    },
  };
}

function emptyTexts(paths: readonly TreePath[]): string[][] {
  return paths.map(() => []);
}

/** What the nearest element around an item has at a path. */
function nearest(above: readonly Above[], at: number): readonly string[] {
  return above.findLast(({ texts }) => texts[at]?.length !== 0)?.texts[at] ?? [];
}

function stepsOf(line: string | undefined): readonly string[] {
  if (line === undefined) return [];
  const path = parseTreePath(line);
  return path === null ? [] : namesOf(path);
}

function namesOf({ steps }: TreePath): string[] {
  return steps.map(({ name }) => name);
}

function nested({ inner }: Item, name: string): string | null {
  if (inner === null) return null;
  return `another ${name} stands within it, in line ${inner}: which of the two its parts belong to is not clear`;
}

function isPath(names: readonly string[], path: readonly string[]): boolean {
  return names.length === path.length && path.every((name, at) => name === names[at]);
}

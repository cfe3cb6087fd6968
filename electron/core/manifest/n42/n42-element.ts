import { UnreadableFile } from '../reader.ts';
import { sumOfChannels } from './n42-values.ts';

/** One element of an N42 file with what is in it. */
export interface N42Element {
  readonly name: string;
  /** Line where it begins, counted from 1. */
  readonly line: number;
  /** By their local names. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly N42Element[];
  /** Its own text; of `ChannelData` the sum of its channels, empty when there is none. */
  readonly text: string;
}

/** Takes what a parser reads, and gives whole elements. */
export interface N42Elements {
  open(name: string, line: number, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  close(): void;
}

/** Characters of one such element at most, spectra already summed: some ten thousand elements. */
const MOST_CHARACTERS = 1 << 20;
/** What an element costs beside its texts. */
const ELEMENT_COST = 50;

type Growing = { -readonly [part in keyof N42Element]: N42Element[part] } & {
  children: N42Element[];
};

/**
 * Gathers the elements with these names, wherever they begin outside of each other. Only one is held
 * at a time, and a spectrum only as its sum.
 *
 * @throws UnreadableFile for an element that is too large to be a measurement
 */
export function gatherElements(
  names: ReadonlySet<string>,
  onElement: (element: N42Element) => void,
): N42Elements {
  const open: Growing[] = [];
  let used = 0;
  const use = (characters: number): void => {
    used += characters;
    if (used <= MOST_CHARACTERS) return;
    const line = open[0]?.line ?? 0;
    throw new UnreadableFile(
      `has an element in line ${line} that is larger than a measurement (${MOST_CHARACTERS} characters)`,
    );
  };
  return {
    open(name, line, attributes) {
      if (open.length === 0 && !names.has(name)) return;
      const element: Growing = { name, line, attributes, children: [], text: '' };
      open.push(element);
      use(ELEMENT_COST);
      for (const [key, value] of attributes) use(key.length + value.length);
    },
    text(text) {
      const element = open.at(-1);
      if (element === undefined) return;
      use(text.length);
      element.text += text;
    },
    close() {
      const element = open.pop();
      if (element === undefined) return;
      if (element.name === 'ChannelData') {
        used -= element.text.length;
        const sum = sumOfChannels(element.text, compressionOf(element));
        element.text = sum === null ? '' : String(sum);
      }
      const parent = open.at(-1);
      if (parent !== undefined) {
        parent.children.push(element);
        return;
      }
      used = 0;
      onElement(element);
    },
  };
}

/** `compressionCode` since 2011, `Compression` before. */
function compressionOf({ attributes }: N42Element): string | null {
  return attributes.get('compressionCode') ?? attributes.get('Compression') ?? null;
}

/** The text of the first such element below, or of a path of them; null when there is none. */
export function textIn(element: N42Element, ...path: readonly string[]): string | null {
  let at: N42Element | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  const text = at?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** The elements of this name directly below. */
export function childrenOf({ children }: N42Element, name: string): readonly N42Element[] {
  return children.filter((child) => child.name === name);
}

/** The elements of this name at any depth below. */
export function allIn(element: N42Element, name: string): readonly N42Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...allIn(child, name),
  ]);
}

/** Names that an attribute refers to, separated by blanks (xsd:IDREFS). */
export function referencesIn({ attributes }: N42Element, ...names: readonly string[]): string[] {
  return names.flatMap((name) =>
    (attributes.get(name) ?? '').split(/\s+/).filter((part) => part !== ''),
  );
}

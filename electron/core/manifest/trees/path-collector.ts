import type { TreePath, TreeStep } from '../../../../shared/manifest/tree-path.ts';
import type { TreeAttribute } from './tree-events.ts';

/** Takes the texts that stand at paths. */
export interface PathTexts {
  /** @param at index of the path; @param text not blank */
  take(at: number, text: string): void;
  /** A text is longer than is read. */
  tooLong(at: number): void;
}

/** Collects texts by their paths while a document goes by; what nobody asked for is not kept. */
export interface PathCollector {
  open(name: string, attributes: readonly TreeAttribute[]): void;
  /** Asks for texts from the element that was opened last, until it is closed. */
  start(paths: readonly TreePath[], texts: PathTexts): void;
  text(text: string): void;
  close(): void;
}

/** Characters of one text; the longest field has 2,000. */
const LONGEST = 64 * 1024;
/** A line break and the blanks around it are how a document is set out, not what it says. */
const LINE_BREAK = /\s*[\r\n]\s*/g;

type Take = (text: string | null) => void;

interface Match {
  readonly path: TreePath;
  /** Which step a child has to fit. */
  readonly step: number;
  readonly take: Take;
}

/** Texts that count only if a child says what the path asks for. */
interface Pending {
  readonly condition: NonNullable<TreeStep['condition']>;
  texts: (string | null)[];
  readonly take: Take;
  characters: number;
  holds: boolean;
}

interface Reading {
  readonly take: Take;
  text: string;
  isTooLong: boolean;
}

interface Frame {
  readonly attributes: readonly TreeAttribute[];
  readonly matches: Match[];
  readonly pending: Pending[];
  /** How many readings are of this element. */
  readings: number;
}

export function createPathCollector(): PathCollector {
  const frames: Frame[] = [];
  /** Of all open elements, the innermost last. */
  const readings: Reading[] = [];

  const read = (frame: Frame, take: Take): void => {
    readings.push({ take, text: '', isTooLong: false });
    frame.readings += 1;
  };

  /** @param step the element of the frame fits the steps before it */
  const go = (frame: Frame, path: TreePath, step: number, take: Take): void => {
    const condition = path.steps[step - 1]?.condition ?? null;
    let into = take;
    if (condition?.of === 'attribute') {
      if (attributeOf(frame, condition.name) !== condition.value) return;
    } else if (condition !== null) {
      const pending: Pending = { condition, texts: [], take, characters: 0, holds: false };
      frame.pending.push(pending);
      into = (text) => keep(pending, text);
    }
    if (step < path.steps.length) frame.matches.push({ path, step, take: into });
    else if (path.attribute === null) read(frame, into);
    else {
      const value = attributeOf(frame, path.attribute)?.trim() ?? '';
      if (value !== '') into(value.length > LONGEST ? null : value);
    }
  };

  return {
    open(name, attributes) {
      const parent = frames.at(-1);
      const frame: Frame = { attributes, matches: [], pending: [], readings: 0 };
      frames.push(frame);
      if (parent === undefined) return;
      for (const { path, step, take } of parent.matches) {
        if (path.steps[step]?.name === name) go(frame, path, step + 1, take);
      }
      for (const pending of parent.pending) {
        const { condition } = pending;
        if (condition.name !== name) continue;
        read(frame, (text) => {
          pending.holds ||= text === condition.value;
        });
      }
    },
    start(paths, texts) {
      const frame = frames.at(-1);
      if (frame === undefined) return;
      for (const [at, path] of paths.entries()) {
        go(frame, path, 0, (text) => (text === null ? texts.tooLong(at) : texts.take(at, text)));
      }
    },
    text(text) {
      for (const reading of readings) {
        if (reading.isTooLong) continue;
        reading.isTooLong = reading.text.length + text.length > LONGEST;
        reading.text = reading.isTooLong ? '' : reading.text + text;
      }
    },
    close() {
      const frame = frames.pop();
      if (frame === undefined) return;
      for (const { take, text, isTooLong } of readings.splice(readings.length - frame.readings)) {
        if (isTooLong) take(null);
        const said = text.replace(LINE_BREAK, ' ').trim();
        if (said !== '') take(said);
      }
      // The innermost condition is the last one that was made.
      for (const { holds, texts, take } of frame.pending.toReversed()) {
        if (holds) for (const text of texts) take(text);
      }
    },
  };
}

function keep(pending: Pending, text: string | null): void {
  pending.characters += text?.length ?? 0;
  // However many stand there: too many are one that is too long.
  if (pending.characters > LONGEST) pending.texts = [null];
  else pending.texts.push(text);
}

function attributeOf(frame: Frame, name: string): string | undefined {
  return frame.attributes.find((attribute) => attribute.name === name)?.value;
}

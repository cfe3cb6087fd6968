import { UnreadableFile } from '../reader.ts';
import type { Part } from './archive.ts';
import { LONGEST_CELL, plainText } from './cell-text.ts';
import { readXmlPart } from './xml-part.ts';

/** How much of the texts of a workbook is kept at once. */
interface Limits {
  readonly strings: number;
  /** Of all of them, in UTF-8. */
  readonly bytes: number;
}
const KEPT: Limits = { strings: 2_000_000, bytes: 2 ** 26 };
const FIRST_BYTES = 2 ** 16;

/** Texts that cells point at. */
export interface SharedStrings {
  /** Null where there is none of this number. */
  at(index: number): string | null;
}

const NONE: SharedStrings = { at: () => null };

/**
 * Reads the texts of a workbook (ECMA-376-1, 18.4.9). They are kept as bytes beside the heap: as two
 * million strings they would take it several times the memory, and pieces of the chunks they came in.
 *
 * @param part null where the workbook has none
 * @throws UnreadableFile where they are damaged, or too many to be kept
 */
export async function readSharedStrings(
  part: Part | null,
  onShare: (share: number) => void,
  most: Limits = KEPT,
): Promise<SharedStrings> {
  if (part === null) return NONE;
  let bytes = Buffer.alloc(FIRST_BYTES);
  /** Where each text ends; the next begins there. */
  let ends = new Uint32Array(1_024);
  let count = 0;
  const endOf = (index: number): number => (index < 0 ? 0 : (ends[index] ?? 0));
  const add = (text: string): void => {
    const start = endOf(count - 1);
    const end = start + Buffer.byteLength(text);
    if (end > most.bytes) throw tooMuch(`more than ${most.bytes} bytes of different texts`);
    if (count === most.strings) throw tooMuch(`more than ${most.strings} different texts`);
    if (end > bytes.length) bytes = Buffer.concat([bytes], Math.max(end, 2 * bytes.length));
    if (count === ends.length) ends = grown(ends);
    bytes.write(text, start);
    ends[count] = end;
    count += 1;
  };

  let text = '';
  let isText = false;
  let isReading = false;
  await readXmlPart(
    part,
    'list of texts',
    {
      open(name) {
        if (name === 'si') text = '';
        // How the text is pronounced is no part of it.
        if (name === 'rPh') isReading = true;
        isText = name === 't' && !isReading;
      },
      text(more) {
        // One character more says that it is too long, to whoever reads the cell.
        if (isText && text.length <= LONGEST_CELL) text += more;
      },
      close(name) {
        isText = false;
        if (name === 'rPh') isReading = false;
        if (name === 'si') add(plainText(text));
      },
    },
    onShare,
  );
  return {
    at: (index) =>
      Number.isInteger(index) && index >= 0 && index < count
        ? bytes.toString('utf8', endOf(index - 1), endOf(index))
        : null,
  };
}

function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * list.length);
  larger.set(list);
  return larger;
}

function tooMuch(what: string): UnreadableFile {
  return new UnreadableFile(`has ${what}: export it as CSV, or in parts`);
}

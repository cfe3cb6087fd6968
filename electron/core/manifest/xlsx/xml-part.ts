import { SaxesParser } from 'saxes';
import { UnreadableFile } from '../reader.ts';
import { createDecoder } from '../text-decoders.ts';
import type { Part } from './archive.ts';

/** What is in a part, in its order; names without their prefix. */
export interface PartEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Sheets are five deep, their extensions a few more. */
const MOST_DEPTH = 64;
/** Characters between two events: a text, a comment, an element with its attributes. */
const LONGEST_PIECE = 2 ** 20;

/**
 * Reads a part of a workbook, which is XML in UTF-8.
 *
 * @param name for people
 * @throws UnreadableFile where it is not well-formed, has a DOCTYPE (which ECMA-376-2, 6.2.5, does
 *   not allow, and which is never followed), is too deep, or has a piece that is too long
 */
export async function readXmlPart(
  part: Part,
  name: string,
  events: PartEvents,
  onShare: (share: number) => void = () => undefined,
): Promise<void> {
  const wrong = (what: string): UnreadableFile =>
    new UnreadableFile(`has a damaged part ${name} (${what}): save it once more`);
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  let piece = 0;
  let depth = 0;
  parser.on('error', (error) => {
    throw wrong(error.message);
  });
  parser.on('doctype', () => {
    throw wrong('it has a DOCTYPE');
  });
  parser.on('opentag', (tag) => {
    piece = 0;
    depth += 1;
    if (depth > MOST_DEPTH) throw wrong(`it is more than ${MOST_DEPTH} elements deep`);
    events.open(localName(tag.name), tag.attributes);
  });
  parser.on('text', (text) => {
    piece = 0;
    events.text?.(text);
  });
  parser.on('cdata', (text) => {
    piece = 0;
    events.text?.(text);
  });
  parser.on('closetag', (tag) => {
    piece = 0;
    depth -= 1;
    events.close?.(localName(tag.name));
  });
  const decode = createDecoder('utf-8');
  const write = (chunk: Buffer | null): void => {
    const { text, bad } = decode(chunk);
    if (bad !== null) throw wrong('it is not UTF-8');
    piece += text.length;
    parser.write(text);
    if (piece > LONGEST_PIECE) throw wrong(`a piece of it is longer than ${LONGEST_PIECE}`);
  };
  for await (const chunk of part.read(onShare)) write(chunk);
  write(null);
  parser.close();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

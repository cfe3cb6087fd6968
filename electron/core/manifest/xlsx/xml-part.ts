import { UnreadableFile } from '../reader.ts';
import { createDecoder } from '../text-decoders.ts';
import { createSafeXml } from '../xml/safe-xml.ts';
import type { XmlAttribute } from '../xml/safe-xml.ts';
import type { Part } from './archive.ts';

/** What is in a part, in its order; names without their prefix. */
export interface PartEvents {
  open(name: string, attributes: readonly XmlAttribute[]): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads a part of a workbook, which is XML in UTF-8.
 *
 * @param name for people
 * @throws UnreadableFile where it is not well-formed, or its events say what is wrong with it
 */
export async function readXmlPart(
  part: Part,
  name: string,
  events: PartEvents,
  onShare: (share: number) => void = () => undefined,
): Promise<void> {
  const xml = createSafeXml({
    open: (element) => events.open(element.name, element.attributes),
    text: (text) => events.text?.(text),
    close: (element) => events.close?.(element),
  });
  const decode = createDecoder('utf-8');
  const write = (chunk: Buffer | null): void => {
    const { text, bad } = decode(chunk);
    if (bad !== null) throw new UnreadableFile('is not UTF-8');
    xml.write(text);
    if (chunk === null) xml.end();
  };
  for await (const chunk of part.read(onShare)) named(name, () => write(chunk));
  named(name, () => write(null));
}

/** The text of an attribute, where an element has it. */
export function attributeOf(attributes: readonly XmlAttribute[], name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

/** What is wrong with a part is said of the part, not of the whole file. */
function named(name: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UnreadableFile(`is a workbook whose ${name} ${error.message}`);
  }
}

import { createReadStream } from 'node:fs';
import type { SourceFile } from '../reader.ts';
import { createDecoder } from '../text-decoders.ts';
import type { TextEncoding } from '../text-decoders.ts';
import { DamagedText } from '../text-file.ts';
import { createSafeXml } from './safe-xml.ts';
import type { XmlEvents } from './safe-xml.ts';
import { xmlEncoding } from './xml-encoding.ts';

const CHUNK = { highWaterMark: 64 * 1024 };

/**
 * Reads an XML file from its beginning to its end, in memory that does not grow with it.
 *
 * @param counted what a person would count so far, for the progress
 * @returns its encoding
 * @throws UnreadableFile when it is not well-formed, has a DOCTYPE, is too deep or has a part that is
 *   too long; DamagedText for bytes that are none of its encoding, since an XML document says which
 *   one it has; what `onRead` and the events throw
 */
export async function readXmlFile(
  { path, hash, encoding: asked, onRead }: SourceFile,
  events: XmlEvents,
  counted: () => number,
): Promise<TextEncoding> {
  const xml = createSafeXml(events);
  let opened: { encoding: TextEncoding; decode: ReturnType<typeof createDecoder> } | null = null;
  let bytes = 0;
  const take = (chunk: Buffer | null): TextEncoding => {
    if (opened === null) {
      const encoding = asked ?? xmlEncoding(chunk ?? Buffer.alloc(0));
      opened = { encoding, decode: createDecoder(encoding) };
    }
    const { encoding, decode } = opened;
    const { text, bad } = decode(chunk);
    // What comes before bad bytes has to be XML: the parser counts the line.
    xml.write(bytes === 0 ? text.replace(/^\ufeff/, '') : text);
    if (bad !== null) throw new DamagedText(xml.line, encoding);
    return encoding;
  };
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    take(chunk);
    bytes += chunk.length;
    onRead(bytes, counted());
  }
  const encoding = take(null);
  xml.end();
  return encoding;
}

import { createReadStream } from 'node:fs';
import { UnreadableFile } from '../reader.ts';
import type { SourceFile } from '../reader.ts';
import { createDecoder } from '../text-decoders.ts';
import type { TextEncoding } from '../text-decoders.ts';
import { createSafeXml } from './safe-xml.ts';
import type { XmlEvents } from './safe-xml.ts';
import { xmlEncoding } from './xml-encoding.ts';

const CHUNK = { highWaterMark: 64 * 1024 };
/** What a code page has no character for comes out as one of these; no text has them. */
const NO_TEXT = /[\u0080-\u0084\u0086-\u009f\ufffd]/;

/**
 * Reads an XML file from its beginning to its end, in memory that does not grow with it.
 *
 * @param counted what a person would count so far, for the progress
 * @returns its encoding
 * @throws UnreadableFile when it is not well-formed, has a DOCTYPE, is too deep, has a part that is too
 *   long, or has bytes that are none of its encoding; what `onRead` and the events throw
 */
export async function readXmlFile(
  { path, hash, encoding: asked, onRead }: SourceFile,
  events: XmlEvents,
  counted: () => number,
): Promise<TextEncoding> {
  const xml = createSafeXml(events);
  let encoding: TextEncoding | null = asked;
  let decode: ReturnType<typeof createDecoder> | null = null;
  let bytes = 0;
  const take = (chunk: Buffer | null): void => {
    encoding ??= xmlEncoding(chunk ?? Buffer.alloc(0));
    decode ??= createDecoder(encoding);
    const { text, bad } = decode(chunk);
    const stop = encoding.startsWith('utf') ? -1 : text.search(NO_TEXT);
    const good = stop < 0 ? text : text.slice(0, stop);
    // Up to there it has to be XML: the line is counted by the parser.
    xml.write(bytes === 0 ? good.replace(/^\ufeff/, '') : good);
    if (bad === null && stop < 0) return;
    throw new UnreadableFile(
      `is damaged in line ${xml.line}: it is ${encoding.toUpperCase()}, bytes there are not; ` +
        'copy or export it once more',
    );
  };
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    take(chunk);
    bytes += chunk.length;
    onRead(bytes, counted());
  }
  take(null);
  xml.end();
  return encoding ?? 'utf-8';
}

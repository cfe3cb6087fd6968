import { createReadStream } from 'node:fs';
import type { ManifestReader, SourceFile } from '../reader.ts';
import { createDecoder } from '../text-decoders.ts';
import type { TextEncoding } from '../text-decoders.ts';
import { DamagedText, NotUtf8 } from '../text-file.ts';
import { Refusal } from '../trees/profile-for.ts';
import { createJsonDocuments } from './json-documents.ts';
import type { JsonDocuments } from './json-documents.ts';
import { createJsonParts } from './json-parts.ts';

const CHUNK = { highWaterMark: 64 * 1024 };
const LINE_END = Buffer.from('\n');

/** Reads JSON: one document with all items in it, streamed. */
export const readJson: ManifestReader = async (source, sink) => {
  const documents = createJsonDocuments(source, sink);
  const encoding = source.encoding ?? 'utf-8';
  try {
    await readDocument(source, encoding, documents);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
  const [decimal, profile] = [documents.decimal(), documents.profile()];
  return { ok: true, value: { encoding, delimiter: null, decimal, profile } };
};

async function readDocument(
  { path, hash, onRead }: SourceFile,
  encoding: TextEncoding,
  documents: JsonDocuments,
): Promise<void> {
  const parts = createJsonParts(documents.events);
  const decode = createDecoder(encoding);
  let bytes = 0;
  const take = (chunk: Buffer | null): void => {
    const { text, bad } = decode(chunk);
    // What comes before bad bytes has to be JSON: lines are counted there.
    parts.write(Buffer.from(bytes === 0 ? text.replace(/^\ufeff/, '') : text));
    if (bad === 'other-encoding') throw new NotUtf8(parts.line());
    if (bad !== null) throw new DamagedText(parts.line(), encoding);
  };
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    take(chunk);
    bytes += chunk.length;
    onRead(bytes, documents.items());
  }
  take(null);
  // Whatever text or word is still open ends here.
  parts.write(LINE_END);
  parts.endDocument();
}

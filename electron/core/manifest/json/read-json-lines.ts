import { UnreadableFile } from '../reader.ts';
import type { ManifestReader, RowSink } from '../reader.ts';
import { readTextLines } from '../text-file.ts';
import { Refusal } from '../trees/profile-for.ts';
import { createJsonDocuments } from './json-documents.ts';
import type { JsonDocuments } from './json-documents.ts';
import { createJsonParts } from './json-parts.ts';
import type { JsonParts } from './json-parts.ts';

/** The id of a line that is no JSON, as far as that can be seen. */
const ITEM_ID = /"item_id"\s*:\s*"([^"\\]{1,64})"/;

/**
 * Reads JSON Lines: a document in each line. A line that is none is left out and reading goes on,
 * unless items of it were handed on already.
 */
export const readJsonLines: ManifestReader = async (source, sink) => {
  const documents = createJsonDocuments(source, sink);
  const encoding = source.encoding ?? 'utf-8';
  const lines = createLines(documents, sink);
  try {
    const batches = readTextLines(source.path, encoding, source.hash, (bytes) =>
      source.onRead(bytes, documents.items()),
    );
    for await (const batch of batches) for (const text of batch) lines.take(text);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    if (error instanceof RangeError) throw new UnreadableFile(`cannot be read: ${error.message}`);
    throw error;
  }
  const [decimal, profile] = [documents.decimal(), documents.profile()];
  return { ok: true, value: { encoding, delimiter: null, decimal, profile } };
};

function createLines(documents: JsonDocuments, sink: RowSink): { take(text: string): void } {
  let parts: JsonParts | null = null;
  let line = 0;
  return {
    take(text) {
      line += 1;
      parts ??= createJsonParts(documents.events, line);
      if (text.trim() === '') {
        parts.write(Buffer.from('\n'));
        return;
      }
      try {
        parts.write(Buffer.from(`${text}\n`));
        parts.endDocument();
      } catch (error) {
        if (!(error instanceof UnreadableFile) || documents.handedOn()) throw error;
        parts = null;
        documents.beginNeutral();
        sink.take({ line, reason: error.message, item: ITEM_ID.exec(text)?.[1] ?? '' });
      }
      documents.next();
    },
  };
}

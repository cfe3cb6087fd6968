import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import type { ManifestReader } from '../reader.ts';
import { readXmlFile } from '../xml/xml-file.ts';
import { withNotes } from './n42-content.ts';
import { createN42Document } from './n42-document.ts';
import { findItem } from './which-item.ts';

/**
 * Reads measurements of another instrument: ANSI N42.42 of 2011 and of 2005. They come with no
 * declaration, so there are no items in what is imported.
 */
export const readN42: ManifestReader = async (source, sink) => {
  const document = createN42Document();
  const encoding = await readXmlFile(source, document, () => document.gathered());
  const { instrument, items, parts } = document.content();
  const itemOf = findItem(items, source.path, source.item);
  if (!itemOf.ok) return itemOf;
  sink.begin(['item_id'], createDecimals(true));
  for (const [at, part] of parts.entries()) {
    const of = itemOf.value(part);
    if (of === null) {
      const reason = 'the file has several items, and the measurement does not say which it is of';
      sink.take({ line: part.line, reason, item: '' });
      continue;
    }
    const { measured } = withNotes(part, of.note === null ? [] : [of.note]);
    sink.measurement({ item: of.item, number: at + 1, instrument, ...measured });
  }
  return { ok: true, value: { encoding, delimiter: null, decimal: null, profile: null } };
};

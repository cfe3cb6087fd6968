import { describe, expect, it } from 'vitest';
import { recognise } from '../../../../electron/core/manifest/recognise.ts';

const HEAD_BYTES = 64 * 1024;
/** What a file is taken for, as it is seen: by its first 64 kB. */
function formatOf(content: string): string | null {
  return recognise(Buffer.from(content).subarray(0, HEAD_BYTES), null).format;
}
const FILL = 'x'.repeat(HEAD_BYTES);

describe('a file is', () => {
  it.each([
    ['a table whose first column begins like an archive', 'PKG,item_id\n1,A', 'csv'],
    ['a table whose first column is in brackets', '[ref],item_id\n1,A', 'csv'],
    ['an archive', 'PK\u0003\u0004...', 'xlsx'],
    ['an archive with nothing in it', 'PK\u0005\u0006...', 'xlsx'],
    ['a list of items', '[ {"item_id":"A"}]', 'json'],
    ['an empty list', '[]', 'json'],
    ['a list that was cut off', '[\n', 'json'],
  ])('%s', (_name, content, format) => {
    expect(formatOf(content)).toBe(format);
  });

  it.each([
    ['an object in each line', '{"item_id":"A"}\n{"item_id":"B"}', 'jsonl'],
    [
      'lines, of which the first is damaged',
      '{"item_id":"A","gross_g":5\n{"item_id":"B"}',
      'jsonl',
    ],
    [
      'lines, of which the first is very long',
      `{"item_id":"A","description":"${FILL}"}\n`,
      'jsonl',
    ],
    ['a document in one very long line', `{"items":[{"item_id":"${FILL}"}]}`, 'json'],
    ['a document whose items have lines of their own', '{"items":[\n{"item_id":"A"}\n]}', 'json'],
    ['a document whose list begins in a line of its own', '{"n":1,"Item":\n{"Id":"A"}}', 'json'],
    ['a document over several lines', '{\n"item_id":"A"\n}', 'json'],
  ])('JSON: %s', (_name, content, format) => {
    expect(formatOf(content)).toBe(format);
  });

  it.each([
    ['a measurement', '<?xml version="1.0"?><!-- x --><n:RadInstrumentData a="1">', 'n42'],
    ['a measurement within what a gate says', '<Gate><N42InstrumentData>', 'n42'],
    ['a manifest that names one in a comment', '<!-- <RadInstrumentData> --><ITMATT>', 'xml'],
    ['a manifest that names one as text', '<A><![CDATA[<RadInstrumentData>]]></A>', 'xml'],
    ['a manifest with a comment that goes on', `<A><!-- ${FILL} <RadInstrumentData>`, 'xml'],
  ])('XML: %s', (_name, content, format) => {
    expect(formatOf(content)).toBe(format);
  });
});

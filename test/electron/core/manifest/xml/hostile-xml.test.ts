import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import { temporaryFolder, tickingClock } from '../../store/support.ts';
import { fileWith, importFile, refusal, RESOURCES } from '../trees/support.ts';

const ITEM = '<Item><ItemId>GOOD</ItemId></Item>';
/** What `npm run test:long` makes a gigabyte. */
const HOSTILE_BYTES = Number(process.env['STATION_HOSTILE_BYTES'] ?? 100_000_000);

/** A file that begins in one way and goes on in another, without an end. */
function endless(begin: string, more: string): string {
  const file = join(temporaryFolder(), 'endless.xml');
  const handle = openSync(file, 'w');
  writeSync(handle, begin);
  const block = Buffer.from(more.repeat(Math.ceil(1_000_000 / more.length)));
  for (let bytes = 0; bytes < HOSTILE_BYTES; bytes += block.length) writeSync(handle, block);
  closeSync(handle);
  return file;
}

describe('an XML file that is refused as a whole, though its first item was good', () => {
  it.each([
    ['mismatched tags', `<ITMATT>${ITEM}\n<Item></ITMATT>`, 'in line 2, column 15'],
    ['an end that is missing', `<ITMATT>${ITEM}\n<Item>`, 'unclosed tag: Item'],
    ['an unknown entity', `<ITMATT>${ITEM}&boom;</ITMATT>`, 'undefined entity'],
    [
      'billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<ITMATT>${ITEM}&b;</ITMATT>`,
      'has a document type declaration (DOCTYPE) in line 1',
    ],
    [
      'an external entity',
      `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><ITMATT>&a;</ITMATT>`,
      'nothing of it was followed',
    ],
    ['nested elements', `<ITMATT>${ITEM}${'<a>'.repeat(100_000)}`, 'more than 64 elements'],
    ['an unknown document', `<Foo>${ITEM}</Foo>`, 'begins with "Foo", which no mapping profile'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-X"?><ITMATT/>', 'in EBCDIC-X'],
    ['no item', '<ITMATT></ITMATT>', 'it has no rows'],
  ])('for %s', async (_name, content, reason) => {
    expect((await refusal(fileWith(content))).message).toContain(reason);
  });

  it.each([
    ['UTF-8', Buffer.from([0xff]), ''],
    ['windows-1252', Buffer.from([0x81]), '<?xml version="1.0" encoding="windows-1252"?>'],
    ['GB18030', Buffer.from([0xff]), '<?xml version="1.0" encoding="GB18030"?>'],
  ])('for bytes that are no %s, with their line', async (name, bad, declaration) => {
    const begin = Buffer.from(`${declaration}<ITMATT>\n${ITEM}\n<Item>`);
    const { message } = await refusal(fileWith(Buffer.concat([begin, bad, Buffer.from('</')])));
    expect(message).toContain('is damaged in line 3');
    expect(message.toLowerCase()).toContain(name.toLowerCase());
  });

  it.each([
    ['a single element', `<ITMATT>${ITEM}<Item>`, 'x'],
    ['an attribute', `<ITMATT>${ITEM}<Item a="`, 'x'],
    ['a comment', `<ITMATT>${ITEM}<!--`, '-x'],
  ])(
    'for %s of any size, after a million characters and without their memory',
    async (_name, begin, more) => {
      const file = endless(begin, more);
      const before = process.memoryUsage.rss();
      let read = 0;
      const { message } = await refusal(file, { onProgress: ({ bytes }) => void (read = bytes) });
      expect(message).toContain('single element, text or comment of more than 1048576 characters');
      expect(read).toBeLessThan(2_000_000);
      expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    },
    120_000,
  );
});

it('items of any number do not add up in memory', { timeout: 120_000 }, async () => {
  const file = join(temporaryFolder(), 'many.xml');
  const handle = openSync(file, 'w');
  writeSync(handle, '<ITMATT>');
  for (let block = 0; block < 100; block += 1) {
    const ids = Array.from({ length: 1_000 }, (_, at) => `I${block}-${at}`);
    writeSync(handle, ids.map((id) => `<Item><ItemId>${id}</ItemId></Item>\n`).join(''));
  }
  writeSync(handle, '</ITMATT>');
  closeSync(handle);
  const { report, find } = await importFile(file);
  expect([report.items, find('I99-999')?.item_id]).toEqual([100_000, 'I99-999']);
});

it.each<[string, BufferEncoding, string, string]>([
  ['UTF-8', 'utf8', '<?xml version="1.0" encoding="UTF-8"?>', 'Müller 茶'],
  ['UTF-8 with a mark', 'utf8', '\ufeff', 'Müller 茶'],
  ['UTF-16', 'utf16le', '\ufeff<?xml version="1.0" encoding="UTF-16"?>', 'Müller 茶'],
  ['ISO-8859-1', 'latin1', '<?xml version="1.0" encoding="ISO-8859-1"?>', 'Müller'],
])('a document in %s is read as it says', async (_name, encoding, begin, name) => {
  const content = `${begin}<ITMATT><Item><ItemId>A</ItemId><SenderAddress><Name>${name}</Name></SenderAddress></Item></ITMATT>`;
  const { find } = await importFile(fileWith(Buffer.from(content, encoding)));
  expect(find('A')?.sender_name).toBe(name);
});

it('a windows-1251 document is read as it says', async () => {
  const begin = '<?xml version="1.0" encoding="windows-1251"?><ITMATT><Item><ItemId>A</ItemId>';
  const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  const parts = [
    `${begin}<SenderAddress><Name>`,
    cyrillic,
    '</Name></SenderAddress></Item></ITMATT>',
  ];
  const { find } = await importFile(
    fileWith(Buffer.concat(parts.map((part) => Buffer.from(part as string)))),
  );
  expect(find('A')?.sender_name).toBe('Привет');
});

it.each([
  ['XML', `<ITMATT>${ITEM.repeat(20_000)}</ITMATT>`],
  ['JSON', `[${'{"item_id":"A","description":"x"},'.repeat(20_000)}{}]`],
  ['JSON Lines', '{"item_id":"A","description":"x"}\n'.repeat(20_000)],
])('%s can be cancelled in the middle, and nothing is left', async (_name, content) => {
  const dataDir = temporaryFolder();
  const file = fileWith(content);
  const onProgress = ({ bytes }: { bytes: number }): void => {
    if (bytes > 100_000) throw new Error('cancelled');
  };
  const options = { file, dataDir, clock: tickingClock(), resourcesDir: RESOURCES, onProgress };
  await expect(importManifest(options)).rejects.toThrow('cancelled');
  expect(readdirSync(join(dataDir, 'manifest'))).toEqual([]);
});

it('a profile that is asked for has to know the document', async () => {
  const { message } = await refusal(fileWith(`<ITMATT>${ITEM}</ITMATT>`), { profile: 'predes' });
  expect(message).toContain('the mapping profile predes reads documents that begin with PREDES');
});

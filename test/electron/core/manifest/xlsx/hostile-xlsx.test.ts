import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import { readXlsx } from '../../../../../electron/core/manifest/xlsx/read-xlsx.ts';
import { zipOf } from '../../../../support/zip.ts';
import type { ZipPart } from '../../../../support/zip.ts';
import { temporaryFolder, tickingClock } from '../../store/support.ts';
import { bookParts, refusal, refusedBook, textRow } from './support.ts';

const ROWS = textRow('item_id') + textRow('A');
const SHEET = 'xl/worksheets/sheet1.xml';
const MB = 2 ** 20;

/** A good workbook in which one part is changed. */
function changed(name: string, change: Partial<ZipPart>): Buffer {
  const parts = bookParts({ rows: ROWS });
  return zipOf(parts.map((part) => (part.name === name ? { ...part, ...change } : part)));
}

describe('an archive', () => {
  it('that is packed too well is not unpacked', async () => {
    const bomb = `<worksheet><sheetData>${' '.repeat(20 * MB)}</sheetData></worksheet>`;
    const bytes = changed(SHEET, { content: bomb });
    expect(bytes.length).toBeLessThan(MB / 8);
    expect(await refusal(bytes)).toContain('unpacks to more than 250 times its size');
  });

  it('that says of a part that it is larger than any sheet is not unpacked', async () => {
    const said = await refusal(changed(SHEET, { claims: { unpackedBytes: 2 ** 32 - 2 } }));
    expect(said).toContain(`has a part ${SHEET} that unpacks to more than 2 GB`);
  });

  it('that hides how large a part is, is read no further than it says', async () => {
    const content = `<worksheet><sheetData>${ROWS}</sheetData></worksheet>${' '.repeat(4 * MB)}`;
    const said = await refusal(changed(SHEET, { content, claims: { unpackedBytes: 100_000 } }));
    expect(said).toContain(`has a damaged part ${SHEET} (too many bytes in the stream`);
  });

  it.each([
    ['fewer bytes than it says', { unpackedBytes: 100_000 }, 'not enough bytes in the stream'],
    ['another checksum', { crc: 7 }, 'its checksum is another one'],
    ['a password', { flags: 0x801 }, 'is locked with a password: save it without one'],
    ['more packed bytes than there are', { packedBytes: MB }, 'file data overflows file bounds'],
  ])('with a part that has %s is refused', async (_name, claims, message) => {
    expect(await refusal(changed(SHEET, { claims }))).toContain(message);
  });

  it('with names that lead out of it is refused, and nothing is written anywhere', async () => {
    const parts = [...bookParts({ rows: ROWS }), { name: '../../evil.txt', content: 'x' }];
    expect(await refusal(zipOf(parts))).toContain('invalid relative path: ../../evil.txt');
    expect(existsSync(join(import.meta.dirname, '../../evil.txt'))).toBe(false);
  });

  it('with two parts of a name, in any case, is refused', async () => {
    const twice = { name: 'XL/Worksheets/sheet1.xml', content: '' };
    const said = await refusal(zipOf([...bookParts({ rows: ROWS }), twice]));
    expect(said).toContain('has two parts of the name XL/Worksheets/sheet1.xml');
  });

  it('of too many parts is refused', async () => {
    const parts = Array.from({ length: 1_001 }, (_, at) => ({ name: `p${at}`, content: '' }));
    expect(await refusal(zipOf(parts))).toContain('is an archive of 1001 parts; 1000 are read');
  });

  it.each([1, 30, 400, 900])('that was cut %i bytes before its end is refused', async (missing) => {
    const bytes = zipOf(bookParts({ rows: ROWS }));
    const said = await refusal(bytes.subarray(0, bytes.length - missing));
    expect(said).toContain('is a damaged archive');
  });

  it('whose sheet is cut within is refused, also when rows of it were read before', async () => {
    const whole = manyRows(5_000, 100);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, whole.length - 3_000, whole.length - 2_000);
    expect(await refusal(damaged)).toContain('manifest-unreadable: ');
  });
});

describe('a file that is no workbook', () => {
  it.each([
    ['xl/workbook.bin', 'is a binary workbook (.xlsb), which is not read: save it as .xlsx'],
    ['word/document.xml', 'is a text document of Word, no workbook'],
    ['content.xml', 'is an OpenDocument file, which is not read'],
    ['parcels.csv', 'is a zip archive without a workbook in it: unpack it first'],
  ])('is named for what it is, by its %s', async (name, message) => {
    expect(await refusal(zipOf([{ name, content: 'x' }]))).toContain(message);
  });

  it('is named when it is of the old kind, or locked', async () => {
    const bytes = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    expect(await refusal(bytes)).toContain('of the old kind (.xls), or locked with a password');
  });

  it.each([
    ['has no sheet', '', 'is a workbook without a visible sheet'],
    ['hides all of them', '<sheet r:id="s1" state="hidden"/>', 'without a visible sheet'],
    ['lacks its sheet', '<sheet name="Parcels" r:id="s2"/>', 'whose sheet "Parcels" is missing'],
  ])('is one that %s', async (_name, sheets, message) => {
    expect(await refusedBook({ sheets, rows: ROWS })).toContain(message);
  });
});

describe('XML of a sheet', () => {
  const LAUGHS =
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>' +
    '<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>';
  const OUTSIDE =
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' +
    '<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>';
  const within = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

  it.each([
    ['entities that multiply', LAUGHS, 'has a document type declaration (DOCTYPE) in line 1'],
    ['entities from outside', OUTSIDE, 'has a document type declaration (DOCTYPE) in line 1'],
    ['an entity of nowhere', within('<row><c><v>&a;</v></c></row>'), 'undefined entity'],
    ['no bottom', '<a>'.repeat(100_000), 'has more than 64 elements within each other'],
    [
      'tags that do not match',
      within(`${ROWS}<row></c>`),
      'is a workbook whose sheet is not well-formed XML in line 1, column',
    ],
    [
      'no end',
      within(ROWS).slice(0, -20),
      'is a workbook whose sheet is not well-formed XML in line 1, column',
    ],
    [
      'a text without end',
      within(`<row><c><v>${'1'.repeat(2 * MB)}`),
      'has a single element, text or comment of more than',
    ],
    [
      'a name without end',
      `<${'w'.repeat(2 * MB)}`,
      'has a single element, text or comment of more than 1048576',
    ],
    [
      'a comment without end',
      within(`<!--${'w'.repeat(2 * MB)}`),
      'has a single element, text or comment of more than',
    ],
    [
      'rows that go back',
      within(`${ROWS}<row r="1"/>`),
      'whose sheet has row 2, followed by one that',
    ],
    [
      'a row beyond all',
      within('<row r="1048577"/>'),
      'whose sheet has row 0, followed by one that',
    ],
    [
      'cells that go back',
      within('<row><c r="B1"/><c r="A1"/></row>'),
      'has a cell in row 1 that cannot be where',
    ],
    [
      'a cell of no column',
      within('<row><c r="1"/></row>'),
      'has a cell in row 1 that cannot be where',
    ],
    [
      'a cell beyond all',
      within('<row><c r="XFE1"/></row>'),
      'has a cell in row 1 that cannot be where',
    ],
  ])('with %s is refused, nothing imported', async (_name, sheet, message) => {
    expect(await refusedBook({ sheet })).toContain(message);
  });

  it('with bytes that are not UTF-8 is refused', async () => {
    const sheet = Buffer.from(within(textRow('item_id') + textRow('M\xfcller')), 'latin1');
    expect(await refusedBook({ sheet })).toContain('is a workbook whose sheet is not UTF-8');
  });

  it('with ten million columns is refused at once, below its names and in them', async () => {
    for (const before of ['', ROWS]) {
      const rows = `${before}<row>${'<c/>'.repeat(10_000_000)}</row>`;
      expect(await refusedBook({ rows, isStored: true })).toContain('that cannot be where it is');
    }
    const names = textRow(...Array.from({ length: 1_200 }, (_, at) => `name ${at}`));
    expect(await refusedBook({ rows: names })).toContain(
      '1200 columns in row 1; a table has 1000 at most',
    );
  });
});

/** A sheet of so many rows with a text of this length each, packed. */
function manyRows(rows: number, length: number): Buffer {
  const cup = 'cup '.repeat(length / 4);
  const texts = Array.from({ length: rows }, (_, at) => textRow(`ITEM${at}`, `${at} ${cup}`));
  return zipOf(bookParts({ rows: textRow('item_id', 'description') + texts.join('') }));
}

describe('a sheet of many rows', () => {
  it('is read as it is unpacked: 10 MB of it are never held', async () => {
    const file = join(temporaryFolder(), 'parcels.xlsx');
    const packed = manyRows(10_000, 1_000);
    writeFileSync(file, packed);
    let rows = 0;
    let most = 0;
    const begun = process.memoryUsage().arrayBuffers;
    const source = {
      path: file,
      bytes: packed.length,
      hash: createHash('sha256'),
      encoding: null,
      profile: null,
      profiles: [],
      item: null,
      onRead: () => {
        most = Math.max(most, process.memoryUsage().arrayBuffers - begun);
      },
    };
    await readXlsx(source, {
      begin: () => undefined,
      take: () => (rows += 1),
      measurement: () => undefined,
    });
    expect(rows).toBe(10_000);
    expect(most).toBeLessThan(6 * MB);
  });

  it('is given up in the middle when it is cancelled, and leaves nothing', async () => {
    const dataDir = temporaryFolder();
    const file = join(temporaryFolder(), 'parcels.xlsx');
    writeFileSync(file, manyRows(20_000, 100));
    const seen: number[] = [];
    const cancelled = importManifest({
      file,
      dataDir,
      clock: tickingClock(),
      onProgress: ({ rows, bytes, ofBytes }) => {
        seen.push(bytes / ofBytes);
        if (rows > 8_000) throw new Error('cancelled');
      },
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual([]);
    expect(seen.at(-1)).toBeGreaterThan(0.3);
    expect(seen.at(-1)).toBeLessThan(0.6);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  });
});

import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodedError } from '../../../../shared/result.ts';
import { BLANK_ITEM, BLANK_LINE } from '../../../../shared/manifest/blank-item.ts';
import type { ManifestItem } from '../../../../shared/manifest/item.ts';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { createGeneration } from '../../../../electron/core/manifest/generation-file.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import type { ImportReport } from '../../../../electron/core/manifest/import-manifest.ts';
import { onEnd, temporaryFolder, tickingClock } from '../store/support.ts';

interface Imported {
  readonly report: ImportReport;
  find(id: string): ManifestItem | null;
}

async function run(content: string | Buffer, dataDir = temporaryFolder()) {
  const file = join(temporaryFolder(), 'manifest.csv');
  writeFileSync(file, content);
  return importManifest({ file, dataDir, clock: tickingClock() });
}

async function imported(content: string | Buffer): Promise<Imported> {
  const dataDir = temporaryFolder();
  const result = await run(content, dataDir);
  if (!result.ok) throw new Error(result.error.message);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return { report: result.value, find: (id) => index.value.find(id) };
}

async function refusal(content: string | Buffer): Promise<CodedError> {
  const result = await run(content);
  if (result.ok) throw new Error('the file was imported');
  return result.error;
}

async function rejections(content: string): Promise<readonly (readonly [number, string])[]> {
  const { report } = await imported(content);
  return report.rejected.map(({ line, reason }) => [line, reason] as const);
}

const GOOD = 'item_id,gross_g,description\nGOOD,1,x\n';

describe('importManifest', () => {
  it('takes nothing of a file that is written while it is read', async () => {
    const dataDir = temporaryFolder();
    const file = join(temporaryFolder(), 'manifest.csv');
    writeFileSync(file, GOOD);
    const result = await importManifest({
      file,
      dataDir,
      clock: tickingClock(),
      onProgress: () => appendFileSync(file, 'LATE,1,x\n'),
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-unreadable' } });
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual([]);
  });

  it('says of a file without any item which row is to blame', async () => {
    const { message } = await refusal('item_id,gross_g\nA,1\nA,2\n');
    expect(message).toContain("line 3: gross_g differs from the item's first row");
  });

  it('leaves out the item of a row with too many fields, also after a quoted delimiter', async () => {
    const { report, find } = await imported(
      'description,item_id,gross_g\nshirt,A,1\n"cup, red",A,1,more\nbook,B,2\n',
    );
    expect([find('A'), find('B')?.item_id]).toEqual([null, 'B']);
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('gives reasons that are short and show no hidden character as it is', async () => {
    const long = 'x'.repeat(60_000);
    const said = await rejections(`${GOOD}A,\u001b[2J,x\nB,${long},x\n`);
    expect(said[0]).toEqual([3, 'gross_g: "<U+001B>[2J" is not a plain number']);
    expect(said[1]?.[1].length).toBeLessThan(400);
    expect((await refusal(`item_id,${long}\nA,1\n`)).message.length).toBeLessThan(1_500);
  });

  it('joins the rows of an item into its content lines, also when others come between', async () => {
    const { report, find } = await imported(
      'item_id,gross_kg,description,net_g\nA,1.25,shirt,400\nA,1.25,cup,300\nB,2,book,2000\nA,1.25,toy,9\n',
    );
    expect(report).toMatchObject({ items: 2, lines: 4, rejected: [], rejectedTotal: 0 });
    expect(find('A')).toMatchObject({ item_id: 'A', gross_g: '1250' });
    expect(find('A')?.lines.map((line) => [line.description, line.net_g])).toEqual([
      ['shirt', '400'],
      ['cup', '300'],
      ['toy', '9'],
    ]);
  });

  it('fills every field of the model, blank ones with null', async () => {
    const { find } = await imported(
      'item_id,alt_ids,category,origin_country,transit_countries,referral,sender_name,hs_code\n' +
        'RR473124829US,P1|P2,GIFT,us,DE NL,rfs,"Doe, Jane",0302.92\n',
    );
    expect(find('RR473124829US')).toEqual({
      ...BLANK_ITEM,
      item_id: 'RR473124829US',
      same_mass_items: null,
      alt_ids: ['P1', 'P2'],
      category: 'gift',
      origin_country: 'US',
      transit_countries: ['DE', 'NL'],
      sender_name: 'Doe, Jane',
      referral: 'RFS',
      lines: [{ ...BLANK_LINE, hs_code: '0302.92' }],
    });
  });

  it('finds an item by its alternative ids, in any case and spacing', async () => {
    const { find } = await imported('item_id,alt_ids\nRR473124829US,PR-1|abc 2\nX,\n');
    for (const id of ['rr 473 124 829 us', 'pr-1', 'ABC2']) {
      expect(find(id)?.item_id).toBe('RR473124829US');
    }
    expect(find('X')?.lines).toEqual([]);
    expect(find('PR-2')).toBeNull();
  });

  it.each([
    [';', '1,5'],
    ['\t', '1,5'],
    [',', '1.5'],
  ])('recognises %j between columns', async (delimiter, mass) => {
    const rows = [
      ['item_id', 'gross_kg'],
      ['A', mass],
    ];
    const { report, find } = await imported(rows.map((row) => row.join(delimiter)).join('\n'));
    expect(find('A')?.gross_g).toBe('1500');
    expect(report.delimiter).toBe(delimiter);
  });

  it.each([
    ['utf-8', Buffer.from('item_id,sender_name\nA,Müller €\n')],
    ['utf-8', Buffer.from('\ufeffitem_id,sender_name\nA,Müller €\n')],
    ['utf-16le', Buffer.from('\ufeffitem_id,sender_name\r\nA,Müller €\r\n', 'utf16le')],
    ['windows-1252', Buffer.from('item_id,sender_name\nA,M\xfcller \x80\n', 'latin1')],
  ])('reads %s and says so', async (encoding, bytes) => {
    const { report, find } = await imported(bytes);
    expect(find('A')?.sender_name).toBe('Müller €');
    expect(report.encoding).toBe(encoding);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end in %j', async (end) => {
    const { report } = await imported(['item_id,description', 'A,"x"', 'B,y', ''].join(end));
    expect(report).toMatchObject({ items: 2, lines: 2, rejected: [] });
  });

  it('keeps a formula and a quoted line break as text', async () => {
    const { find } = await imported('item_id,description\nA,"=1+1\nnext"\n');
    expect(find('A')?.lines[0]?.description).toBe('=1+1\nnext');
  });

  it.each([
    ['a shortened id', '1.23E+10,1,x', '"1.23E+10" was shortened by a spreadsheet'],
    ['no id', ',1,x', 'item_id: the cell is blank'],
    ['a mass that is none', 'B,heavy,x', '"heavy" is not a plain number'],
    ['what may be thousands', 'B,"1,500",x', 'decimals have a point here'],
    ['fields too many', 'B,1,x,y', 'the row has 4 fields, the header has 3'],
    ['fields too few', 'B,1', 'the row has 2 fields, the header has 3'],
    ['text after a quote', 'B,1,"x"y', 'text follows a closing quote'],
    ['a quote that stays open', 'B,1,"x', 'a quote is opened and never closed'],
    ['a text too long', `B,1,${'z'.repeat(2001)}`, 'description: '],
    ['a row too long', `B,1,${'z'.repeat(70_000)}`, 'the row is longer than 65536 characters'],
  ])('rejects a row with %s, and only that one', async (_name, row, reason) => {
    const { report } = await imported(`${GOOD}${row}\nNEXT,3,z\n`);
    expect(report.items).toBe(2);
    expect(report.rejected).toEqual([
      { line: 3, reason: expect.stringContaining(reason) as string },
    ]);
  });

  it.each([
    ['another mass', 'A,2,y', "gross_g differs from the item's first row"],
    ['a mass that is none', 'A,heavy,y', '"heavy" is not a plain number'],
    ['fields too many', 'A,1,y,z', 'the row has 4 fields'],
    ['a quote that stays open', 'A,1,"y', 'a quote is opened and never closed'],
  ])('leaves an item out as a whole when one row has %s', async (_name, row, reason) => {
    const { report, find } = await imported(
      `item_id,gross_g,description\nA,1,x\nB,1,x\na,1,w\n${row}\nC,1,x\nA,1,z\n`,
    );
    const because = expect.stringContaining('its row in line 5 cannot be taken') as string;
    expect(report.rejected).toEqual([
      { line: 2, reason: because },
      { line: 4, reason: because },
      { line: 5, reason: expect.stringContaining(reason) as string },
      { line: 7, reason: because },
    ]);
    expect(report).toMatchObject({ items: 2, lines: 2, rejectedTotal: 4 });
    expect([find('A'), find('B')?.lines.length, find('C')?.lines.length]).toEqual([null, 1, 1]);
  });

  it('leaves the owner of an alternative id in, when another item claims it', async () => {
    const { report, find } = await imported('item_id,alt_ids\nA,P1\nP1,\nB,A\n');
    expect([report.items, find('P1')?.item_id, find('B')]).toEqual([1, 'A', null]);
  });

  it('takes fifty alternative ids of an item, and rejects a row with more', async () => {
    const ids = (name: string, count: number): string =>
      Array.from({ length: count }, (_, at) => `${name}${at}`).join('|');
    const content = `item_id,alt_ids\nA,${ids('P', 50)}\nB,${ids('Q', 51)}\nC,${ids('R', 9_000)}\n`;
    const { report, find } = await imported(content);
    expect([find('P49')?.item_id, find('Q0'), find('B')]).toEqual(['A', null, null]);
    expect(report.rejected).toEqual([
      { line: 3, reason: 'alt_ids: an item has 50 alternative ids at most, not 51' },
      { line: 4, reason: 'alt_ids: an item has 50 alternative ids at most, not 9000' },
    ]);
  });

  it.each(['A\u202eB', 'A\u200b', 'A\u0007'])('refuses the hidden character in %j', async (id) => {
    const { report, find } = await imported(`item_id,alt_ids\nGOOD,\n${id},\nX,P|${id}\n`);
    expect(report.rejected.map(({ line }) => line)).toEqual([3, 4]);
    expect(report.rejected[0]?.reason).toContain('characters that cannot be seen');
    expect(find('X')).toBeNull();
  });

  it('writes no journal beside the part that is nothing until it is finished', async () => {
    const dataDir = temporaryFolder();
    const clock = tickingClock();
    const part = createGeneration(dataDir, null);
    part.db.exec('BEGIN; CREATE TABLE t (a)');
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual(['importing.db.part']);
    part.abandon();
    writeFileSync(join(dataDir, 'manifest', 'importing.db.part-journal'), '');
    const file = join(temporaryFolder(), 'manifest.csv');
    writeFileSync(file, GOOD);
    const result = await importManifest({ file, dataDir, clock });
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual([
      `${result.ok ? result.value.generation : '?'}.db`,
    ]);
  });

  it('reads UTF-16 with the high byte first', async () => {
    const bytes = Buffer.from('\ufeffitem_id\nA棉\n', 'utf16le').swap16();
    const { report, find } = await imported(bytes);
    expect([report.encoding, find('A棉')?.item_id]).toEqual(['utf-16be', 'A棉']);
  });

  it('rejects an id that already leads to another item', async () => {
    const content = 'item_id,alt_ids\nA,P1\nB,p 1\nP1,\nC,A\nD,\n';
    expect(await rejections(content)).toEqual([
      [3, 'the id P1 already belongs to another item'],
      [4, 'the id P1 already belongs to another item'],
      [5, 'the id A already belongs to another item'],
    ]);
  });

  it('refuses masses in grams and kilograms that contradict each other', async () => {
    const content = 'item_id,gross_g,gross_kg\nA,500,0.500\nB,500,5\n';
    expect(await rejections(content)).toEqual([
      [3, 'gross_g: 500 g and 5 kg are different masses'],
    ]);
  });

  it('counts lines across blank ones and quoted breaks', async () => {
    const content = 'item_id,description\n\nA,"x\ny\nz"\n,,\n,\nB\n';
    expect((await rejections(content)).map(([line]) => line)).toEqual([6, 8]);
  });

  it('lists a thousand rejected rows at most and counts all', async () => {
    const { report } = await imported(`item_id\nA\n${'1.5E+10\n'.repeat(1_500)}`);
    expect([report.rejected.length, report.rejectedTotal]).toEqual([1_000, 1_500]);
  });

  it('reads an item of many thousand rows apart from its neighbours', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `ID${n % 10_000},line ${n}`);
    const { report, find } = await imported(`item_id,description\n${rows.join('\n')}\n`);
    expect(report).toMatchObject({ items: 10_000, lines: 30_000, rejectedTotal: 0 });
    expect(find('ID7')?.lines.map((line) => line.description)).toEqual([
      'line 7',
      'line 10007',
      'line 20007',
    ]);
  });

  it.each([
    ['manifest-columns', 'item_id,gros_g\nA,1\n', 'The column "gros_g" is not known.'],
    ['manifest-columns', 'item_id,value,value\nA,1,1\n', 'The column value appears twice.'],
    ['manifest-columns', 'description\nx\n', 'The column item_id is missing.'],
    ['manifest-empty', '', 'The file is empty.'],
    ['manifest-empty', 'item_id\n\n', 'it has no rows'],
    ['manifest-empty', 'item_id\n1.5E+10\n', 'line 2: '],
    ['manifest-unreadable', `item_id\n${'x'.repeat(3 << 20)}`, 'a line is longer than'],
  ])('refuses a file as %s and leaves nothing behind', async (code, content, message) => {
    const dataDir = temporaryFolder();
    const result = await run(content, dataDir);
    expect(result).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) as string },
    });
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual([]);
  });

  it('says that a file cannot be read', async () => {
    const file = join(temporaryFolder(), 'missing.csv');
    const dataDir = temporaryFolder();
    const result = await importManifest({ file, dataDir, clock: tickingClock() });
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-unreadable' } });
  });

  it('names a wrong column together with the right ones', async () => {
    expect((await refusal('item_id,weight\n')).message).toContain('gross_g, gross_kg');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import { onEnd, temporaryFolder, tickingClock } from '../store/support.ts';

async function imported(content: string | Buffer) {
  const dataDir = temporaryFolder();
  const file = join(temporaryFolder(), 'manifest.csv');
  writeFileSync(file, content);
  const result = await importManifest({ file, dataDir, clock: tickingClock() });
  if (!result.ok) throw new Error(result.error.message);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return { report: result.value, about: index.value.about, find: index.value.find };
}

describe('trap 1: a tariff code', () => {
  it('stays as it was declared: with dots, with blanks, without its leading zero', async () => {
    const codes = ['0302.92', '30292', '3004 90 00', '0101210000'];
    const rows = codes.map((code, at) => `ITEM${at},${code}`).join('\n');
    const { find } = await imported(`item_id,hs_code\n${rows}\n`);
    expect(codes.map((_, at) => find(`ITEM${at}`)?.lines[0]?.hs_code)).toEqual(codes);
  });
});

describe('trap 6: one parcel with five content lines', () => {
  it('has all five, in grams, whether they were declared in grams or kilograms', async () => {
    const { find, report } = await imported(
      [
        'item_id,gross_kg,description,net_g,net_kg',
        'LX1,4.2,shirts,1200,',
        'LX1,4.2,shoes,,0.9',
        'LX1,4.2,books,,1.25',
        'LX1,4.2,tea,250.5,',
        'LX1,4.2,cups,300,0.3',
      ].join('\n'),
    );
    expect(report).toMatchObject({ items: 1, lines: 5, rejected: [] });
    expect(find('LX1')?.gross_g).toBe('4200');
    expect(find('LX1')?.lines.map(({ net_g }) => net_g)).toEqual([
      '1200',
      '900',
      '1250',
      '250.5',
      '300',
    ]);
  });
});

describe('trap 12: a decimal comma', () => {
  it('is seen in the file: a semicolon alone does not say it', async () => {
    const point = await imported('item_id;gross_kg\nA;0.45\nB;0,45\n');
    expect(point.report.decimal).toBe('point');
    expect(point.find('A')?.gross_g).toBe('450');
    expect(point.report.rejected[0]?.reason).toContain('the file writes decimals with a point');
    const comma = await imported('item_id;gross_kg\nA;0,45\nB;1.500\n');
    expect(comma.report.decimal).toBe('comma');
    expect(comma.about.decimal).toBe('comma');
    expect(comma.report.rejected).toEqual([
      {
        line: 3,
        reason: 'gross_g: "1.500" could be 1500 or 1.500: the file writes decimals with a comma',
      },
    ]);
  });

  it('may be quoted in a comma-separated file', async () => {
    const { report, find } = await imported('item_id,gross_kg\nA,"0,45"\nB,"1,5"\nC,2\n');
    expect(report).toMatchObject({ decimal: 'comma', items: 3 });
    expect([find('A')?.gross_g, find('B')?.gross_g]).toEqual(['450', '1500']);
  });

  it.each([';', '\t'])('is not guessed from what may be thousands, with %j', async (mark) => {
    const { report, find } = await imported(
      ['item_id;gross_g;value', 'A;1.500;', 'B;;1,200', 'C;2;'].join('\n').replaceAll(';', mark),
    );
    expect([report.decimal, find('A'), find('C')?.gross_g]).toEqual([null, null, '2']);
    const why = 'no number before it shows how the file writes decimals';
    expect(report.rejected).toEqual([
      { line: 2, reason: `gross_g: "1.500" could be 1500 or 1.500: ${why}` },
      { line: 3, reason: `value: "1,200" could be 1200 or 1.200: ${why}` },
    ]);
  });

  it.each(['38.00', '38.00\n'])(
    'is looked for before the first row is judged: %j',
    async (last) => {
      const content = `item_id;gross_kg;description;value\nA;1.250;2,5;\nB;1;"x;\ny";${last}`;
      const { report, find } = await imported(content);
      expect(report).toMatchObject({ decimal: 'point', items: 2, rejected: [] });
      expect([find('A')?.gross_g, find('B')?.lines[0]?.value]).toEqual(['1250', '38.00']);
    },
  );

  it('is shown by a later number for those after it, when the beginning does not say it', async () => {
    const rows = Array.from({ length: 9_000 }, (_, at) => `ITEM${at};1.250`);
    const content = ['item_id;gross_kg', ...rows, 'B;1,5', 'C;1,250', ''].join('\n');
    const { report, find } = await imported(content);
    expect(report).toMatchObject({ decimal: 'comma', items: 2, rejectedTotal: 9_000 });
    expect([find('B')?.gross_g, find('C')?.gross_g]).toEqual(['1500', '1250']);
  });

  it('is not said where no number has one', async () => {
    expect((await imported('item_id,gross_g\nA,450\n')).report.decimal).toBeNull();
  });
});

describe('trap 22: a description in CJK or Cyrillic', () => {
  const text = 'item_id,description\r\nA,棉质T恤 𠮷\r\nB,Хлопковые футболки\r\nC,綿のシャツ\r\n';
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('survives in %s', async (encoding, bytes) => {
    const { report, find } = await imported(bytes);
    expect(report).toMatchObject({ encoding, items: 3, rejected: [] });
    expect(['A', 'B', 'C'].map((id) => find(id)?.lines[0]?.description)).toEqual([
      '棉质T恤 𠮷',
      'Хлопковые футболки',
      '綿のシャツ',
    ]);
  });

  it('is whole wherever a chunk of the file ends', async () => {
    const long = '棉'.repeat(60);
    const rows = Array.from({ length: 4_000 }, (_, at) => `ITEM${at},${'x'.repeat(at % 7)}${long}`);
    const { report, find } = await imported(`item_id,description\n${rows.join('\n')}\n`);
    expect(report).toMatchObject({ encoding: 'utf-8', items: 4_000 });
    for (let at = 0; at < 4_000; at += 1) {
      expect(find(`ITEM${at}`)?.lines[0]?.description).toBe(`${'x'.repeat(at % 7)}${long}`);
    }
  });

  it('is read as cp1252 from the beginning when the last byte says so', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `ITEM${at},plain text`).join('\n');
    const bytes = Buffer.from(`item_id,description\n${rows}\nLAST,M\xfcller`, 'latin1');
    const { report, find } = await imported(bytes);
    expect(report).toMatchObject({ encoding: 'windows-1252', items: 20_001, rejected: [] });
    expect(find('LAST')?.lines[0]?.description).toBe('Müller');
  });
});

describe('an item that is left out', () => {
  it('gives its ids free: whoever else claims one of them comes in', async () => {
    const { report, find } = await imported('item_id,alt_ids,gross_g\nA,P1,1\nP1,,2\nA,P1,x\n');
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 4]);
    expect(find('P1')?.gross_g).toBe('2');
  });

  it('is one with more than 999 lines, also in several places of the file', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => 'A,x').join('\n');
    const { report, find } = await imported(
      `item_id,description\n${rows(600)}\nB,y\n${rows(500)}\n`,
    );
    expect([find('A'), find('B')?.lines.length]).toEqual([null, 1]);
    expect(report.rejectedTotal).toBe(1_100);
    const own = report.rejected.find(({ reason }) => reason.includes('999 lines at most'));
    expect(own?.line).toBe(603);
  });

  it('lists the first thousand rows of the file, not the first that were found', async () => {
    const rows = (id: string, count: number) => Array.from({ length: count }, () => `${id},1`);
    const lines = [...rows('A', 1_500), ...rows('B', 1_500).map((row) => `${row}x`), 'A,2', 'C,1'];
    const { report } = await imported(`item_id,gross_g\n${lines.join('\n')}\n`);
    expect(report.rejectedTotal).toBe(3_001);
    expect(report.rejected.map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, at) => at + 2),
    );
  });
});

it('says in the generation what it was made from', async () => {
  const { report, about } = await imported('item_id;gross_kg\nA;0,5\nA;0,6\nB;1\n');
  expect(about).toMatchObject({
    generation: report.generation,
    mode: null,
    station: null,
    file: 'manifest.csv',
    sha256: report.sha256,
    items: 1,
    lines: 0,
    rejected: 2,
    encoding: 'utf-8',
    delimiter: ';',
    decimal: 'comma',
  });
  expect(about.imported_by).not.toBe('');
  expect(about.imported_at_ms).toBeGreaterThan(Date.UTC(2025, 0, 30));
});

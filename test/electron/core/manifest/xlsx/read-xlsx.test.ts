import { describe, expect, it } from 'vitest';
import { imported, refusedBook, textCell, textRow } from './support.ts';

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="00000000"/>' +
  '<numFmt numFmtId="165" formatCode="[$-409]d&quot;x&quot;\\-mmm"/>' +
  '<numFmt numFmtId="166" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>' +
  '<xf numFmtId="166"/><xf numFmtId="22"/></cellXfs>';
const [DATE, DIGITS, OWN_DATE, OWN_NUMBER, DATE_AND_TIME] = [1, 2, 3, 4, 5];

const HEADER = textRow('item_id', 'gross_kg', 'description', 'hs_code');

describe('a workbook', () => {
  it('gives items like a table, with the row of the sheet as their line', async () => {
    const { report, find } = await imported({
      rows:
        `<row r="3">${textCell('Item_ID ', 'B3')}${textCell('description', 'C3')}</row>`
          .replace('B3', 'A3')
          .replace('C3', 'B3') +
        `<row r="5">${textCell('A', 'A5')}${textCell('shirt', 'B5')}</row><row r="6"/>` +
        `<row r="9">${textCell('A', 'A9')}${textCell('cup', 'B9')}${textCell('?', 'C9')}</row>` +
        `<row r="10">${textCell('B', 'A10')}</row>`,
    });
    expect(report).toMatchObject({ format: 'xlsx', encoding: null, delimiter: null, items: 1 });
    expect(report.rejected).toEqual([
      { line: 5, reason: expect.stringContaining('its row in line 9 cannot be taken') as string },
      { line: 9, reason: 'the row has 3 cells, the header has 2' },
    ]);
    expect(find('B')?.lines).toEqual([]);
  });

  it('has texts shared by cells: runs joined, without how they are pronounced', async () => {
    const { find } = await imported({
      strings:
        '<si><t>item_id</t></si><si><t>description</t></si>' +
        '<si><r><t xml:space="preserve">red </t></r><r><t>cup</t></r>' +
        '<rPh sb="0" eb="1"><t>RED</t></rPh></si><si><t>A</t></si><si><t>_x000D__x005F_x</t></si>',
      rows:
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>' +
        '<row><c t="s"><v>3</v></c><c t="s"><v>2</v></c></row>' +
        '<row><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row>',
    });
    expect(find('A')?.lines.map(({ description }) => description)).toEqual(['red cup', '_x']);
  });

  it('may leave out cells, and has texts of its own and of formulas, which are never computed', async () => {
    const { find } = await imported({
      rows:
        HEADER +
        `<row>${textCell('A', 'A2')}${textCell('=cmd|x', 'C2')}</row>` +
        '<row><c r="A3" t="str"><f>"B"&amp;1</f><v>B1</v></c>' +
        '<c r="B3"><f>1+1</f><v>0.45000000000000001</v></c>' +
        '<c r="C3" t="b"><v>1</v></c><c r="D3" t="str"><f>""</f><v></v></c></row>',
    });
    expect(find('A')).toMatchObject({ gross_g: null, lines: [{ description: '=cmd|x' }] });
    expect(find('B1')).toMatchObject({
      gross_g: '450',
      lines: [{ description: 'TRUE', hs_code: null }],
    });
  });

  it.each([
    ['0.1', 0, '100'],
    ['1.2E-3', 0, '1.2'],
    ['0.30000000000000004', 0, '300'],
    ['0.45000000000000001', 0, '450'],
    ['2', OWN_NUMBER, '2000'],
    ['1E2', 0, '100000'],
  ])('stores %s and means that mass exactly', async (stored, style, grams) => {
    const { find, report } = await imported({
      styles: STYLES,
      rows: `${HEADER}<row>${textCell('A')}<c s="${style}"><v>${stored}</v></c></row>`,
    });
    expect([find('A')?.gross_g, report.rejected]).toEqual([grams, []]);
  });

  it('keeps the zeros that a number format shows', async () => {
    const { find } = await imported({
      styles: STYLES,
      rows: `${HEADER}<row>${textCell('A')}<c/><c/><c s="${DIGITS}"><v>1012100</v></c></row>`,
    });
    expect(find('A')?.lines[0]?.hs_code).toBe('01012100');
  });

  it('may write decimals in texts with a comma, beside numbers, which are never unclear', async () => {
    const { find, report } = await imported({
      rows:
        textRow('item_id', 'gross_kg') +
        `<row>${textCell('A')}<c><v>1.125</v></c></row>` +
        textRow('B', '0,45'),
    });
    expect(find('A')?.gross_g).toBe('1125');
    expect(report.rejected).toEqual([
      { line: 3, reason: expect.stringContaining('writes decimals with a point') as string },
    ]);
    const commas = await imported({
      rows:
        textRow('item_id', 'gross_kg') +
        textRow('B', '0,45') +
        `<row>${textCell('A')}<c><v>1.125</v></c></row>`,
    });
    expect([commas.find('A')?.gross_g, commas.find('B')?.gross_g]).toEqual(['1125', '450']);
    expect(commas.report.decimal).toBe('comma');
  });

  it('does not take what may be thousands for decimals', async () => {
    const { report } = await imported({
      rows: textRow('item_id', 'gross_g') + textRow('A', '1.500') + textRow('B', '2'),
    });
    expect(report.rejected[0]?.reason).toContain('"1.500" could be 1500 or 1.500');
  });

  it.each([
    ['45000', DATE, '', '2023-03-15'],
    ['1', DATE, '', '1900-01-01'],
    ['59', DATE, '', '1900-02-28'],
    ['61', OWN_DATE, '', '1900-03-01'],
    ['0', DATE, '<workbookPr date1904="1"/>', '1904-01-01'],
    ['43538', OWN_DATE, '<workbookPr date1904="true"/>', '2023-03-15'],
  ])('counts days: %s with style %i %s is %s', async (stored, style, workbookPr, day) => {
    const { find } = await imported({
      styles: STYLES,
      workbookPr,
      rows:
        textRow('item_id', 'referral_time') +
        `<row>${textCell('A')}<c s="${style}"><v>${stored}</v></c></row>`,
    });
    expect(find('A')?.referral_time).toBe(day);
  });

  it.each([
    [
      'a number that was an id',
      '<c><v>3.7612345000000001E+17</v></c>',
      '"3.7612345e+17" was short',
    ],
    ['16 digits', '<c><v>1234567890123456</v></c>', '"1.234567890123456e+15" was shortened'],
    ['a date', `<c s="${DATE}"><v>45000</v></c>`, 'cell A2 is a date: where it was none'],
    ['a day that never was', `<c s="${DATE}"><v>60</v></c>`, 'cell A2 "60" is no date'],
    ['an error', '<c t="e"><v>#REF!</v></c>', 'cell A2 has the error #REF!'],
    ['a formula without value', '<c><f>B1</f></c>', 'cell A2 is a formula without a value'],
    ['a text that is not there', '<c t="s"><v>7</v></c>', 'cell A2 points at text 7'],
    ['a number that is none', '<c><v>0x1F</v></c>', 'cell A2 "0x1F" is no number'],
    ['a kind of another time', '<c t="zz"><v>1</v></c>', 'of a kind that is not known ("zz")'],
    ['too long a text', textCell('x'.repeat(40_000)), 'cell A2 has more than 32767 characters'],
  ])('rejects a row with %s, and only that one', async (_name, cell, reason) => {
    const { report } = await imported({
      styles: STYLES,
      rows: `${HEADER}<row>${cell}</row>${textRow('GOOD', '1')}`,
    });
    expect(report).toMatchObject({ items: 1, rejectedTotal: 1 });
    expect(report.rejected[0]).toEqual({
      line: 2,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('rejects a time without a zone', async () => {
    const { report } = await imported({
      styles: STYLES,
      rows:
        textRow('item_id', 'referral_time') +
        `<row>${textCell('A')}<c s="${DATE_AND_TIME}"><v>45000.5</v></c></row>${textRow('B')}`,
    });
    expect(report.rejected[0]?.reason).toContain('"2023-03-15T12:00:00" is not a date, nor a time');
  });

  it('names the item of a row that cannot be taken: its other rows stay out too', async () => {
    const { report, find } = await imported({
      rows:
        textRow('item_id', 'description') +
        `${textRow('A', 'x')}<row>${textCell('A')}<c t="e"><v>#N/A</v></c></row>${textRow('B')}`,
    });
    expect([find('A'), report.items, report.rejectedTotal]).toEqual([null, 1, 2]);
  });

  it('is read in its first sheet that can be seen', async () => {
    const { report } = await imported({
      sheets:
        '<sheet name="Old" r:id="s2" state="hidden"/><sheet name="Lists" r:id="s2" state="veryHidden"/>' +
        '<sheet name="Parcels" r:id="s1"/><sheet name="Notes" r:id="s2"/>',
      rows: textRow('item_id') + textRow('A'),
    });
    expect(report).toMatchObject({ items: 1, otherSheets: ['Old', 'Lists', 'Notes'] });
  });

  it('may have names with a prefix, as some programs write them', async () => {
    const rows = textRow('item_id') + textRow('A');
    const prefixed = rows.replace(/<(\/?)/g, '<$1x:');
    const { report } = await imported({
      sheet: `<x:worksheet xmlns:x="urn:x"><x:sheetData>${prefixed}</x:sheetData></x:worksheet>`,
    });
    expect(report.items).toBe(1);
  });
});

describe('the row of names', () => {
  it.each([
    ['a name that is not known', textRow('item_id', 'weigth'), 'The column "weigth" is not known.'],
    ['a name twice', textRow('item_id', 'item_id'), 'The column item_id appears twice.'],
    ['no item_id', textRow('gross_g'), 'The column item_id is missing.'],
    ['a blank one in the middle', textRow('item_id', '', 'value'), 'The column "" is not known.'],
  ])('is refused with %s', async (_name, row, message) => {
    const said = await refusedBook({ rows: row + textRow('A') });
    expect(said).toContain(`manifest-columns: ${message}`);
    expect(said).toContain('name the columns of the first line as follows: item_id, ');
  });

  it('is refused with an error in it', async () => {
    const row = `<row>${textCell('item_id')}<c t="e"><v>#REF!</v></c></row>`;
    const said = await refusedBook({ rows: row + textRow('A') });
    expect(said).toContain('names no column in cell B1, which has the error #REF!');
  });

  it('may be all there is, or not even that', async () => {
    expect(await refusedBook({ rows: HEADER })).toContain('manifest-empty');
    expect(await refusedBook({})).toContain(
      'manifest-empty: The sheet "Parcels" has no row that names',
    );
  });
});

describe('a sheet of other names', () => {
  const profile = JSON.stringify({
    profile: 'courier',
    version: 1,
    title: 'A list made for this test',
    shape: 'table',
    headerLine: 3,
    fields: {
      item_id: 'Tracking No',
      gross_g: { from: 'Weight', unit: 'kg' },
      referral_time: 'Screened on',
    },
  });
  const rows =
    `<row r="1">${textCell('Parcels of today')}</row>` +
    `<row r="3">${textCell('Tracking No')}${textCell('Weight')}${textCell('Screened on')}` +
    `${textCell('Sent')}</row>` +
    `<row r="4">${textCell('A')}<c><v>1.125</v></c><c s="${DATE}"><v>45000</v></c>` +
    `<c s="${DATE}"><v>45001</v></c></row>` +
    `<row r="5">${textCell('B')}<c t="e"><v>#N/A</v></c></row>` +
    `<row r="6">${textCell('C')}<c/><c/><c t="e"><v>#N/A</v></c></row>`;

  it('is read by the profile that fits, below its titles; what nobody reads spoils nothing', async () => {
    const { find, report } = await imported({ styles: STYLES, rows }, profile);
    expect(find('A')).toMatchObject({ gross_g: '1125', referral_time: '2023-03-15' });
    expect(find('C')).toMatchObject({ gross_g: null });
    expect(report.profile).toBe('courier');
    expect(report.rejected).toEqual([{ line: 5, reason: 'cell B5 has the error #N/A' }]);
  });

  it('is refused without one', async () => {
    expect(await refusedBook({ rows })).toContain('The column "parcels of today" is not known.');
  });
});

import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonParts } from '../../../../../electron/core/manifest/json/json-parts.ts';
import { fileWith, FIXTURES, importFile, refusal } from '../trees/support.ts';

const imported = (content: string) => importFile(fileWith(content));
const refused = (content: string) => refusal(fileWith(content));
/** Why the lines of a file were rejected. */
async function reasons(content: string): Promise<[number, string][]> {
  const { report } = await imported(content);
  return report.rejected.map(({ line, reason }) => [line, reason]);
}
const GOOD = '{"item_id":"GOOD"}';

describe('neutral JSON', () => {
  it('gives items with their lines, numbers exactly as they are written', async () => {
    const { report, find } = await importFile(join(FIXTURES, 'items.json'));
    expect(report).toMatchObject({ format: 'json', profile: null, items: 2, lines: 3 });
    expect(find('JJD0002')).toMatchObject({
      item_id: 'LX876543216DE',
      category: 'gift',
      transit_countries: ['FR', 'BE'],
      gross_g: '450',
      lines: [
        { description: 'Tee-Kanne', quantity: '1', net_g: '250.125', hs_code: '0902.10' },
        { description: '茶', net_g: '100', value: '12.5' },
      ],
    });
    expect(find('EA100000003IE')?.lines).toMatchObject([{ description: 'book', net_g: '100' }]);
  });

  it.each([
    ['a list', `[${GOOD},{"item_id":"B"}]`, 2],
    ['a list in one line after a byte order mark', `\ufeff[${GOOD}]`, 1],
    ['an object with items in one line', `{"items":[${GOOD}]}`, 1],
    ['an item alone', '{\n"item_id": "GOOD"\n}', 1],
    ['an empty list of items, and others in the next line', `{"items":[]}\n${GOOD}`, 1],
  ])('may be %s', async (_name, content, items) => {
    const { report, find } = await imported(content);
    expect([report.items, find('GOOD')?.item_id]).toEqual([items, 'GOOD']);
  });

  it('joins objects of one item that each have a line of it', async () => {
    const row = (text: string) => `{"item_id":"A","gross_g":1,"description":"${text}"}`;
    const { find } = await imported(`[${row('x')},${row('y')}]`);
    expect(find('A')?.lines.map(({ description }) => description)).toEqual(['x', 'y']);
  });

  const NUMBER = 'is a number, which loses zeros and digits: write it in quotes';
  it.each([
    ['"hs_code": 30292', `hs_code: 30292 ${NUMBER}`],
    ['"alt_ids": [12]', `alt_ids: 12 ${NUMBER}`],
    ['"gross_g": 1e3', 'gross_g: "1e3" is not a plain number'],
    ['"gross_g": -1', 'gross_g: "-1" is not a plain number'],
    ['"gross_g": 0.1234567', 'gross_g: "0.1234567" is not a plain number'],
    ['"description": "a\\u0000b"', '"a<U+0000>b" has a NUL or half a character'],
    ['"sender_name": "a\\ud800"', '"a<U+D800>" has a NUL or half a character'],
    ['"gross_g": true', 'gross_g: true is no text'],
    ['"gros_g": 1', 'the key "gros_g" is not known'],
    ['"__proto__": {"gross_g": 1}', 'the key "__proto__" is not known'],
    ['"constructor": 1', 'the key "constructor" is not known'],
    ['"lines": [{"gross_g": 1}]', 'the key "gross_g" is not known in a line'],
    ['"lines": [{}], "value": 1', 'value stands beside lines, where it is no line'],
    ['"lines": {}', 'lines: an object is not expected'],
    ['"lines": [1]', 'lines: a line is an object'],
    ['"sender_name": ["x"]', 'sender_name: a list is not expected'],
    ['"alt_ids": ["P,Q"]', 'alt_ids: "P,Q" has a "|", ";" or "," in it'],
    ['"alt_ids": [["P"]]', 'a list or object stands where a text is expected'],
    [`"lines": [${'{},'.repeat(999)}{}]`, 'an item has 999 lines at most'],
    ['"item_id": 473124829', `item_id: 473124829 ${NUMBER}`],
  ])('leaves an item out with %j', async (member, reason) => {
    const id = member.startsWith('"item_id"') ? '' : '"item_id": "BAD", ';
    const { report, find } = await imported(`[\n{${id}${member}},\n${GOOD}]`);
    expect(report.rejected).toEqual([
      { line: 2, reason: expect.stringContaining(reason) as string },
    ]);
    expect([report.items, find('BAD')]).toEqual([1, null]);
    expect(({} as { gross_g?: unknown }).gross_g).toBeUndefined();
  });

  it('has null and what is left out as not declared', async () => {
    const { find } = await imported('[{"item_id":"A","gross_g":null,"lines":null,"alt_ids":null}]');
    expect(find('A')).toMatchObject({ gross_g: null, lines: [], alt_ids: [], category: null });
  });
});

describe('a JSON file that is refused as a whole', () => {
  it.each([
    ['a key twice', '[{"item_id":"A","item_id":"B"}]', 'line 1: the key "item_id" stands twice'],
    ['an end that is missing', `[${GOOD},\n{"item_id":"B"`, 'in line 2: it ends before it is'],
    ['an open text at the end', `[${GOOD}]"x`, 'is not expected'],
    ['a comma too many', `[${GOOD},]`, 'the end of a list is not expected'],
    ['no comma', `[${GOOD}\n${GOOD}]`, 'in line 2: a list or object is not expected'],
    ['two documents', `[${GOOD}]\n[${GOOD}]`, 'in line 2: a list or object is not expected'],
    ['a wrong bracket', `[${GOOD}}`, 'the end of an object is not expected'],
    ['single quotes', "[{'item_id':'A'}]", 'is not expected'],
    ['a NUL', '[{"item_id":"A\0"}]', 'is not expected'],
    ['a number that is none', '[{"item_id":"A","gross_g":01}]', 'is not expected'],
    ['65 levels', '['.repeat(65), 'has more than 64 lists and objects within each other'],
    ['another key beside items', `{\n"items":[${GOOD}],"x":1}`, '"x" is not expected there'],
    ['items that are no list', '{\n"items":{}}', '"items" is not expected there'],
    [
      'a root that nobody knows',
      '{\n"Foo":[]}',
      'begins with "Foo", which no mapping profile reads',
    ],
    ['no items', '[]', 'it has no rows'],
  ])('for %s', async (_name, content, reason) => {
    expect((await refused(content)).message).toContain(reason);
  });

  it('for damaged bytes says the line', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"item_id":"é"},\n"'), Buffer.from([0xff])]);
    expect((await refusal(fileWith(bytes))).message).toContain('is damaged in line 2');
  });

  it.each([
    ['a text', '[{"item_id":"', 'x'],
    ['a number', '[{"gross_g":1', '1'],
    ['blanks', '[', ' '],
    ['escapes', '["', '\\n'],
  ])('for %s without an end, after a million bytes', (_name, begin, more) => {
    const none = (): void => undefined;
    const parts = createJsonParts({ open: none, value: none, close: none });
    parts.write(Buffer.from(begin));
    let written = 0;
    const endless = (): void => {
      for (let at = 0; at < 100; at += 1) {
        const part = Buffer.from(more.repeat(64 * 1024));
        written += part.length;
        parts.write(part);
      }
    };
    expect(endless).toThrow('has a single text, number or gap of more than 1048576 bytes');
    expect(written).toBeLessThan(1_300_000);
  });

  it('for keys without an end', () => {
    const none = (): void => undefined;
    const parts = createJsonParts({ open: none, value: none, close: none });
    const keys = Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(',');
    expect(() => parts.write(Buffer.from(`{${keys}`))).toThrow('the keys of an object are longer');
  });
});

it('tells the parts of a document wherever a chunk ends', () => {
  const text = Buffer.from('[{"é𠮷": "\\u00e9\\n", "n": [1.50, true,\n null, -0.5e3]}, {}]\n');
  const partsOf = (chunks: readonly Buffer[]): string[] => {
    const seen: string[] = [];
    const parts = createJsonParts({
      open: (kind, key, line) => seen.push(`${kind} ${key} ${line}`),
      value: (value, key, line) => seen.push(`${value.kind} ${value.text} ${key} ${line}`),
      close: () => seen.push('end'),
    });
    for (const chunk of chunks) parts.write(chunk);
    parts.endDocument();
    return seen;
  };
  const whole = partsOf([text]);
  expect(whole).toContain('number 1.50 null 1');
  expect(whole).toContain('number -0.5e3 null 2');
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 10 }), (cuts) => {
      const ends = [...cuts.toSorted((one, other) => one - other), text.length];
      expect(partsOf(ends.map((end, at) => text.subarray(ends[at - 1] ?? 0, end)))).toEqual(whole);
    }),
  );
});

describe('JSON Lines', () => {
  it('leave out a line that is no JSON, with all rows of its item, and go on', async () => {
    const { report, find } = await importFile(join(FIXTURES, 'items.jsonl'));
    expect(report).toMatchObject({ format: 'jsonl', items: 2, lines: 3 });
    expect(report.rejected).toEqual([
      { line: 2, reason: expect.stringContaining('is not well-formed JSON in line 2') as string },
    ]);
    expect(find('RB123456785GB')?.lines).toMatchObject([{ net_g: '100' }]);
    const rows = `${GOOD}\n{"item_id":"A","description":"x"}\n{"item_id":"A", broken}\n`;
    expect((await imported(rows)).find('A')).toBeNull();
  });

  it('count blank lines', async () => {
    const lines = `${GOOD}\r\n\r\n{"item_id":"A","item_id":"B"}\n\n{"gross_g":1}\n[1]\n`;
    expect(await reasons(lines)).toEqual([
      [3, 'is not well-formed JSON in line 3: the key "item_id" stands twice in one object'],
      [5, 'item_id: the cell is blank'],
      [6, '1 stands where an item is expected'],
    ]);
  });

  it('may have messages of a mapping profile', async () => {
    const line = (id: string) =>
      `{"PWS_Receptacle":{"ReceptacleId":"${id}","Item":[{"ItemId":"${id}1"}]}}`;
    const { report, find } = await imported(`${line('A')}\n${line('B')}\n`);
    expect(report).toMatchObject({ format: 'jsonl', profile: 'predes', items: 2 });
    expect(find('B1')?.receptacle_id).toBe('B');
  });

  it('are refused for a line of more than a million characters', async () => {
    const { message } = await refused(`${GOOD}\n{"item_id":"${'x'.repeat(1_200_000)}"}\n`);
    expect(message).toContain('a line is longer than 1,048,576 characters');
  });
});

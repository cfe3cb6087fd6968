import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTreeMapper } from '../../../../../electron/core/manifest/trees/tree-mapper.ts';
import { createSafeXml } from '../../../../../electron/core/manifest/xml/safe-xml.ts';
import { mappingProfileSchema } from '../../../../../shared/manifest/profile.ts';
import type { TreeProfile } from '../../../../../shared/manifest/profile.ts';

const FIELDS = { item_id: 'Id', description: 'Text' };

function profileOf(parts: object): TreeProfile {
  const parsed = mappingProfileSchema.parse({
    profile: 'test',
    version: 1,
    title: 'Test',
    shape: 'tree',
    roots: ['R'],
    item: 'I',
    line: 'L',
    fields: FIELDS,
    ...parts,
  });
  if (parsed.shape !== 'tree') throw new Error('not a tree');
  return parsed;
}

/** Rows as objects without blanks, or `line: reason (item)`. */
function rowsOf(parts: object, ...chunks: readonly string[]): unknown[] {
  const rows: unknown[] = [];
  let columns: readonly string[] = [];
  const mapper = createTreeMapper(profileOf(parts), {
    begin: (given) => void (columns = given),
    measurement: () => rows.push('a measurement'),
    take(row) {
      if ('reason' in row) return void rows.push(`${row.line}: ${row.reason} (${row.item})`);
      const cells = row.cells.map((cell, at): [string, string] => [columns[at] ?? '', cell]);
      rows.push(Object.fromEntries(cells.filter(([, cell]) => cell !== '')));
    },
  });
  const { open, text, close } = mapper.events;
  const xml = createSafeXml({
    open: ({ name, attributes, line }) => open(name, attributes, line),
    text,
    close: () => close(),
  });
  for (const chunk of chunks) xml.write(chunk);
  xml.end();
  return rows;
}

const withFields = (fields: object) => ({ fields: { ...FIELDS, ...fields } });

describe('a path', () => {
  it.each([
    ['of an attribute', { currency: 'V/@c' }, '<L><V c="EUR">1</V></L>', { currency: 'EUR' }],
    ['of the line itself', { comments: '@n' }, '<L/>', { comments: 'of item' }],
    ['of the item, for a line', { hs_code: '../H' }, '<H>01</H><L/>', { hs_code: '01' }],
    ['from above', { comments: '/Top' }, '<L/>', { comments: 'above' }],
    ['with text in parts', { hs_code: 'H' }, '<L><H>0<b>1</b>2</H></L>', { hs_code: '012' }],
    [
      'with a condition that comes later',
      { hs_code: 'C[T=a]/H' },
      '<L><C><H>1</H><T>b</T></C><C><H>2</H><T>a</T></C></L>',
      { hs_code: '2' },
    ],
    [
      'with a condition on an attribute',
      { hs_code: 'C[@t=a]' },
      '<L><C t="b">1</C><C t="a">2</C></L>',
      { hs_code: '2' },
    ],
    [
      'with a condition that has a slash',
      { hs_code: 'C[T=a/b]/H' },
      '<L><C><T>a/b</T><H>2</H></C></L>',
      { hs_code: '2' },
    ],
  ])('%s is followed', (_name, fields, content, expected) => {
    const text = `<R><Top>above</Top><I n="of item"><Id>A</Id>${content}</I></R>`;
    expect(rowsOf(withFields(fields), text)).toEqual([{ item_id: 'A', ...expected }]);
  });

  it('that is none is refused with the profile', () => {
    for (const path of ['A//B', 'A/', '@', 'A[B]', '/', '/.', '..', 'A/../B', 'A[B=]']) {
      expect(() => profileOf(withFields({ comments: path }))).toThrow('is no path');
    }
    expect(() => profileOf({ line: '../L' })).toThrow('no path of elements within the item');
  });
});

describe('an item', () => {
  it('has one row for each content line, all with its own fields', () => {
    const text = '<R><I><L><Text>x</Text></L>\n<L><Text>y</Text></L><Id>A</Id></I></R>';
    expect(rowsOf({}, text)).toEqual([
      { item_id: 'A', description: 'x' },
      { item_id: 'A', description: 'y' },
    ]);
  });

  it('without content lines is a row of its own', () => {
    expect(rowsOf({}, '<R><I><Id>A</Id></I><I><Id>B</Id></I></R>')).toEqual([
      { item_id: 'A' },
      { item_id: 'B' },
    ]);
  });

  it('in which two texts stand where one can be is left out', () => {
    const text = '<R>\n<I><Id>A</Id><Id>B</Id></I><I><Id>C</Id><Id>C</Id></I></R>';
    expect(rowsOf({}, text)).toEqual([
      '2: item_id: "A" and "B" both stand at Id (A)',
      { item_id: 'C' },
    ]);
  });

  it('has texts joined where the profile says so, and lists always', () => {
    const fields = { comments: { from: 'N', join: ', ' }, alt_ids: 'O', transit_countries: 'T/@c' };
    const content = '<N>1</N><N> </N><N>2</N><O>P</O><O>Q</O><T c="FR"/><T c="DE"/>';
    expect(rowsOf(withFields(fields), `<R><I><Id>A</Id>${content}</I></R>`)).toEqual([
      { item_id: 'A', comments: '1, 2', alt_ids: 'P|Q', transit_countries: 'FR|DE' },
    ]);
  });

  it('has a line break as a blank', () => {
    const text = '<R><I><Id>\n  A\n</Id><L><Text>one\n   two</Text></L></I></R>';
    expect(rowsOf({}, text)).toEqual([{ item_id: 'A', description: 'one two' }]);
  });

  it.each([
    ['a text of 65,537 characters', `<L><Text>${'x'.repeat(65_537)}</Text></L>`, 'a text of the'],
    ['1,000 lines', '<L/>'.repeat(1_000), 'an item has 999 lines at most'],
    [
      'more than a million characters',
      `<L><Text>${'x'.repeat(60_000)}</Text></L>`.repeat(20),
      'the item has more than 1048576 characters of text',
    ],
    [
      'a million texts under a condition that fails',
      `<C>${`<H>${'x'.repeat(1_000)}</H>`.repeat(100)}<T>a</T></C>`,
      'a text of the item is longer',
    ],
  ])('with %s is left out, and reading goes on', (_name, content, reason) => {
    const text = `<R><I><Id>A</Id>${content}</I><I><Id>B</Id></I></R>`;
    const rows = rowsOf(withFields({ comments: 'C[T=a]/H' }), text);
    expect(rows).toEqual([expect.stringContaining(reason), { item_id: 'B' }]);
    expect(rows[0]).toContain('(A)');
  });

  it('with another one within it is left out with both lines, whichever comes first', () => {
    const inner = '\n<I><Id>B</Id><L><Text>knife</Text></L></I>';
    for (const own of [`<Id>A</Id><L/>${inner}`, `${inner}<Id>A</Id>`]) {
      expect(rowsOf({}, `<R><I>${own}</I><I><Id>C</Id></I></R>`)).toEqual([
        expect.stringMatching(/^1: another I stands within it, in line 2: .* \(A\)$/) as string,
        { item_id: 'C' },
      ]);
    }
  });

  it('may have its own name in a path of the profile', () => {
    const text = '<R><I><I><Id>A</Id></I></I></R>';
    expect(rowsOf({ fields: { item_id: 'I/Id' } }, text)).toEqual([{ item_id: 'A' }]);
  });

  it('with a mass that is none says the field', () => {
    const fields = withFields({ gross_g: { from: 'M', unit: 'kg' } });
    expect(rowsOf(fields, '<R><I><Id>A</Id><M>1.2.3</M></I></R>')).toEqual([
      '1: gross_g: "1.2.3" is not a plain number (A)',
    ]);
  });
});

describe('what stands around items', () => {
  const fields = withFields({ receptacle_id: '/Rid' });

  it('belongs to those of the nearest element', () => {
    const one = (id: string, items: string) => `<Bag><Rid>${id}</Rid>${items}</Bag>`;
    const item = (id: string) => `<I><Id>${id}</Id></I>`;
    const text = `<R><Rid>outer</Rid>${one('1', item('A'))}${one('2', item('B'))}${item('C')}</R>`;
    expect(rowsOf(fields, text)).toEqual([
      { item_id: 'A', receptacle_id: '1' },
      { item_id: 'B', receptacle_id: '2' },
      { item_id: 'C', receptacle_id: 'outer' },
    ]);
  });

  it.each([
    ['behind its items', '<R>\n<Bag><I><Id>A</Id></I><Rid>1</Rid></Bag></R>'],
    ['twice', '<R>\n<Bag><Rid>1</Rid><Rid>2</Rid><I><Id>A</Id></I></Bag></R>'],
  ])('and comes %s refuses the file: the rows cannot know it', (_name, text) => {
    expect(() => rowsOf(fields, text)).toThrow('has Rid after items that it belongs to, or twice');
  });
});

it('gives the same rows wherever a chunk ends', () => {
  const text =
    '<R><Rid>1</Rid>\r\n<I n="é"><Id>A𠮷</Id><L><Text>x &amp; y</Text><C><H>2</H><T>a</T></C></L>' +
    '<L><Text><![CDATA[<z>]]></Text></L></I><I><Id>B</Id><Id>C</Id></I></R>';
  const parts = withFields({ receptacle_id: '/Rid', comments: '@n', hs_code: 'C[T=a]/H' });
  const whole = rowsOf(parts, text);
  expect(whole).toHaveLength(3);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 10 }), (cuts) => {
      const ends = [...cuts.toSorted((one, other) => one - other), text.length];
      const chunks = ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end));
      expect(rowsOf(parts, ...chunks)).toEqual(whole);
    }),
  );
});

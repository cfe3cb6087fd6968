import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSafeXml } from '../../../../../electron/core/manifest/xml/safe-xml.ts';
import type { SafeXml } from '../../../../../electron/core/manifest/xml/safe-xml.ts';

function parser(): { xml: SafeXml; seen: string[] } {
  const seen: string[] = [];
  const xml = createSafeXml({
    open: ({ name, uri, attributes, line }) => {
      const given = attributes.map((each) => ` ${each.name}=${each.value}`).join('');
      seen.push(`<${name}${given}> {${uri}} ${line}`);
    },
    text: (text) => seen.push(text),
    close: (name, line) => seen.push(`</${name}> ${line}`),
  });
  return { xml, seen };
}

function read(...chunks: readonly string[]): string[] {
  const { xml, seen } = parser();
  for (const chunk of chunks) xml.write(chunk);
  xml.end();
  return seen;
}

it('tells elements by their local names, with attributes, text and lines', () => {
  const text = '<a:R xmlns:a="urn:x" a:p="1"\n q="2">x &amp; &#x79;<![CDATA[<z>]]><n/></a:R>';
  expect(read(text)).toEqual([
    '<R p=1 q=2> {urn:x} 2',
    'x & y',
    '<z>',
    '<n> {} 2',
    '</n> 2',
    '</R> 2',
  ]);
});

it('tells the same wherever a chunk ends', () => {
  const text =
    '<?xml version="1.0"?>\r\n<!-- c --><R a="é𠮷&lt;">\r\n\t𠮷 &#10;<B><![CDATA[]] ]]></B>x</R>\r\n';
  const whole = (chunks: readonly string[]): string => read(...chunks).join('');
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const ends = [...cuts.toSorted((one, other) => one - other), text.length];
      const chunks = ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end));
      expect(whole(chunks)).toBe(whole([text]));
    }),
  );
});

describe('a document that is refused', () => {
  const BILLION = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>';
  const DOCTYPE = 'has a document type declaration (DOCTYPE) in line';
  it.each([
    ['billion laughs', `<?xml version="1.0"?>\n${BILLION}`, `${DOCTYPE} 2`],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', `${DOCTYPE} 1`],
    ['an entity that nobody declared', '<a>&x;</a>', 'in line 1, column 6: undefined entity'],
    ['mismatched tags', '<a>\n<b></a></b>', 'in line 2, column 7: unexpected close tag'],
    ['an end that is missing', '<a>\n<b>x</b>', 'in line 2, column 8: unclosed tag: a'],
    ['two roots', '<a/><b/>', 'documents may contain only one root'],
    ['an unbound prefix', '<x:a/>', 'unbound namespace prefix: "x"'],
    ['an attribute twice', '<a b="1" b="2"/>', 'duplicate attribute: b'],
    ['a NUL', '<a>x\0</a>', 'in line 1, column 5: disallowed character'],
    ['text alone', 'hello', 'text data outside of root node'],
    ['65 elements', '<a>'.repeat(65), 'has more than 64 elements within each other in line 1'],
  ])('for %s', (_name, text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });

  it('is not one of 64 elements within each other', () => {
    expect(read('<a>'.repeat(64) + '</a>'.repeat(64))).toHaveLength(128);
  });

  const LONG = 'has a single element, text or comment of more than 1048576 characters, up to line';
  it.each([
    ['a text', '<a>', 'x'],
    ['an attribute', '<a b="', 'x'],
    ['attributes', '<a ', (at: number) => `b${at}="" `],
    ['a name', '<a', 'x'],
    ['a comment', '<!--', 'x'],
    ['a CDATA section', '<a><![CDATA[', 'x'],
    ['a processing instruction', '<a><?b ', 'x'],
    ['a document type', '<!DOCTYPE a [', 'x'],
    ['blanks', '<a>', ' '],
    ['blanks before the first element', '', ' '],
  ])('for %s without an end, after a million characters', (_name, begin, more) => {
    const { xml } = parser();
    xml.write(begin);
    let written = 0;
    const endless = (): void => {
      for (let at = 0; at < 200_000; at += 1) {
        const part = typeof more === 'string' ? more.repeat(64 * 1024) : more(at);
        written += part.length;
        xml.write(part);
      }
    };
    expect(endless).toThrow(LONG);
    expect(written).toBeLessThan(1_200_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/records/canonical.ts';
import {
  GENESIS,
  hashPrefix,
  journalLine,
  parseJournalLine,
} from '../../../shared/records/chain.ts';
import type { Json } from '../../../shared/records/event.ts';

const header = {
  seq: 7,
  epoch: 1,
  boot_id: 'boot',
  at_ms: 1_738_310_400_000,
  mono_ms: 12,
  station: 'ab',
  shift: null,
  session: 's',
  actor: 'B-17',
  kind: 'decided',
};
const recorded = {
  header,
  bodyText: '{"a":"ü","b":[1,null]}',
  prev: GENESIS,
  hash: 'f'.repeat(64),
};

describe('hashPrefix', () => {
  it('is the previous hash and the canonical header, each with a line feed', () => {
    expect(hashPrefix(GENESIS, header)).toBe(
      `${GENESIS}\n{"actor":"B-17","at_ms":1738310400000,"boot_id":"boot","epoch":1,` +
        '"kind":"decided","mono_ms":12,"seq":7,"session":"s","shift":null,"station":"ab"}\n',
    );
  });
});

/** Whatever text and numbers the columns may have. */
const anyHeader = fc.record({
  seq: fc.integer({ min: 1 }),
  epoch: fc.integer({ min: 1 }),
  boot_id: fc.string({ unit: 'binary' }),
  at_ms: fc.maxSafeInteger(),
  mono_ms: fc.maxSafeInteger(),
  station: fc.string({ unit: 'binary' }),
  shift: fc.option(fc.string({ unit: 'binary' })),
  session: fc.option(fc.string({ unit: 'binary' })),
  actor: fc.string({ unit: 'binary' }),
  kind: fc.string({ unit: 'binary' }),
});

it('has the bytes of RFC 8785 in hash prefix and journal line, whatever the columns hold', () => {
  fc.assert(
    fc.property(anyHeader, fc.dictionary(fc.string(), fc.jsonValue()), (header, body) => {
      const members = body as { [name: string]: Json };
      const bodyText = canonicalJson(members);
      const [prev, hash] = [GENESIS, 'f'.repeat(64)];
      expect(hashPrefix(prev, header)).toBe(`${prev}\n${canonicalJson(header)}\n`);
      expect(journalLine({ header, bodyText, prev, hash })).toBe(
        canonicalJson({ ...header, body: members, prev, hash }),
      );
    }),
  );
});

it.each([
  ['actor', '\ud800'],
  ['shift', '\udc00'],
  ['at_ms', Number.NaN],
  ['mono_ms', Number.POSITIVE_INFINITY],
])('refuses a column %s without JSON form', (column, value) => {
  const wrong = { ...header, [column]: value };
  expect(() => hashPrefix(GENESIS, wrong)).toThrow(TypeError);
  expect(() => journalLine({ ...recorded, header: wrong })).toThrow(TypeError);
});

describe('a journal line', () => {
  it('reads back to the event that it was made of', () => {
    expect(parseJournalLine(journalLine(recorded))).toEqual(recorded);
  });

  it.each([
    ['a blank more', (line: string) => line.replace(':', ': ')],
    ['another order', (line: string) => line.replace(/("actor":"B-17",)("at_ms":\d+,)/, '$2$1')],
    ['an escape instead of the character', (line: string) => line.replace('ü', '\\u00fc')],
    ['a name twice', (line: string) => line.replace('"epoch":1,', '"epoch":1,"epoch":1,')],
    ['a column that is unknown', (line: string) => line.replace(/}$/, ',"zz":1}')],
    ['an end that is missing', (line: string) => line.slice(0, -1)],
  ])('is refused with %s', (_name, change) => {
    const line = journalLine(recorded);
    expect(change(line)).not.toBe(line);
    expect(parseJournalLine(change(line))).toBeNull();
  });
});

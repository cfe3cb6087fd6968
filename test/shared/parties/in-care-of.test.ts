import { describe, expect, it } from 'vitest';
import type { Party } from '../../../shared/parties/party.ts';
import { watchIndex, type WatchIndex } from '../../../shared/parties/watch-index.ts';
import { watchEntrySchema } from '../../../shared/parties/watch-list.ts';

const NOBODY: Party = {
  role: 'addressee',
  name: null,
  company: null,
  address: null,
  postcode: null,
  city: null,
  country: null,
  phone: null,
  email: null,
  reference: null,
};

function listOf(...names: string[]): WatchIndex {
  const entries = names.map((name) => watchEntrySchema.parse({ id: name, names: [name] }));
  return watchIndex([
    { list: 'Site list', source: 'site', kind: 'internal', validUntil: null, entries },
  ]);
}

const index = listOf('Gerhard Müller', 'Peter Schmidt', 'Ivan Ivanov');
const found = (party: Partial<Party>) =>
  index.match({ ...NOBODY, ...party }).map(({ entry, field, kind }) => [entry, field, kind]);

describe('a name in care of another', () => {
  it.each([
    ['c/o', 'Gerhard Müller c/o Peter Schmidt'],
    ['C / O', 'GERHARD MÜLLER C / O PETER SCHMIDT'],
    ['℅', 'Gerhard Müller ℅ Peter Schmidt'],
    ['z.Hd.', 'Gerhard Müller z.Hd. Herrn Peter Schmidt'],
    ['zu Händen', 'Gerhard Müller, zu Händen Peter Schmidt'],
    ['attn', 'Gerhard Müller Attn.: Peter Schmidt'],
    ["à l'att. de", 'Gerhard Müller à l’att. de Peter Schmidt'],
    ["à l'attention de", "Gerhard Müller A L'ATTENTION DE Peter Schmidt"],
    ['p/a', 'Gerhard Müller p/a Peter Schmidt'],
    ['bei', 'Gerhard Müller bei Peter Schmidt'],
    ['BEI', 'GERHARD MÜLLER BEI PETER SCHMIDT'],
  ])('is found on both sides of %s', (_mark, name) => {
    expect(found({ name })).toEqual([
      ['Gerhard Müller', 'name', 'exact'],
      ['Peter Schmidt', 'name', 'exact'],
    ]);
  });

  it('is found where the other is somebody else, and by the field of a company', () => {
    expect(found({ name: 'Gerhard Müller c/o Schmidt' })).toEqual([
      ['Gerhard Müller', 'name', 'exact'],
    ]);
    expect(found({ company: 'Acme GmbH, attn. Ivan Ivanov' })).toEqual([
      ['Ivan Ivanov', 'company', 'exact'],
    ]);
  });

  it('is told with the whole field as it is declared', () => {
    const name = 'Gerhard Müller c/o Schmidt';
    expect(index.match({ ...NOBODY, name })).toMatchObject([
      { declared: name, listed: 'Gerhard Müller', nearness: 1 },
    ]);
  });

  it('is not found by parts of a name that has such a word in it', () => {
    expect(listOf('Wang Xiao', 'Ling').match({ ...NOBODY, name: 'Wang Xiao Bei Ling' })).toEqual([
      expect.objectContaining({ entry: 'Wang Xiao', kind: 'fuzzy' }),
    ]);
    expect(found({ name: 'Gerhard Schmidt c/o Peter Müller' })).toEqual([]);
  });
});

describe('an address in care of somebody', () => {
  it.each([
    'c/o Ivan Ivanov, Hafenstr. 12',
    'c/o Ivanov, Ivan, Hafenstr. 12',
    'c/o Ivan Ivanov 12 High Street',
    'Hafenstr. 12, c/o Ivan Ivanov',
    'Hafenstr. 12\nattn Ivan Ivanov\nHinterhaus',
    'Hafenstr. 12, bei Ivan Ivanov',
    'Ivan Ivanov c/o Schmidt, Hafenstr. 12',
    '℅ Ivan Ivanov; Hafenstr. 12',
  ])('names whom it says: %s', (address) => {
    expect(found({ name: 'Anna Weber', address, city: 'Hamburg' })).toEqual([
      ['Ivan Ivanov', 'address', 'exact'],
    ]);
  });

  it('names nobody by its street, its town, or without such a word', () => {
    const places = listOf('Coburg', 'Neustadt', 'Ivan Ivanov', 'Mühren');
    const of = (address: string) => places.match({ ...NOBODY, address, city: 'x' });
    expect(of('Neustadt bei Coburg')).toEqual([]);
    expect(of('Bei den Mühren 12')).toEqual([]);
    expect(of('Ivan Ivanov Street 12')).toEqual([]);
    expect(of('Neustadt 3, c/o Anna Weber')).toEqual([]);
  });
});

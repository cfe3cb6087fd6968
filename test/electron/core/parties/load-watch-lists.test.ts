import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadLicences } from '../../../../electron/core/parties/load-licences.ts';
import { loadWatchLists } from '../../../../electron/core/parties/load-watch-lists.ts';
import { temporaryFolder } from '../store/support.ts';

let dataDir: string;
const write = (name: string, text: string | Uint8Array): void =>
  writeFileSync(path.join(dataDir, 'watch-lists', name), text);
const HEAD = 'list: Site list\nsource: site\nkind: internal\nvalidUntil: null\n';
const byCsv = (text: string | Uint8Array): void => {
  write('site.yaml', `${HEAD}entriesFile: site.csv\n`);
  write('site.csv', text);
};

beforeEach(() => {
  dataDir = temporaryFolder();
  mkdirSync(path.join(dataDir, 'watch-lists'));
});

describe('the lists of a site', () => {
  it('are none where there is no folder, and none where it is empty', () => {
    expect(loadWatchLists(temporaryFolder())).toEqual([]);
    expect(loadWatchLists(dataDir)).toEqual([]);
  });

  it('have their entries in the file or in a CSV file beside it', () => {
    write('a.yaml', `${HEAD}entries: [{ id: '1', names: [Ivan Ivanov] }]\n`);
    write('b.yaml', `${HEAD.replace('Site list', 'Other')}entriesFile: b.csv\n`);
    write('b.csv', '\uFEFFid,names,countries,note\r\n1,"Ивано́в, Иван|Ivan Ivanov",RU|BY,\r\n');
    const [first, second] = loadWatchLists(dataDir);
    expect(first?.entries[0]).toMatchObject({ id: '1', names: ['Ivan Ivanov'], note: null });
    expect(second?.entries[0]).toMatchObject({
      names: ['Ивано́в, Иван', 'Ivan Ivanov'],
      countries: ['RU', 'BY'],
    });
  });

  it('are read whatever their ending is written like, beside what a file manager leaves', () => {
    write('a.yml', `${HEAD}entries: []\n`);
    write('b.YAML', `${HEAD.replace('Site list', 'Other')}entries: []\n`);
    write('.DS_Store', '');
    write('Thumbs.db', '');
    expect(loadWatchLists(dataDir).map(({ list }) => list)).toEqual(['Site list', 'Other']);
  });

  it('may have line breaks and quotes in a quoted cell', () => {
    byCsv('id,names,addresses\n1,"The ""Green"" Shop","Hafenstr. 12\n20457 Hamburg"\n');
    expect(loadWatchLists(dataDir)[0]?.entries[0]).toMatchObject({
      names: ['The "Green" Shop'],
      addresses: ['Hafenstr. 12\n20457 Hamburg'],
    });
  });
});

describe('a list that cannot be used stops the station, and says where and why', () => {
  it.each([
    ['a cut line', 'id,names\n1\n', 'line 2 has 1 fields, not 2'],
    ['an open quote', 'id,names\n1,"Ivan\n', 'opened in line 2 is never closed'],
    ['text after a quote', 'id,names\n1,"Ivan"x\n', 'line 2 has text after a quoted field'],
    ['an unknown column', 'id,nmaes\n1,Ivan\n', '"nmaes" is no column'],
    ['a column twice', 'id,names,names\n', 'a column is there twice'],
    ['no ids', 'names\nIvan\n', 'no column id'],
    ['an entry twice', 'id,names\n1,Ivan\n1,Petr\n', 'entry 1 is there twice'],
    ['an empty entry', 'id,names\n1,\n', 'line 2:'],
    ['a country that is none', 'id,names,countries\n1,Ivan,Russia\n', 'line 2:'],
    ['nothing at all', '', 'it is empty'],
    ['another encoding', Buffer.from('id,names\n1,M\xFCller\n', 'latin1'), 'not in UTF-8'],
  ])('%s', (_what, csv, why) => {
    byCsv(csv);
    expect(() => loadWatchLists(dataDir)).toThrow(why);
    expect(() => loadWatchLists(dataDir)).toThrow('Nothing was changed or recorded');
  });

  it.each([
    ['a file elsewhere', `${HEAD}entriesFile: ../../secret.csv\n`],
    ['neither entries nor a file', HEAD],
    ['a day that is none', `${HEAD.replace('null', '2026-02-30')}entries: []\n`],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n'}list: *b\n`,
    ],
  ])('%s', (_what, text) => {
    write('site.yaml', text);
    expect(() => loadWatchLists(dataDir)).toThrow('site.yaml cannot be used');
  });

  it('a file that would fill the memory is not even read', () => {
    byCsv('id,names\n');
    truncateSync(path.join(dataDir, 'watch-lists', 'site.csv'), 65 * 1024 * 1024);
    expect(() => loadWatchLists(dataDir)).toThrow('64 MB are the most');
  });

  it.each([
    ['a CSV file that no list names', 'other.csv'],
    ['a file of another kind', 'stop.txt'],
    ['a folder', 'old'],
  ])('%s', (_what, name) => {
    write('site.yaml', `${HEAD}entries: []\n`);
    if (name === 'old') mkdirSync(path.join(dataDir, 'watch-lists', name));
    else write(name, 'id,names\n1,Ivan Ivanov\n');
    expect(() => loadWatchLists(dataDir)).toThrow(`${name} cannot be used`);
    expect(() => loadWatchLists(dataDir)).toThrow('nothing in it would be searched');
  });

  it.each([
    ['a name without a letter', 'names: ["---"]'],
    ['a number of two digits', 'phones: ["12"]'],
    ['a town', 'addresses: [Hamburg]'],
    ['text for an e-mail address', 'emails: [not an email]'],
    ['a number of two signs', 'identifiers: ["A1"]'],
  ])('an entry that has only %s', (_what, entry) => {
    write('site.yaml', `${HEAD}entries: [{ id: '1', ${entry} }]\n`);
    expect(() => loadWatchLists(dataDir)).toThrow('nothing can be found by this entry');
  });

  it('a quote that is never closed in a long file is said at once', () => {
    byCsv(`id,names\n1,"Ivan\n${'2,Petr Petrov\n'.repeat(200_000)}`);
    const before = performance.now();
    expect(() => loadWatchLists(dataDir)).toThrow('opened in line 2 is never closed');
    // Read again from its beginning with each line, it took minutes.
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('two files with one name', () => {
    write('a.yaml', `${HEAD}entries: []\n`);
    write('b.yaml', `${HEAD}entries: []\n`);
    expect(() => loadWatchLists(dataDir)).toThrow('two files are the list "Site list"');
  });
});

describe('the table of licences', () => {
  const LICENCE = `licences:
  - number: ODS-17
    holder: { names: [Cool Air Ltd] }
    categories: [ozone-climate]
    from: 2026-01-01
    until: 2026-12-31
    quota: { kg: 500 }
`;
  const licences = (text: string) => {
    writeFileSync(path.join(dataDir, 'licences.yaml'), text);
    return loadLicences(dataDir);
  };

  it('is null where there is none, which is not the same as an empty one', () => {
    expect(loadLicences(dataDir)).toBeNull();
    expect(licences('licences: []\n')).toEqual([]);
    expect(licences(LICENCE)?.[0]).toMatchObject({ number: 'ODS-17', quota: { kg: 500 } });
  });

  it.each([
    ['two of one number', `${LICENCE}${LICENCE.replace('licences:\n', '')}`],
    ['a period that ends before it begins', LICENCE.replace('2026-12-31', '2025-12-31')],
    ['a holder without a name', LICENCE.replace('names: [Cool Air Ltd]', 'names: []')],
    ['a quota of nothing', LICENCE.replace('500', '0')],
  ])('is refused with %s', (_what, text) => {
    expect(() => licences(text)).toThrow('licences.yaml cannot be used');
  });
});

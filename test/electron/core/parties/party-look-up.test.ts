import Database from 'better-sqlite3';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPartyLookUp } from '../../../../electron/core/parties/party-look-up.ts';
import { PROJECTIONS } from '../../../../electron/core/store/projections.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import type { ManifestItem } from '../../../../shared/manifest/item.ts';
import { licencesFileSchema, type Licence } from '../../../../shared/parties/licence.ts';
import type { PartiesLookedUp } from '../../../../shared/parties/looked-up.ts';
import { watchListFileSchema, type WatchList } from '../../../../shared/parties/watch-list.ts';
import type { Body, Json, NewEvent } from '../../../../shared/records/event.ts';
import type { Outcome } from '../../../../shared/words.ts';
import { item, policy } from '../../../support/session-fixtures.ts';
import { openOk, temporaryFolder } from '../store/support.ts';

const { licences: TABLE } = licencesFileSchema.parse({
  licences: [
    {
      number: 'ODS-17',
      holder: { names: ['Cool Air Ltd'] },
      categories: ['ozone-climate'],
      from: '2025-01-01',
      until: '2025-12-31',
      quota: { kg: 100 },
    },
    {
      number: 'HFC-3',
      holder: { names: ['Klima Werke GmbH'], identifiers: ['DE 811 222 333'] },
      categories: ['ozone-climate'],
      hs: ['290345'],
      from: '2025-01-01',
      until: '2025-12-31',
      quota: { tonnesCo2e: 20 },
    },
  ],
});
const NEEDS = policy.licences.neededFor;

let dataDir: string;
let store: Store;
let count: number;
let nowMs: number;
beforeEach(() => {
  nowMs = Date.UTC(2025, 1, 1);
  dataDir = temporaryFolder();
  store = openOk(dataDir);
  count = 0;
});

const cylinder = (change: Partial<ManifestItem> = {}, line: object = {}): ManifestItem => {
  const made = { ...item(null, '30000'), sender_name: 'Ivan Ivanov', sender_country: 'RU' };
  const described = { description: 'Refrigerant R-134a', hs_code: '290345', ...line };
  const lines = made.lines.map((each) => ({ ...each, ...described }));
  return { ...made, addressee_company: 'Cool Air Ltd', ...change, lines };
};

function find(
  declared: ManifestItem,
  licences: readonly Licence[] | null = TABLE,
  lists: readonly WatchList[] = [],
  canonical = `ITEM${count}`,
): PartiesLookedUp {
  const { gwp } = policy.licences;
  const clock = { monotonicMs: () => 0, utcMs: () => nowMs, after: never };
  const look = createPartyLookUp({
    lists,
    licences,
    gwp,
    patternDays: 7,
    historyDays: 365,
    records: store,
    clock,
  });
  return look.find(declared, NEEDS, { session: `s${count}`, item: canonical });
}
const never = (): never => {
  throw new Error('a look-up waits for nothing');
};

const event = (kind: string, body: Body): NewEvent => ({
  kind,
  session: `s${count}`,
  actor: 'B-17',
  body,
});

/** A screening that ends, of an item of its own unless it is named. */
function screened(
  declared: ManifestItem,
  outcome: Outcome,
  before: NewEvent[] = [],
  canonical = `ITEM${count + 1}`,
  answers: Readonly<Record<string, Json>> = {},
): string {
  count += 1;
  const looked = find(declared, TABLE, [], canonical) as unknown as Body;
  store.append(
    [
      event('session-opened', {}),
      event('identity-read', { identity: { scheme: 'other', canonical }, source: 'scanner' }),
      event('parties-looked-up', { ...looked, hits: [] }),
      ...before.map((one) => ({ ...one, session: `s${count}` })),
      event('decided', { item: canonical, outcome, override: null, answers }),
      event('session-closed', { how: 'decided' }),
    ],
    null,
  );
  const session = `s${count}`;
  count += 1;
  return session;
}

const rows = (): unknown[] => {
  const db = new Database(path.join(dataDir, 'station.db'), { readonly: true });
  try {
    return PROJECTIONS.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  } finally {
    db.close();
  }
};

describe('the history of a sender at this bench', () => {
  it('is nothing for a stranger', () => {
    expect(find(cylinder()).sender).toMatchObject({ findings: 0, released: 0, lastFinding: null });
  });

  it('is the same in another script, order and case, and another one elsewhere', () => {
    screened(cylinder(), 'hold');
    expect(find(cylinder({ sender_name: 'ИВАНОВ Иван' })).sender).toMatchObject({ findings: 1 });
    expect(find(cylinder({ sender_country: 'BG' })).sender).toMatchObject({ findings: 0 });
  });

  it('counts items that were held, and those released', () => {
    screened(cylinder(), 'seize');
    screened(cylinder(), 'release');
    expect(find(cylinder()).sender).toMatchObject({
      findings: 1,
      released: 1,
      lastFinding: '2025-01-31',
    });
  });

  it('counts an alarm whatever was decided over it', () => {
    screened(cylinder(), 'release', [event('instrument-alarmed', {})]);
    expect(find(cylinder()).sender).toMatchObject({ findings: 1, released: 0 });
  });

  it.each([
    ['explained and released', 'release', 'potash, top 0.3 uSv/h', 0],
    ['explained and held all the same', 'hold', 'potash, top 0.3 uSv/h', 1],
    ['released though nothing explained it', 'release', 'false', 1],
  ] as const)('counts no alarm that was %s as it is', (_what, outcome, shown, findings) => {
    const alarm = event('dwell-alarmed', {});
    const answers = { 'radiation.explained': { state: 'value', shown } };
    screened(cylinder(), outcome, [alarm], 'POTASH', answers);
    expect(find(cylinder()).sender).toMatchObject({ findings, released: 1 - findings });
  });

  it('ends after the days of the site', () => {
    screened(cylinder(), 'seize');
    nowMs += 364 * 24 * 3600 * 1000;
    expect(find(cylinder()).sender).toMatchObject({ findings: 1, days: 365 });
    nowMs += 2 * 24 * 3600 * 1000;
    expect(find(cylinder()).sender).toMatchObject({ findings: 0, released: 0 });
  });

  it.each([
    ['another city', { sender_city: 'Kunming' }],
    ['another postcode', { sender_city: 'Shenyang', sender_postcode: '650000' }],
    ['no place', {}],
    ['a postcode of zeros', { sender_postcode: '000000' }],
  ])('is not that of a namesake of %s', (_what, place) => {
    screened(cylinder({ sender_city: 'Shenyang' }), 'seize');
    expect(find(cylinder(place)).sender).toMatchObject({ findings: 0 });
    expect(find(cylinder({ sender_city: 'SHENYANG' })).sender).toMatchObject({ findings: 1 });
  });

  it.each([
    ['a postcode', { sender_postcode: '110000' }, true],
    ['a city', { sender_city: 'Shenyang' }, true],
    ['a street', { sender_address: 'Lenina 5' }, true],
    ['a company for a name', { sender_name: null, sender_company: 'Acme Trading' }, true],
    ['a company beside the name', { sender_company: 'Acme Trading' }, false],
    ['a city without letters', { sender_city: '-' }, false],
    ['a name and a country', {}, false],
  ])('is told apart from namesakes with %s: %#', (_what, change, distinct) => {
    expect(find(cylinder(change)).sender).toMatchObject({ distinct });
  });

  it('is nobody where the declaration names nobody', () => {
    expect(find(cylinder({ sender_name: null })).sender).toBeNull();
  });

  it('leaves no name in the database', () => {
    screened(cylinder(), 'hold');
    expect(JSON.stringify(rows())).not.toMatch(/ivan/i);
  });

  it('goes away with the key of the item', () => {
    const session = screened(cylinder(), 'hold');
    store.append([{ ...event('purged', { keys: [session] }), session: null }], null);
    expect(find(cylinder()).sender).toMatchObject({ findings: 0 });
  });

  it('is the same after the projections are folded again', () => {
    screened(cylinder(), 'hold');
    const before = rows();
    store.rebuildProjections();
    expect(rows()).toEqual(before);
  });
});

describe('a party that has many namesakes on a list', () => {
  it('is the first of the hits that are recorded where the list says that it is', () => {
    const namesakes = Array.from({ length: 25 }, (_, at) => ({
      id: `MX-${at}`,
      names: ['Maria Garcia'],
      countries: ['MX'],
    }));
    const { entries = [], ...list } = watchListFileSchema.parse({
      list: 'Site list',
      source: 'site',
      kind: 'internal',
      validUntil: null,
      entries: [...namesakes, { id: 'ES-1', names: ['Garcia Maria'], countries: ['ES'] }],
    });
    const declared = cylinder({ sender_name: 'Maria Garcia', sender_country: 'ES' });
    const { hits, moreHits } = find(declared, null, [{ ...list, entries }]);
    expect(hits[0]).toMatchObject({ entry: 'ES-1', kind: 'exact', otherCountry: false });
    expect([hits.length, moreHits]).toEqual([20, 6]);
  });
});

describe('a sender of tens of thousands of parcels', () => {
  it('is looked up by its latest parcels, not by all of them', () => {
    screened(cylinder(), 'hold');
    const fingerprint = find(cylinder()).sender?.fingerprint;
    const db = new Database(path.join(dataDir, 'station.db'));
    const session = db.prepare(
      'INSERT INTO sessions (session, opened_seq, opened_at_ms, item) VALUES (?, ?, ?, ?)',
    );
    const party = db.prepare('INSERT INTO parties VALUES (?, ?, ?, ?, ?)');
    const now = Date.UTC(2025, 1, 1);
    db.transaction(() => {
      for (let at = 0; at < 30_000; at += 1) {
        session.run(`old${at}`, 1000 + at, now, `OLD${at}`);
        for (const [role, of] of [
          ['sender', fingerprint],
          ['addressee', `somebody ${at}`],
        ]) {
          party.run(`old${at}`, role, of, 1000 + at, now);
        }
      }
    })();
    db.close();
    const began = performance.now();
    const { sender, pattern } = find(cylinder());
    // 200 ms at 50,000 parcels when all were read; the goal from scan to prompt is 50 ms.
    expect(performance.now() - began).toBeLessThan(100);
    expect(sender).toMatchObject({ findings: 0, released: 0 });
    expect(pattern.sender).toBe(1000);
  });
});

describe('items that belong together, at this bench', () => {
  const person = { addressee_name: 'Ana Silva', addressee_company: null, addressee_country: 'PT' };
  const worth = (value: string, change: Partial<ManifestItem> = {}) =>
    cylinder(
      { ...person, ...change },
      { value, currency: 'EUR', value_minor: Number(value) * 100 },
    );

  it('are counted by sender and by addressee, each item once', () => {
    screened(worth('100'), 'release');
    screened(worth('100', { addressee_name: 'Somebody Else' }), 'hold');
    expect(find(worth('100')).pattern).toMatchObject({ days: 7, sender: 2, addressee: 1 });
  });

  it('have their values added up between the same two parties, by currency', () => {
    screened(worth('140'), 'release');
    screened(worth('120'), 'release');
    screened(worth('90', { addressee_name: 'Somebody Else' }), 'release');
    expect(find(worth('100')).pattern).toMatchObject({
      value: { currency: 'EUR', minor: 10_000 },
      pair: { items: 2, minor: 26_000, most: 14_000 },
    });
  });

  it('show how many other names stood beside a contact, without the contact', () => {
    const phone = { sender_phone: '+7 912 555-01-99' };
    screened(worth('100', phone), 'release');
    screened(worth('100', { ...phone, sender_name: 'Pyotr Petrov' }), 'release');
    const { contacts } = find(worth('100', { sender_phone: '0079125550199' })).pattern;
    expect(contacts).toMatchObject([{ party: 'sender', contact: 'phone', otherNames: 1 }]);
    expect(JSON.stringify(rows())).not.toMatch(/912\D*555/);
  });

  it('have one name where only the place that stands beside it is another one', () => {
    const phone = { sender_phone: '+7 912 555-01-99' };
    screened(worth('100', { ...phone, sender_city: 'Moskva' }), 'release');
    screened(worth('100', { ...phone, sender_postcode: '101000' }), 'release');
    expect(find(worth('100', phone)).pattern.contacts).toMatchObject([{ otherNames: 0 }]);
  });

  it('are not known by a contact any more once the key of the item is gone', () => {
    const phone = { sender_phone: '+7 912 555-01-99' };
    const session = screened(worth('100', { ...phone, sender_name: 'Pyotr Petrov' }), 'release');
    store.append([{ ...event('purged', { keys: [session] }), session: null }], null);
    expect(find(worth('100', phone)).pattern.contacts).toMatchObject([{ otherNames: 0 }]);
    const db = new Database(path.join(dataDir, 'station.db'), { readonly: true });
    expect(db.prepare('SELECT count(*) AS left FROM parties').get()).toEqual({ left: 0 });
    db.close();
  });

  it('have no value where a line gives none', () => {
    expect(find(cylinder(person, { value_minor: null })).pattern).toMatchObject({
      value: null,
      pair: null,
    });
  });
});

describe('a licence with a quota', () => {
  const holder = { addressee_company: null, addressee_reference: 'DE811222333' };

  it('covers its holder, with what is left of it after what was released', () => {
    screened(cylinder(), 'release');
    screened(cylinder(), 'hold');
    screened(cylinder({}, { net_g: null }), 'release');
    expect(find(cylinder()).licences?.cover).toEqual([
      {
        number: 'ODS-17',
        party: 'addressee',
        categories: ['ozone-climate'],
        unit: 'kg',
        quota: 100,
        used: 30,
        usedUnknown: 1,
        amount: 30,
      },
    ]);
  });

  it('has an item that was released more than once counted once, by the most that was declared', () => {
    screened(cylinder({}, { net_g: '20000' }), 'release', [], 'TWICE');
    screened(cylinder({}, { net_g: '25000' }), 'release', [], 'TWICE');
    screened(cylinder({}, { net_g: null }), 'release', [], 'TWICE');
    expect(find(cylinder()).licences?.cover[0]).toMatchObject({ used: 25, usedUnknown: 0 });
  });

  it('never has an item counted against itself', () => {
    screened(cylinder({}, { net_g: '80000' }), 'release', [], 'AGAIN');
    const again = find(cylinder({}, { net_g: '80000' }), TABLE, [], 'AGAIN');
    expect(again.licences?.cover[0]).toMatchObject({ used: 0, amount: 80 });
    expect(find(cylinder()).licences?.cover[0]).toMatchObject({ used: 80 });
  });

  it('counts CO2 equivalent by what the description names, and does not guess', () => {
    const cover = (line: object) => find(cylinder(holder, line)).licences?.cover[0];
    // 30 kg of R-134a at 1430 (Annex F).
    expect(cover({})).toMatchObject({ number: 'HFC-3', unit: 't CO2e', amount: 42.9 });
    expect(cover({ description: 'Refrigerant gas' })).toMatchObject({ amount: null });
    expect(cover({ description: 'R-134a or R-404A' })).toMatchObject({ amount: null });
  });

  describe('for one tariff code', () => {
    const coverOf = (...codes: (string | null)[]) => {
      const lines = codes.flatMap((code) => cylinder({}, { hs_code: code }).lines);
      return find({ ...cylinder(holder), lines }).licences?.cover;
    };

    it.each<[string, readonly (string | null)[], true | undefined]>([
      ['of this code', ['290345'], undefined],
      ['of this code beside other goods', ['290345', '610910'], undefined],
      ['without a code', [null], true],
      ['of a heading only', ['2903'], true],
      ['of this code beside one without', ['290345', null], true],
      ['of this code beside another substance', ['290345', '382763'], true],
    ])('covers a cylinder as far as its lines say so: %s', (_what, codes, unsaid) => {
      expect(coverOf(...codes)?.map((one) => one.unsaid)).toEqual([unsaid]);
    });

    it('covers no other substance', () => {
      expect([coverOf('382763'), coverOf('382763', null)]).toEqual([[], []]);
    });
  });

  it.each([
    ['a name that is only spelt alike', { addressee_company: 'Cool Airs Ltd' }],
    ['a name that is only heard alike', { addressee_company: 'Kool Air Ltd' }],
    ['a company of another legal form', { addressee_company: 'Cool Air SARL' }],
    ['nobody', { addressee_company: null }],
  ])('covers not %s', (_what, change) => {
    expect(find(cylinder(change)).licences).toEqual({ needed: ['ozone-climate'], cover: [] });
  });

  it('is not asked for where the site has no table', () => {
    expect(find(cylinder(), null).licences).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { FactName } from '../../../shared/rules/facts.ts';
import { benchPolicySchema } from '../../../shared/session/policy.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { declaring, found, playSession, rules, scanned } from '../../support/session-fixtures.ts';

type Tables = Partial<(typeof rules)['policy']['route']>;

const goodsFrom = (origin: string | null, fields: Partial<ManifestItem>): ManifestItem => ({
  ...declaring([{ description: 'Steel bolts', line_origin_country: origin }]),
  origin_country: null,
  ...fields,
});

function fact(name: FactName, item: ManifestItem, tables: Tables = {}) {
  const policy = { ...rules.policy, route: { ...rules.policy.route, ...tables } };
  return factsOf(playSession(scanned('CP102030419NL'), found(item)), { ...rules, policy })[name];
}

describe('the route of a declaration', () => {
  it('departs from the country of dispatch, else of posting, else of the sender', () => {
    const all = { dispatch_country: 'AE', origin_country: 'CN', sender_country: 'TR' };
    const shown = (item: Partial<ManifestItem>) => fact('route.departure', goodsFrom(null, item));
    expect(shown(all)).toMatchObject({ value: ['AE'] });
    expect(shown({ ...all, dispatch_country: null })).toMatchObject({ value: ['CN'] });
    expect(shown({ sender_country: 'TR' })).toMatchObject({ value: ['TR'] });
    expect(shown({})).toMatchObject({ state: 'absent' });
  });

  it('is not known before the look-up', () => {
    expect(factsOf(playSession(), rules)['route.origin']).toEqual({ state: 'not-yet' });
  });
});

describe('a code of no country', () => {
  const odd = goodsFrom('XX', { dispatch_country: 'ZZ', destination_country: 'NL' });

  it('is told of, and does not stop the parcel', () => {
    expect(fact('declared.country-unassigned', odd)).toMatchObject({
      value: true,
      shown: 'ZZ, XX',
    });
    const { prompts } = playSession(scanned('CP102030419NL'), found(odd));
    const prompt = prompts.find(({ rule }) => rule === 'data.country-unassigned');
    expect(prompt).toMatchObject({ severity: 'inform' });
  });

  it.each(['NL', 'XK'])('is not %s', (country) => {
    const item = goodsFrom(country, { dispatch_country: country });
    expect(fact('declared.country-unassigned', item)).toMatchObject({ value: false });
  });

  it('is absent where no country is declared', () => {
    expect(fact('declared.country-unassigned', goodsFrom(null, {})).state).toBe('absent');
  });

  it('is no origin, no departure and no other country', () => {
    for (const name of ['route.origin', 'route.departure', 'route.origin-differs'] as const) {
      expect([name, fact(name, odd).state]).toEqual([name, 'absent']);
    }
  });

  it('gives way to the country of posting', () => {
    const posted = { ...odd, origin_country: 'CN' };
    expect(fact('route.departure', posted)).toMatchObject({ value: ['CN'] });
  });

  it('leaves a risk of the site open where nothing else is said, and fits one that the site lists', () => {
    const nothing = { ...odd, destination_country: null };
    const risks = (from: string) => ({ risks: [{ from, via: null, to: null, why: 'watched' }] });
    expect(fact('route.risk', nothing, risks('IR')).state).toBe('absent');
    expect(fact('route.risk', odd, risks('XX'))).toMatchObject({ value: true });
  });
});

describe('goods of another country than the item departs from', () => {
  it.each([
    ['CN', 'AE', true],
    ['CN', 'CN', false],
    ['CN', 'HK', false],
    ['HK', 'CN', false],
    ['VN', 'HK', true],
  ])('of %s from %s: %s', (origin, dispatch_country, value) => {
    const item = goodsFrom(origin, { dispatch_country });
    expect(fact('route.origin-differs', item)).toMatchObject({ value });
  });

  it('is absent where no line says where its goods are from', () => {
    const item = goodsFrom(null, { dispatch_country: 'AE' });
    expect(fact('route.origin-differs', item)).toMatchObject({ state: 'absent' });
  });
});

describe('a free-trade zone', () => {
  const item = goodsFrom('CN', { dispatch_country: 'AE', sender_city: 'Jebel  ALI, Dubai' });

  it('is known by a place in the address of the sender', () => {
    expect(fact('route.free-trade-zone', item)).toMatchObject({
      value: true,
      shown: 'Jebel Ali (AE)',
    });
  });

  it('is none where the place is in another country, or not said', () => {
    const elsewhere = { ...item, dispatch_country: 'DE' };
    expect(fact('route.free-trade-zone', elsewhere)).toMatchObject({ value: false });
    const plain = { ...item, sender_city: 'Abu Dhabi' };
    expect(fact('route.free-trade-zone', plain)).toMatchObject({ value: false });
  });

  it.each([
    ['PA', 'Zona Libre de Colón, bodega 4'],
    ['AE', 'Jebel-Ali South'],
  ])('in %s is known as it is spelt there: %s', (dispatch_country, sender_address) => {
    const spelt = goodsFrom('CN', { dispatch_country, sender_address });
    expect(fact('route.free-trade-zone', spelt)).toMatchObject({ value: true });
  });

  it('is not known where the sender has no address in a country that has zones', () => {
    const nowhere = goodsFrom('CN', { dispatch_country: 'AE' });
    expect(fact('route.free-trade-zone', nowhere)).toMatchObject({ state: 'absent' });
  });

  it('that is a whole country counts where something else speaks, also in transit', () => {
    const passing = goodsFrom('CN', { dispatch_country: 'VN', transit_countries: ['SG'] });
    expect(fact('route.free-trade-zone', passing)).toMatchObject({ shown: 'Singapore (SG)' });
  });

  it.each([
    ['goods of China sent from Hong Kong', { dispatch_country: 'HK' }],
    ['goods of China by way of Hong Kong', { dispatch_country: 'CN', transit_countries: ['HK'] }],
    ['the same by a hub in Europe', { dispatch_country: 'HK', transit_countries: ['NL'] }],
  ])('is none for %s: most mail goes there', (_what, fields) => {
    const plain = goodsFrom('CN', { ...fields, destination_country: 'DE' });
    expect(fact('route.free-trade-zone', plain)).toMatchObject({ value: false });
  });
});

describe('transshipment and re-export', () => {
  it('names the countries between departure and destination', () => {
    const item = goodsFrom(null, {
      dispatch_country: 'CN',
      transit_countries: ['CN', 'AE', 'NL'],
      destination_country: 'NL',
    });
    expect(fact('route.transshipment', item)).toMatchObject({ value: true, shown: 'AE' });
  });

  it('goods of the destination that come from elsewhere leave the other country again', () => {
    const route = { dispatch_country: 'AE', destination_country: 'CN' };
    expect(fact('route.re-export', goodsFrom('CN', route))).toMatchObject({ value: true });
    const returned = goodsFrom('CN', { ...route, category: 'returned' });
    expect(fact('route.re-export', returned)).toMatchObject({ value: false });
  });

  it('is believed where the declaration says so', () => {
    for (const comments of [
      'Re-export of exhibition goods',
      'RE-EXPORTS',
      'Réexportation temporaire',
      'реэкспорта товаров',
    ]) {
      expect(fact('route.re-export', goodsFrom(null, { comments }))).toMatchObject({ value: true });
    }
    const report = goodsFrom(null, { comments: 'Free expert report' });
    expect(fact('route.re-export', report)).toMatchObject({ state: 'absent' });
  });
});

describe("the site's tables", () => {
  const forwarders = [{ name: 'Example Forwarding', words: ['pex box'] }];

  it('a forwarder is known by whole words of an address, which is not shown', () => {
    const item = goodsFrom(null, { addressee_address: 'PEX Box 4412, Street 1' });
    expect(fact('route.forwarder', item, { forwarders })).toMatchObject({
      value: true,
      shown: "the addressee's address is of Example Forwarding",
    });
    const other = { ...item, addressee_address: 'Spex boxes' };
    expect(fact('route.forwarder', other, { forwarders })).toMatchObject({ value: false });
  });

  it.each([
    [{ from: 'CN', via: null, to: null, why: 'x1' }, true],
    [{ from: 'AE', via: 'SG', to: 'NL', why: 'x2' }, true],
    [{ from: 'AE', via: 'SG', to: 'BE', why: 'x3' }, false],
    [{ from: 'DE', via: null, to: null, why: 'x4' }, false],
  ])('a route of the table %o: %s', (entry, value) => {
    const item = goodsFrom('CN', {
      dispatch_country: 'AE',
      transit_countries: ['SG'],
      destination_country: 'NL',
    });
    expect(fact('route.risk', item, { risks: [entry] })).toMatchObject({ value });
  });

  it.each([
    ['destination', { dispatch_country: 'AE' }, { from: 'AE', via: null, to: 'NL', why: 'xx' }],
    ['departure', { destination_country: 'NL' }, { from: 'AE', via: null, to: 'NL', why: 'xx' }],
    ['destination', {}, { from: null, via: null, to: 'NL', why: 'xx' }],
  ])('a route is not known that the declaration has no %s for', (missing, fields, entry) => {
    const item = goodsFrom(null, { addressee_country: null, ...fields });
    expect(fact('route.risk', item, { risks: [entry] })).toMatchObject({
      state: 'absent',
      why: `the declaration does not say enough (${missing}) for the entry "xx"`,
    });
  });

  it('ships without a country that is a risk by itself', () => {
    expect(rules.policy.route.risks).toEqual([]);
  });

  it('refuses a route without any country', () => {
    const shipped = { risks: [{ from: null, why: 'nowhere' }] };
    const parsed = benchPolicySchema.shape.route.safeParse({ ...rules.policy.route, ...shipped });
    expect(parsed.error?.issues[0]?.message).toBe('a route has at least one country');
  });
});

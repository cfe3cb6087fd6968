import { describe, expect, it } from 'vitest';
import { BLANK_ITEM, BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import { withMinorValue } from '../../../shared/manifest/currencies.ts';
import type { ContentLine, ManifestItem } from '../../../shared/manifest/item.ts';
import { licencesFileSchema } from '../../../shared/parties/licence.ts';
import { watchListFileSchema, type WatchList } from '../../../shared/parties/watch-list.ts';
import { releaseStanding } from '../../../shared/session/decision.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import { openOk, temporaryFolder } from '../../electron/core/store/support.ts';
import { partyBench } from '../../support/party-bench.ts';
import { policy } from '../../support/session-fixtures.ts';

/** A line that is declared in full. */
function line(description: string, hs_code: string | null, more: Partial<ContentLine> = {}) {
  const rest = { quantity: '1', net_g: '300', value: '38', currency: 'EUR' };
  const whole = { ...BLANK_LINE, ...rest, description, hs_code, line_origin_country: 'CN' };
  return withMinorValue({ ...whole, ...more });
}

/** A parcel of 400 g that is declared in full. */
const parcel = (lines: readonly ContentLine[], more: Partial<ManifestItem> = {}): ManifestItem => ({
  ...BLANK_ITEM,
  item_id: 'CP102030419NL',
  category: 'sale',
  origin_country: 'CN',
  dispatch_country: 'CN',
  destination_country: 'DE',
  gross_g: '400',
  sender_name: 'Wei Zhang',
  sender_address: 'Nanjing Road 12',
  sender_city: 'Shanghai',
  sender_postcode: '200001',
  sender_country: 'CN',
  addressee_name: 'Anna Weber',
  addressee_address: 'Hafenstr. 12',
  addressee_city: 'Hamburg',
  addressee_postcode: '20457',
  addressee_country: 'DE',
  ...more,
  lines: [...lines],
});

const BOOKS = line('Books', '490199');

/** Goods that are held, declared by description and by tariff code alike. */
const GOODS: readonly (readonly [rule: string, description: string, code: string])[] = [
  ['goods.explosives', 'Fireworks, firecrackers', '360410'],
  ['goods.dangerous', 'Acetone, UN 1090', '291411'],
  ['goods.dangerous', 'Gas lighters refillable', '961310'],
  ['goods.dangerous', 'Nitrocellulose lacquer paint', '320820'],
  ['goods.dangerous', 'Sulphuric acid drain cleaner', '280700'],
  ['goods.dangerous', 'Mercury metal', '280540'],
  ['goods.dangerous', 'Hair spray aerosol', '330530'],
  ['goods.dangerous', 'Paraquat herbicide', '380893'],
  ['goods.dangerous', 'DDT insecticide powder', '290392'],
  ['goods.lithium-batteries', 'Lithium-ion batteries 18650', '850760'],
  ['goods.narcotics', 'Cocaine', '293972'],
  ['goods.narcotics', 'Fentanyl powder', '293334'],
  ['goods.precursors', 'Acetic anhydride', '291524'],
  ['goods.precursors', 'Ephedrine hydrochloride', '293941'],
  ['goods.firearms', 'Pistol 9 mm', '930200'],
  ['goods.firearms', 'Glock slide and barrel', '930510'],
  ['goods.firearms', 'Ammunition 9mm cartridges', '930630'],
  ['goods.ozone-climate', 'Refrigerant R-134a cylinder', '290345'],
  ['goods.ozone-climate', 'HCFC-22 chlorodifluoromethane', '290371'],
  ['precious.rough-diamonds', 'Rough diamonds unsorted', '710210'],
  ['counterfeit.replica', 'Replica Rolex watch, 1:1 copy', '910211'],
  ['wildlife.prohibited', 'Elephant ivory carving', '960110'],
  ['wildlife.prohibited', 'Rhinoceros horn powder', '050790'],
  ['goods.radioactive', 'Uranium ore sample', '261210'],
  ['goods.radioactive', 'Caesium-137 calibration source', '284443'],
  ['goods.possibly-prohibited', 'Tramadol 50 mg caps', '300490'],
];

const LIST = watchListFileSchema.parse({
  list: 'Site list',
  source: 'site',
  kind: 'internal',
  validUntil: null,
  entries: [{ id: 'E1', names: ['Ivan Ivanov'], phones: ['+7 912 555 01 99'] }],
});
const SITE = {
  lists: [{ ...LIST, entries: LIST.entries ?? [] } satisfies WatchList],
  licences: licencesFileSchema.parse({
    licences: [
      {
        number: 'PES-1',
        holder: { names: ['Garten Weber GmbH'] },
        categories: ['agri-food'],
        from: '2025-01-01',
        until: '2025-12-31',
        quota: { kg: 0.2 },
      },
    ],
  }).licences,
  policy: {
    ...policy,
    licences: { ...policy.licences, neededFor: [{ category: 'agri-food' as const, hs: ['1006'] }] },
    trade: {
      ...policy.trade,
      forcedLabour: [{ hs: ['5201'], origin: 'TM', entities: [], why: 'list 1, cotton' }],
    },
    route: { ...policy.route, risks: [{ from: 'KP', via: null, to: 'DE', why: 'list 2' }] },
  },
};

interface Case {
  readonly rule: string;
  readonly item: ManifestItem;
  /**
   * Fields that are themselves what is wrong: a claim that contradicts another one, a request, the name that is
   * on a list. Without them nothing is wrong any more, and no rule could know that something was.
   */
  readonly restsOn?: readonly string[];
}
const CASES: readonly Case[] = [
  ...GOODS.map(([rule, description, code]) => ({
    rule,
    item: parcel([line(description, code)]),
  })),
  // Beside a line that is described, one of each pack.
  ...GOODS.filter(([rule], at) => GOODS.findIndex(([other]) => other === rule) === at).map(
    ([rule, description, code]) => ({
      rule,
      item: parcel([BOOKS, line(description, code, { net_g: '20' })]),
    }),
  ),
  {
    rule: 'tobacco.quantity',
    item: parcel([line('Cigarettes, 10 cartons', '240220', { quantity: '2000' })]),
  },
  {
    rule: 'alcohol.quantity',
    item: parcel([line('Whisky 40% 12 bottles', '220830', { quantity: '12' })]),
  },
  { rule: 'data.vague', item: parcel([line('gift', null)]) },
  {
    rule: 'data.content-exceeds-gross',
    item: parcel([line('Books', '490199', { net_g: '700' })]),
    restsOn: ['net_g'],
  },
  { rule: 'weight.over', item: parcel([BOOKS], { gross_g: '310' }), restsOn: ['gross_g'] },
  {
    rule: 'data.gift-commercial',
    item: parcel([line('T-shirts, cotton', '610910', { quantity: '40' })], { category: 'gift' }),
    restsOn: ['category', 'quantity'],
  },
  {
    rule: 'referral.do-not-load',
    item: parcel([BOOKS], { referral: 'DNL' }),
    restsOn: ['referral'],
  },
  { rule: 'referral.screening', item: parcel([BOOKS], { referral: 'RFS' }), restsOn: ['referral'] },
  { rule: 'watch.match', item: parcel([BOOKS], { sender_name: 'Ivan Ivanov' }) },
  {
    rule: 'watch.match',
    item: parcel([BOOKS], { sender_phone: '0079125550199' }),
    restsOn: ['sender_phone'],
  },
  {
    rule: 'licence.quota-exceeded',
    item: parcel([line('Basmati rice', '100630')], { addressee_company: 'Garten Weber GmbH' }),
  },
  {
    rule: 'forced-labour.listed',
    item: parcel([line('Raw cotton', '520100', { line_origin_country: 'TM' })]),
  },
  {
    rule: 'route.risk',
    item: parcel([line('Books', '490199', { line_origin_country: null })], {
      origin_country: 'KP',
      dispatch_country: 'KP',
      sender_country: 'KP',
    }),
  },
];

/** The declaration without one field: of the item, of all of its lines, of one line; and without lines. */
function less(item: ManifestItem): readonly (readonly [field: string, item: ManifestItem])[] {
  const { lines, ...rest } = item;
  const said = Object.entries(rest).filter(
    ([name, value]) => name !== 'item_id' && value !== null && !Array.isArray(value),
  );
  const without = (of: ContentLine, field: string): ContentLine =>
    withMinorValue({ ...of, [field]: null });
  const fields = Object.keys(BLANK_LINE).filter((name) => name !== 'value_minor');
  return [
    ...said.map(([name]) => [name, { ...item, [name]: null } as ManifestItem] as const),
    ...fields.map(
      (name) => [name, { ...item, lines: lines.map((of) => without(of, name)) }] as const,
    ),
    // Of one line where there are several.
    ...fields.flatMap((name) =>
      (lines.length === 1 ? [] : lines).map(
        (_, at) =>
          [
            name,
            { ...item, lines: lines.map((of, n) => (n === at ? without(of, name) : of)) },
          ] as const,
      ),
    ),
    ['all lines', { ...item, lines: [] }],
  ];
}

const named = CASES.map((one) => {
  const goods = one.item.lines.map(({ description }) => description).join(' + ');
  return [`${one.rule} of ${goods}`, one] as const;
});

describe('a declaration that leaves a field out', () => {
  it.each(named)('never makes a parcel under %s one that is released', (_name, one) => {
    const { rule, item, restsOn = [] } = one;
    const bench = partyBench(openOk(temporaryFolder()), Date.UTC(2025, 1, 1), SITE);
    const { packs } = bench.rules;
    const facts = bench.facts(item, '400');
    expect(promptsDue(facts, packs).map((prompt) => prompt.rule)).toContain(rule);
    expect(releaseStanding(facts, packs).state).not.toBe('open');
    const released = less(item)
      .filter(([field]) => !restsOn.includes(field))
      .filter(([, left]) => releaseStanding(bench.facts(left, '400'), packs).state === 'open')
      .map(([field]) => `without ${field}`);
    expect(released).toEqual([]);
  });

  it.each(named.filter(([, { restsOn }]) => restsOn !== undefined))(
    'leaves nothing wrong where %s rests on that field alone',
    (_name, { item, restsOn = [] }) => {
      const bench = partyBench(openOk(temporaryFolder()), Date.UTC(2025, 1, 1), SITE);
      const { packs } = bench.rules;
      const still = less(item)
        .filter(([field]) => restsOn.includes(field))
        .filter(([, left]) => releaseStanding(bench.facts(left, '400'), packs).state !== 'open')
        .map(([field]) => field);
      expect(still).toEqual([]);
    },
  );
});

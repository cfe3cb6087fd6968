import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentLine, ManifestItem } from '../../../shared/manifest/item.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import {
  declaring,
  found,
  playSession,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

type Table = (typeof rules)['policy']['trade']['forcedLabour'];

function factsWith(item: ManifestItem, forcedLabour: Table, ...more: SessionInput[]) {
  const policy = { ...rules.policy, trade: { ...rules.policy.trade, forcedLabour } };
  const state = playSession(scanned('CP102030419NL'), found(item), ...more);
  return factsOf(state, { ...rules, policy });
}

describe('forced labour by the table of the site', () => {
  const item = {
    ...declaring([{ hs_code: '5201.00', line_origin_country: 'AQ' }]),
    sender_company: 'Acme Cotton Ltd',
  };
  const entry = { hs: ['5201'], origin: 'AQ', entities: [], why: 'list A, entry 7' };

  it('says which entry, by code and origin', () => {
    expect(factsWith(item, [entry])['trade.forced-labour']).toMatchObject({
      value: true,
      shown: 'list A, entry 7',
    });
  });

  it.each([
    { ...entry, origin: 'BV' },
    { ...entry, hs: ['5203'] },
    { ...entry, entities: ['other cotton'] },
  ])('an entry of which one part does not fit is none: %o', (other) => {
    expect(factsWith(item, [other])['trade.forced-labour']).toMatchObject({ value: false });
  });

  it('an origin by a code of no country leaves the entry of its goods open', () => {
    const odd = declaring([{ hs_code: '5201.00', line_origin_country: 'XX' }]);
    expect(factsWith(odd, [entry])['trade.forced-labour']).toMatchObject({ state: 'absent' });
  });

  it('an entity is known by whole words of the sender', () => {
    const named = { hs: [], origin: null, entities: ['acme cotton'], why: 'entity list' };
    expect(factsWith(item, [named])['trade.forced-labour']).toMatchObject({ value: true });
  });

  it.each([
    ['sender_company', 'Évil-Cotton Works Ltd'],
    ['addressee_name', 'Evil Cotton Works'],
    ['addressee_company', 'Евил Коттон Воркс'],
  ])('an entity is known as %s, also as %s', (field, name) => {
    const named = { hs: [], origin: null, entities: ['evil cotton works'], why: 'entity list' };
    const other = { ...item, sender_company: null, [field]: name };
    expect(factsWith(other, [named])['trade.forced-labour']).toMatchObject({ value: true });
  });

  it('is false while the site has no table, as shipped, whatever is declared', () => {
    expect(rules.policy.trade.forcedLabour).toEqual([]);
    expect(factsWith(item, [])['trade.forced-labour']).toMatchObject({ value: false });
  });

  const codeGone = { hs_code: null };
  const originGone = { line_origin_country: null };
  const bare = { origin_country: null, dispatch_country: null };
  it.each([
    ['no tariff code', codeGone, {}, 'tariff code'],
    ['a chapter only', { hs_code: '52' }, {}, 'tariff code'],
    ['what is no tariff code', { hs_code: 'cotton' }, {}, 'tariff code'],
    ['no origin', originGone, { origin_country: 'DE' }, 'origin'],
    ['neither code nor any country', { ...codeGone, ...originGone }, bare, 'tariff code, origin'],
  ])('is not known with %s, and says what is missing', (_what, line, fields, missing) => {
    const declared = { ...item, lines: item.lines.map((one) => ({ ...one, ...line })), ...fields };
    expect(factsWith(declared, [entry])['trade.forced-labour']).toEqual({
      state: 'absent',
      why: `the declaration does not say enough (${missing}) for the entry "list A, entry 7"`,
    });
  });

  it('is not known without content lines, posted from where the entry speaks of', () => {
    const empty = { ...item, lines: [], origin_country: 'AQ' };
    expect(factsWith(empty, [entry])['trade.forced-labour'].state).toBe('absent');
  });

  it('asks nothing of a parcel of which nothing fits', () => {
    const elsewhere = {
      ...item,
      lines: item.lines.map((one) => ({ ...one, ...codeGone, ...originGone })),
      origin_country: 'DE',
    };
    expect(factsWith(elsewhere, [entry])['trade.forced-labour']).toMatchObject({ value: false });
  });

  it('asks once for what is missing, and keeps the parcel', () => {
    const policy = { ...rules.policy, trade: { ...rules.policy.trade, forcedLabour: [entry] } };
    const declared = { ...item, lines: item.lines.map((one) => ({ ...one, ...codeGone })) };
    const state = playSession(scanned('CP102030419NL'), found(declared));
    const facts = factsOf(state, { ...rules, policy });
    const asked = promptsDue(facts, rules.packs).filter(
      ({ about }) => about === 'trade.forced-labour',
    );
    expect(asked).toMatchObject([{ rule: 'declaration.missing-fact', severity: 'hold' }]);
  });

  it('never turns false when a hit loses what the entry asks for', () => {
    const parts = ['hs_code', 'line_origin_country', 'origin_country', 'dispatch_country'] as const;
    const posted = { origin_country: 'AQ', dispatch_country: 'AQ' };
    fc.assert(
      fc.property(fc.subarray([...parts]), (gone) => {
        const drop = Object.fromEntries(gone.map((field) => [field, null]));
        const lines = item.lines.map((one) => ({ ...one, ...drop }));
        const fact = factsWith({ ...item, ...posted, ...drop, lines }, [entry])[
          'trade.forced-labour'
        ];
        expect(fact).not.toMatchObject({ value: false });
      }),
    );
  });
});

describe('a cylinder that is declared empty', () => {
  const cylinder = (line: Partial<ContentLine>, grams: string) => {
    const facts = factsWith(declaring([line]), [], weighed(grams));
    return [facts['cylinder.above-tare'], facts['cylinder.tare-unknown']];
  };

  it.each([
    ['DOT-39 cylinder', '7311.00', '3400', [false, false]],
    ['DOT-39 cylinder', '7311.00', '14500', [true, false]],
    ['cylinder empty DOT-39', null, '14300', [true, false]],
    ['steel cylinder', '7311.00', '200', [false, false]],
    ['steel cylinder', '7311.00', '14500', [false, true]],
    ['steel cylinder', '7311.00', '15500', [true, false]],
    ['Empty cylinders, new', null, '14900', [false, true]],
    ['cylindre vide', null, '14300', [false, true]],
    ['leere Gasflasche', null, '14300', [false, true]],
    ['bouteilles de gaz vides', null, '14300', [false, true]],
    ['botella de gas vacía', null, '14300', [false, true]],
    ['пустые баллоны', null, '14300', [false, true]],
    ['空钢瓶', null, '14300', [false, true]],
  ])('%s, %s, of %s g: above its tare, or its tare unknown: %j', (text, code, grams, values) => {
    expect(cylinder({ description: text, hs_code: code }, grams)).toMatchObject(
      values.map((value) => ({ value })),
    );
  });

  it.each([
    'empty toner cartridges',
    "cartouches d'encre vides",
    'empty refillable spray bottle',
    'empty box 30 lb kettlebell',
    'pneumatic cylinder, empty box',
    'hydraulic cylinder drained',
  ])('is not asked of %s', (description) => {
    expect(cylinder({ description }, '14000')).toMatchObject([
      { state: 'absent' },
      { state: 'absent' },
    ]);
  });

  it('is not asked of other goods', () => {
    expect(cylinder({ description: 'Shoes', hs_code: '6403' }, '3000')).toMatchObject([
      { state: 'absent' },
      { state: 'absent' },
    ]);
  });

  it('is not known before it is weighed', () => {
    const item = declaring([{ description: 'Cylinder', hs_code: '7613' }]);
    expect(factsWith(item, [])['cylinder.above-tare']).toEqual({ state: 'not-yet' });
  });
});

describe('labels that the officer saw on the parcel', () => {
  const item = declaring([{ description: 'Shoes' }]);
  const note = (un: string[]): SessionInput => ({
    kind: 'labels',
    labels: { un, hazards: ['class-7'] },
  });

  it('are facts as they were noted last', () => {
    const facts = factsWith(item, [], note(['2911']), note(['2910', '2911']));
    expect(facts['label.un']).toMatchObject({ value: ['2910', '2911'] });
    expect(facts['label.hazards']).toMatchObject({ value: ['class-7'] });
  });

  it('are absent while nobody noted any, and known to be none when somebody did', () => {
    expect(factsWith(item, [])['label.un']).toMatchObject({ state: 'absent' });
    const none: SessionInput = { kind: 'labels', labels: { un: [], hazards: [] } };
    expect(factsWith(item, [], none)['label.un']).toMatchObject({ value: [], shown: 'none' });
  });
});

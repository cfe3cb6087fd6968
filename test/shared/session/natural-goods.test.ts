import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import {
  declaring,
  found,
  measuredFace,
  playSession,
  rules,
  scanned,
} from '../../support/session-fixtures.ts';

/** Whether an alarm on two faces alike is explained by what is declared. */
function explainedBy(description: string | null, code: string | null = null, doseRate = 0.6) {
  const state = alarmed([{ description, hs_code: code }], doseRate);
  return factsOf(state, rules)['radiation.explained'];
}

/** A parcel of these lines that alarms on two faces alike. */
function alarmed(lines: readonly Partial<ManifestItem['lines'][number]>[], doseRate = 0.6) {
  const faces = [...measuredFace('top', doseRate), ...measuredFace('bottom', doseRate)];
  return playSession(scanned('CP102030419NL'), found(declaring(lines)), ...faces);
}

describe('goods that are radioactive by nature', () => {
  it('are known by their tariff code', () => {
    expect(explainedBy(null, '3104.20')).toMatchObject({ value: true });
  });

  it.each(['potash fertiliser 5 kg', 'granite tiles', 'cloruro de potasio', '肥料 钾肥'])(
    'are known by their description as well: %s',
    (text) => {
      const fact = explainedBy(text);
      expect(fact).toMatchObject({ value: true });
      expect(fact).toMatchObject({
        shown: expect.stringMatching(/ in .* \(described in line 1\)/) as string,
      });
    },
  );

  it.each([
    ['thoriated lens', null],
    ['thoriated lens', '900219'],
    ['vintage lens thorium', '9001.90'],
  ])('are lenses with thorium glass: %s, %s', (text, code) => {
    expect(explainedBy(text, code)).toMatchObject({
      value: true,
      shown: expect.stringContaining('Th-232') as string,
    });
    expect(explainedBy(text, code, 1.2)).toMatchObject({ value: false });
  });

  it.each(['camera lens', 'contact lenses', 'lens cap'])('are no lenses without it: %s', (text) => {
    expect(explainedBy(text, '900211')).toMatchObject({ value: false });
  });

  it.each([
    'cotton t-shirt',
    'gift',
    'stand for granite tiles',
    'banana print shirt',
    'tile stickers vinyl',
    'tile cutter',
    'granite grey t-shirt',
    'granite pattern wallpaper',
    'granite cookware pan',
    'cat litter box plastic',
    'abrasive paper',
    'cotton t-shirt and granite tiles',
    'cesium-137 source',
  ])('are not what %s is', (text) => {
    expect(explainedBy(text)).toMatchObject({ value: false });
  });

  it.each(['Cotton T-shirts', 'lead shielding container', 'machine part', 'granite grey t-shirt'])(
    'are not what a code says against the description: %s',
    (text) => {
      expect(explainedBy(text, '6802.23')).toMatchObject({ value: false });
      expect(explainedBy(text, '3104.20')).toMatchObject({ value: false });
    },
  );

  it.each([
    ['NPK fertiliser', '310520'],
    ['granite tiles', null],
    ['gas mantles', null],
  ])('never explain more than such goods show: %s', (text, code) => {
    expect(explainedBy(text, code, 0.5)).toMatchObject({ value: true });
    expect(explainedBy(text, code, 4.9)).toMatchObject({ value: false });
  });
});

describe('goods that are radioactive by nature, beside others', () => {
  const NPK = { description: 'NPK fertiliser', hs_code: '310520' };
  const SHIRTS = { description: 'Cotton T-shirts', hs_code: null };
  const beside = (net: string | null, other: string | null, more = SHIRTS) =>
    alarmed([
      { ...NPK, net_g: net },
      { ...more, net_g: other },
    ]);
  const explained = (state: ReturnType<typeof beside>) =>
    factsOf(state, rules)['radiation.explained'];
  const sentence = (state: ReturnType<typeof beside>) =>
    state.prompts.find(({ rule, open }) => rule === 'radiation.alarm' && open)?.because;

  it.each([
    ['10', '390'],
    ['200', '200'],
    ['319.9', '80.1'],
  ])('explain nothing where they are less than most: %s g beside %s g', (net, other) => {
    expect(explained(beside(net, other))).toMatchObject({ state: 'value', value: false });
    expect(sentence(beside(net, other))).toContain(`: ${net} g of 400 g, less than 80 %.`);
  });

  it('explain the alarm where they are most of the net mass', () => {
    expect(explained(beside('320', '80'))).toMatchObject({ value: true });
    expect(sentence(beside('320', '80'))).toBeUndefined();
  });

  it.each([
    [null, '80'],
    ['320', null],
    [null, null],
    ['320', '0'],
  ])('leave it open where a net mass is missing: %s and %s', (net, other) => {
    expect(explained(beside(net, other)).state).toBe('absent');
    expect(sentence(beside(net, other))).toContain('unknown share, a line gives no net mass');
  });

  it('are only what their own lines say', () => {
    const pump = { description: 'steel pump part', hs_code: null };
    expect(explained(beside('200', '200', pump))).toMatchObject({ value: false });
  });

  it('need no net mass where nothing else is declared', () => {
    expect(explained(alarmed([{ ...NPK, net_g: null }]))).toMatchObject({ value: true });
    const tiles = { description: 'granite tiles', hs_code: null };
    expect(explained(alarmed([NPK, tiles], 0.5))).toMatchObject({ value: true });
  });

  it('show no more than the weakest of them may, in whatever order', () => {
    const lines = [{ description: 'gas mantles' }, { description: 'bananas', hs_code: '080390' }];
    expect(explained(alarmed(lines))).toMatchObject({ value: false });
    expect(explained(alarmed(lines.toReversed()))).toMatchObject({ value: false });
  });
});

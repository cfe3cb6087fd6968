import { describe, expect, it } from 'vitest';
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
  const alarms = [...measuredFace('top', doseRate), ...measuredFace('bottom', doseRate)];
  const item = declaring([{ description, hs_code: code }]);
  const state = playSession(scanned('CP102030419NL'), found(item), ...alarms);
  return factsOf(state, rules)['radiation.explained'];
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

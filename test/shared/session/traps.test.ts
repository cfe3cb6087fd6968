import { describe, expect, it } from 'vitest';
import { FACTS, type Fact, type FactName, type Facts } from '../../../shared/rules/facts.ts';
import type { FactValue } from '../../../shared/rules/facts.ts';
import { releaseStanding } from '../../../shared/session/decision.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import {
  declaring,
  found,
  item,
  measured,
  measuredFace,
  openPrompts,
  playSession,
  scanned,
  shippedPacks,
  weighed,
} from '../../support/session-fixtures.ts';

/** The traps of the domain's list that concern judging, under the numbers that they have there. */
const LABEL = scanned('CP102030419NL');
const absent: Fact = { state: 'absent', why: 'declared blank' };

/** A measured parcel without a finding, and what is given of it. */
function parcel(given: { readonly [name in FactName]?: FactValue }): Facts {
  const values: { readonly [name in FactName]?: FactValue } = {
    'identity.valid': true,
    'manifest.found': true,
    'declaration.entered': false,
    'declared.contents': true,
    'measured.gross': 452_000_000,
    'item.earlier-finding': false,
    'item.seen-before': false,
    // The site's tables are empty, as shipped.
    'route.risk': false,
    'trade.forced-labour': false,
    'radiation.alarm': false,
    'radiation.explained': false,
    'radiation.saturated': false,
    'radiation.dose-rate': 0.12,
    'radiation.peak-dose-rate': 0.12,
    ...given,
  };
  const names = Object.keys(FACTS) as FactName[];
  const factOf = (name: FactName): Fact => {
    const value = values[name];
    return value === undefined ? absent : { state: 'value', value, shown: String(value) };
  };
  return Object.fromEntries(names.map((name) => [name, factOf(name)])) as Facts;
}

function prompts(given: { readonly [name in FactName]?: FactValue }): string[] {
  return promptsDue(parcel(given), shippedPacks)
    .map(({ rule }) => rule)
    .sort();
}

function promptsUnder(...lines: Parameters<typeof declaring>[0]): string[] {
  const declared = declaring(lines);
  return openPrompts(playSession(LABEL, found(declared), weighed('400'), ...measured(0.12)));
}

describe('traps of judging', () => {
  it.each(['30292', '0302.92', '0302 92', '030292'])(
    'trap 1: %s is the code of shark fins, whatever a spreadsheet did to it',
    (hs) => {
      expect(promptsUnder({ hs_code: hs })).toContain('fisheries.listed');
    },
  );

  it('trap 2: R-410A by its code of HS 2017 is an old code and a controlled substance', () => {
    const declared = declaring([{ description: 'R-410A', hs_code: '3824.78', hs_year: '2022' }]);
    const state = playSession(LABEL, found(declared), weighed('400'), ...measured(0.12));
    const due = Object.fromEntries(state.prompts.map(({ rule, severity }) => [rule, severity]));
    expect(due).toMatchObject({ 'data.hs-old-code': 'inform', 'goods.ozone-climate': 'hold' });
    expect(due).not.toHaveProperty('data.hs-unlisted');
  });

  it('trap 3: HFO declared, a cylinder labelled UN 3159', () => {
    const hfo = { 'declared.hs': ['290351'], 'goods.concepts': ['hfo-1234yf'] } as const;
    expect(prompts(hfo)).toEqual([]);
    expect(prompts({ ...hfo, 'label.un': ['3159'] })).toEqual(['ozone.false-hfo']);
    expect(prompts({ ...hfo, 'goods.un': ['3159'] })).toEqual(['ozone.false-hfo']);
  });

  it('trap 6: five lines, one of them in kg, are one parcel of 1,200 g', () => {
    const lines = ['250', '250', '200', '300', '200'].map((net_g) => ({ net_g }));
    const declared = declaring(lines, { gross_g: '1250' });
    const judged = (grams: string) =>
      openPrompts(playSession(LABEL, found(declared), weighed(grams), ...measured(0.12)));
    expect(judged('1260')).toEqual([]);
    expect(judged('1400')).toEqual(['weight.over']);
  });

  it('trap 7: net masses above the gross mass contradict each other, and are never the measured mass', () => {
    const declared = declaring([{ net_g: '700' }, { net_g: '500' }], { gross_g: '900' });
    const state = playSession(LABEL, found(declared), weighed('905'), ...measured(0.12));
    expect(openPrompts(state)).toEqual(['data.content-exceeds-gross']);
  });

  it('trap 10: fertiliser with a hot spot above 5 uSv/h is not explained by its potassium', () => {
    const fertiliser = declaring([{ description: 'NPK fertiliser', hs_code: '310520' }]);
    const faces = [...measuredFace('top', 0.3), ...measuredFace('bottom', 6)];
    const state = playSession(LABEL, found(fertiliser), weighed('400'), ...faces);
    expect(openPrompts(state)).toEqual(['radiation.above-surface-limit']);
  });

  it('trap 11: UN 2911 with 7 uSv/h at its surface breaks what it declares', () => {
    const shown = {
      'radiation.alarm': true,
      'radiation.dose-rate': 7,
      'radiation.peak-dose-rate': 7,
    };
    const due = prompts({ ...shown, 'goods.un': ['2911'], 'radiation.class-7': true });
    expect(due).toEqual([
      'radiation.above-surface-limit',
      'radiation.excepted-limit',
      'radioactive.excepted-package',
    ]);
    const quiet = prompts({ 'goods.un': ['2911'], 'radiation.class-7': true });
    expect(quiet).toEqual(['radioactive.excepted-package']);
  });

  it('trap 16: a parcel is released on no declaration, and judged anew by one that comes late', () => {
    const early = playSession(LABEL, found(null), weighed('3450'), ...measured(0.12));
    expect(openPrompts(early)).toEqual(['manifest.not-found']);
    const late = playSession(
      LABEL,
      found(null),
      weighed('3450'),
      ...measured(0.12),
      found(item('2000')),
    );
    expect(openPrompts(late)).toEqual(['weight.over']);
  });

  it('trap 21: a lone battery is held, one in a phone is told of', () => {
    expect(prompts({ 'declared.hs': ['850760'] })).toEqual(['goods.lithium-batteries']);
    const phone = { 'declared.hs': ['851713'], 'goods.categories': ['lithium-batteries'] } as const;
    const admitted = parcel({ ...phone, 'goods.post': ['conditional'] });
    expect(
      promptsDue(admitted, shippedPacks).map(({ rule, severity }) => [rule, severity]),
    ).toEqual([['dangerous.lithium-in-equipment', 'inform']]);
    expect(releaseStanding(admitted, shippedPacks).state).toBe('open');
    expect(prompts({ ...phone, 'goods.lithium-alone': true })).toContain('goods.lithium-batteries');
    expect(promptsUnder({ description: 'phone with battery', hs_code: '851713' })).toEqual([
      'dangerous.lithium-in-equipment',
    ]);
    expect(promptsUnder({ description: 'lithium battery', hs_code: '851713' })).toContain(
      'goods.lithium-batteries',
    );
  });

  it('trap 22: a description in another script is judged by what it names, like any other', () => {
    const named = { 'goods.categories': ['narcotics'], 'goods.post': ['no'] } as const;
    expect(prompts(named)).toEqual(['goods.narcotics']);
    expect(promptsUnder({ description: '棉质衬衫' })).toEqual([]);
    expect(promptsUnder({ description: 'хлопковая рубашка' })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  dwellResult,
  found,
  item,
  policy,
  rules,
  scanned,
} from '../../support/session-fixtures.ts';

function declared(...lines: Partial<ManifestItem['lines'][number]>[]): ManifestItem {
  const some = item('400');
  const whole = lines.flatMap((line) => some.lines.map((blank) => ({ ...blank, ...line })));
  return { ...some, category: 'sale', lines: whole };
}

function play(declaration: ManifestItem, ...inputs: SessionInput[]): SessionState {
  return [scanned('CP102030419NL'), found(declaration), ...inputs].reduce(
    (state, input) => step(state, input, rules).state,
    NEW_SESSION,
  );
}

const prompts = (state: SessionState): string[] => state.prompts.map(({ rule }) => rule).sort();

describe('a tariff code of an odd number of digits', () => {
  it.each(['29034', '2903450', '290345000', '2903.45.000.11'])(
    'is of controlled goods as it stands: %s',
    (code) => {
      const state = play(declared({ hs_code: code }));
      expect(prompts(state)).toEqual(['data.hs-doubtful', 'goods.ozone-climate']);
    },
  );

  it('explains no radiation alarm as it stands', () => {
    const result = dwellResult(0.6);
    const background = { counts: 19, seconds: 60 };
    const alarms = (['top', 'bottom'] as const).flatMap((face): SessionInput[] => [
      { kind: 'dwell-start', start: { face, distance: 'contact', background } },
      { kind: 'dwell-end', result, alarm: true },
    ]);
    const explained = (code: string) =>
      factsOf(play(declared({ hs_code: code }), ...alarms), policy)['radiation.explained'];
    expect(explained('310520')).toMatchObject({ value: true });
    expect(explained('31052')).toMatchObject({ value: false });
  });
});

describe('a declared value that nobody believes', () => {
  it('is shown as it is declared, not as binary numbers add up', () => {
    const cheap = ['0.1', '0.2'].map((value) => ({ value, currency: 'EUR' }));
    const [prompt] = play(declared(...cheap)).prompts;
    expect(prompt?.because).toBe('Goods are declared with a value of 0.3 EUR in all.');
  });
});

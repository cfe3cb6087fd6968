// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { LANGUAGES, useText, type Language } from '../../../renderer/locales/text.ts';
import { mountPart } from '../components/mount-part.ts';

function texts(language: Language): ReturnType<typeof useText> {
  const found: ReturnType<typeof useText>[] = [];
  mountPart(() => {
    found.push(useText());
    return () => null;
  }, language);
  return found[0]!;
}

describe.each(LANGUAGES)('in $label', ({ value }) => {
  it('numbers, times and days have Latin digits', () => {
    const { count, timeOfDay, dayAndTime } = texts(value);
    const written = [count(1_234_567), timeOfDay(1_760_000_000_000), dayAndTime(1_760_000_000_000)];
    expect(written.join(' ').match(/\d/g)?.length).toBeGreaterThan(16);
    expect(written.join(' ')).not.toMatch(/[٠-٩۰-۹]/);
    expect(written[2]).toContain('2025');
  });
});

describe('a value inside a sentence', () => {
  it('is isolated where lines begin on the right', () => {
    const { t } = texts('ar');
    expect(t('header.station', { station: '3f9ac1d2' })).toContain('\u20683f9ac1d2\u2069');
  });

  it.each([
    ['background.value', { value: '0.12' }],
    ['mass.accepted', { value: '3450.0', unit: 'g' }],
    ['radiation.trace-range', { low: '0.03', high: '0.13' }],
  ] as const)('stays before its unit: %s', (key, values) => {
    const sentence = texts('ar').t(key, values);
    expect(sentence).toMatch(/\u2066\u2068[\d.]+\u2069 \u2068?[^ ]+\u2069/);
  });

  it('is not taken for a quantity when it begins with digits', () => {
    expect(texts('ar').t('header.station', { station: '3f9ac1d2' })).not.toContain('\u2066');
  });

  it('stands as it is where lines begin on the left', () => {
    expect(texts('en').t('header.station', { station: '3f9ac1d2' })).toBe('Station 3f9ac1d2');
  });
});

it('a text that a language does not have is shown in English', () => {
  const { lookUp, refusal } = texts('fr');
  expect(lookUp('app.title', 'fallback')).not.toBe('fallback');
  expect(lookUp('no.such-key', 'fallback')).toBe('fallback');
  expect(refusal({ code: 'no.such-key', message: 'as core says it' })).toBe('as core says it');
});

// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { PromptView } from '../../../shared/bridge/contract.ts';
import { overWeight, prompted, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const contents: PromptView = {
  ...overWeight,
  rule: 'data.note',
  message: 'site.own-rule',
  because: 'The contents are heavier than the whole.',
};
const show = (...prompts: PromptView[]) =>
  mountApp({ ...prompted, session: { ...promptSession, prompts } });

describe('prompts', () => {
  it('show the steps of one at a time and the sentence of each; a click opens another', async () => {
    const { wrapper } = await show(overWeight, contents);
    const cards = () => wrapper.findAll('[data-testid="prompt"]');
    const steps = () => cards().map((card) => card.findAll('ol > li').length);
    expect(steps()).toEqual([3, 0]);
    expect(cards()[1]?.text()).toContain(contents.because);
    await cards()[1]?.find('button').trigger('click');
    expect(steps()).toEqual([0, 3]);
    expect(cards().map((card) => card.find('button').attributes('aria-expanded'))).toEqual([
      'false',
      'true',
    ]);
  });

  it('say what a rule asked and what a fact is in words, where the record has ids', async () => {
    const labels = { fact: 'label.hazards', is: 'includes' as const, result: 'true' as const };
    const { wrapper } = await show({
      ...overWeight,
      message: 'dangerous.undeclared-label',
      values: { 'label-hazards': 'class-3, lithium' },
      tests: [
        { ...labels, than: 'class-3, class-8', shown: 'class-3, lithium' },
        {
          ...{ fact: 'goods.categories', is: 'includes' as const, than: 'lithium-batteries' },
          ...{ shown: 'lithium-batteries 0.97 (power bank, gases); none 0.02', result: 'true' },
        },
        {
          ...{ fact: 'radiation.dose-rate', is: 'above' as const, than: '5 uSv/h' },
          ...{ shown: 'dosimeter silent', result: 'unknown' },
        },
      ],
    });
    const text = wrapper.find('[data-testid="prompt"]').text();
    expect(text).toContain('nothing of: 3 Flammable liquids, Lithium batteries.');
    const [hazards, categories, rate] = wrapper
      .findAll('[data-testid="prompt-why"] li')
      .map((line) => line.text());
    expect(hazards).toContain('one of 3 Flammable liquids, 8 Corrosive');
    expect(categories).toContain(
      '(Lithium batteries 0.97 (power bank, gases); Ordinary goods 0.02)',
    );
    expect(rate).toContain('(Dosimeter: ');
    expect(rate).not.toContain('silent)');
  });

  it('that are answered say so instead of their severity, and open the next one by themselves', async () => {
    const { wrapper, pushBench } = await show(overWeight, contents);
    const prompts = [{ ...overWeight, answered: true }, contents];
    await pushBench({ ...prompted, session: { ...promptSession, prompts } });
    const [first, last] = wrapper.findAll('[data-testid="prompt"]');
    expect(first?.attributes()).toMatchObject({ 'data-rule': 'data.note', 'data-opened': 'true' });
    expect(last?.text()).toMatch(/^Answered/);
    expect(last?.text()).not.toContain('HOLD');
    expect(last?.classes()).not.toContain('hold');
  });
});

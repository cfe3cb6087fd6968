// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { PromptView } from '../../../shared/bridge/contract.ts';
import { overWeight, prompted, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const asking = (fact: string): PromptView => ({
  ...overWeight,
  rule: 'site.referral',
  message: 'site.referral',
  tests: [{ fact, is: 'true', than: null, shown: 'RFS', result: 'true' }],
});
const show = (...prompts: PromptView[]) =>
  mountApp({ ...prompted, session: { ...promptSession, prompts } });

describe('the answer to a referral', () => {
  it('is recorded with method, result and note once both are chosen', async () => {
    const { wrapper, find, station } = await show(asking('declared.screening-requested'));
    expect(find('referral-record').attributes('aria-disabled')).toBe('true');
    await find('referral-form').trigger('submit');
    expect(station.intent).not.toHaveBeenCalled();
    await find('referral-method').setValue('x-ray');
    await find('referral-result').setValue('nothing-found');
    await wrapper.find('[data-testid="referral-note"]').setValue('two images');
    await find('referral-form').trigger('submit');
    await flushPromises();
    expect(station.intent.mock.calls.map(([intent]) => intent)).toEqual([
      {
        kind: 'answer-referral',
        referral: 'RFS',
        method: 'x-ray',
        result: 'nothing-found',
        note: 'two images',
      },
    ]);
  });

  it('is not asked for by do not load, nor by any other prompt', async () => {
    const { find } = await show(asking('declared.do-not-load'), overWeight);
    expect(find('referral-form').exists()).toBe(false);
  });
});

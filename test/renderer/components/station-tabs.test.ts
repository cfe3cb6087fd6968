// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { h, ref } from 'vue';
import StationTabs from '../../../renderer/components/StationTabs.vue';
import type { Language } from '../../../renderer/locales/text.ts';
import { onPage } from '../on-page.ts';
import { mountPart } from './mount-part.ts';

function show(language: Language) {
  const tab = ref<string>('one');
  mountPart(
    () => () =>
      h(
        StationTabs<string>,
        {
          modelValue: tab.value,
          'onUpdate:modelValue': (next: string) => (tab.value = next),
          label: 'Parts',
          tabs: [
            { value: 'one', label: 'One' },
            { value: 'two', label: 'Two' },
          ],
        },
        { one: () => 'first panel', two: () => 'second panel' },
      ),
    language,
  );
  return tab;
}

async function press(key: string): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await flushPromises();
}

it('shows the panel of the chosen tab only', async () => {
  const tab = show('en');
  await flushPromises();
  expect(document.body.textContent).toContain('first panel');
  expect(document.body.textContent).not.toContain('second panel');
  tab.value = 'two';
  await flushPromises();
  expect(document.body.textContent).toContain('second panel');
  expect(onPage('tab-two')?.getAttribute('aria-selected')).toBe('true');
});

it.each([
  ['en', 'ArrowRight'],
  ['ar', 'ArrowLeft'],
] as const)('goes on in the direction of reading: %s, %s', async (language, key) => {
  const tab = show(language);
  await flushPromises();
  onPage('tab-one')?.focus();
  await press(key);
  expect(tab.value).toBe('two');
});

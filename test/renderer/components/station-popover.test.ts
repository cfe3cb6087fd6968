// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { h, ref } from 'vue';
import { provideCover } from '../../../renderer/components/cover.ts';
import StationPopover from '../../../renderer/components/StationPopover.vue';
import { onPage } from '../on-page.ts';
import { mountPart } from './mount-part.ts';

function show() {
  const covered = ref(false);
  mountPart(() => {
    provideCover(() => covered.value);
    return () =>
      h(StationPopover, { label: 'Display', 'data-testid': 'display' }, () => h('p', 'inside'));
  });
  return covered;
}

async function settle(): Promise<void> {
  await flushPromises();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

it('opens at its button, under the same name, and closes by Escape', async () => {
  show();
  expect(onPage('display-panel')).toBeNull();
  onPage('display')?.click();
  await settle();
  expect(onPage('display')?.getAttribute('aria-expanded')).toBe('true');
  expect(onPage('display-panel')?.getAttribute('role')).toBe('dialog');
  expect(onPage('display-panel')?.getAttribute('aria-label')).toBe('Display');
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  await settle();
  expect(onPage('display-panel')).toBeNull();
});

it('is closed by the step-back screen', async () => {
  const covered = show();
  onPage('display')?.click();
  await settle();
  covered.value = true;
  await settle();
  expect(onPage('display-panel')).toBeNull();
});

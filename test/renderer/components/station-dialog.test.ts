// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h, ref } from 'vue';
import { provideCover } from '../../../renderer/components/cover.ts';
import StationDialog from '../../../renderer/components/StationDialog.vue';
import { onPage } from '../on-page.ts';
import { mountPart } from './mount-part.ts';

function ask() {
  const open = ref(false);
  const covered = ref(false);
  mountPart(() => {
    provideCover(() => covered.value);
    return () => [
      h('button', { 'data-testid': 'before' }),
      h(
        StationDialog,
        {
          open: open.value,
          'onUpdate:open': (next: boolean) => (open.value = next),
          title: 'Erase?',
          sentence: 'It cannot be undone.',
          'data-testid': 'ask',
        },
        { actions: () => h('button', { 'data-testid': 'keep' }, 'Keep') },
      ),
    ];
  });
  return { open, covered };
}

async function settle(): Promise<void> {
  await flushPromises();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a dialog', () => {
  it('names itself, says what it is about, and takes the focus', async () => {
    const { open } = ask();
    onPage('before')?.focus();
    open.value = true;
    await settle();
    const dialog = onPage('ask');
    expect(dialog?.getAttribute('role')).toBe('dialog');
    expect(
      document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent,
    ).toBe('Erase?');
    expect(
      document.getElementById(dialog?.getAttribute('aria-describedby') ?? '')?.textContent,
    ).toBe('It cannot be undone.');
    expect(document.activeElement).toBe(onPage('keep'));
  });

  it('closes by Escape and gives the focus back', async () => {
    const { open } = ask();
    onPage('before')?.focus();
    open.value = true;
    await settle();
    onPage('keep')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(open.value).toBe(false);
    expect(onPage('ask')).toBeNull();
    expect(document.activeElement).toBe(onPage('before'));
  });

  it('is off the screen while the step-back screen covers it, and comes back', async () => {
    const { open, covered } = ask();
    open.value = true;
    await settle();
    covered.value = true;
    await settle();
    expect(onPage('ask')).toBeNull();
    expect(open.value).toBe(true);
    covered.value = false;
    await settle();
    expect(onPage('ask')).not.toBeNull();
  });
});

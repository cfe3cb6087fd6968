// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { danger, prompted } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';

enableAutoUnmount(afterEach);

describe('the keys of the bench', () => {
  it('are listed with F1, every one that a button shows among them', async () => {
    const { wrapper, press } = await mountApp(prompted);
    const shown = wrapper
      .findAll('[aria-keyshortcuts]')
      .map((one) => one.attributes('aria-keyshortcuts') ?? '');
    expect(shown).toContain('F10');
    await press('F1');
    const listed = [...(onPage('keys')?.querySelectorAll('kbd') ?? [])].map(
      (key) => key.textContent,
    );
    for (const key of shown) expect(listed).toContain(key.replace('Control+', 'Ctrl+'));
  });

  it('decide nothing while the list lies over the bench', async () => {
    const { press, station } = await mountApp(prompted);
    await press('F1');
    await press('F6');
    expect(station.intent).not.toHaveBeenCalled();
    await press('F1');
    expect(onPage('keys')).toBeNull();
  });

  it('make room for a danger', async () => {
    const { find, press, pushBench } = await mountApp(prompted);
    await press('F1');
    await pushBench(danger);
    await expect.poll(() => onPage('keys')).toBeNull();
    expect(find('danger').exists()).toBe(true);
  });
});

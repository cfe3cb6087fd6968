// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../../../renderer/locales/text.ts';
import { danger, idle, signedOut } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';

enableAutoUnmount(afterEach);
const root = document.documentElement;
beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

async function openMenu(state = signedOut) {
  const app = await mountApp(state);
  await app.click('display');
  return app;
}

async function choose(testId: string): Promise<void> {
  onPage(testId)?.click();
  await vi.waitFor(() => expect(onPage(testId)).toHaveProperty('checked', true));
}

describe('the display menu', () => {
  it.each([
    ['sign-in page', signedOut],
    ['station header', idle],
  ])('is reached from the %s', async (_, state) => {
    await openMenu(state);
    expect(onPage('display-panel')).not.toBeNull();
  });

  it('names each language in itself', async () => {
    await openMenu();
    for (const { value, label } of LANGUAGES) {
      const name = onPage(`language-${value}`)?.closest('label')?.querySelector('bdi');
      expect(name?.textContent).toBe(label);
      expect(name?.lang).toBe(value);
    }
  });

  it('changes language and direction at once, and sign-out leaves them', async () => {
    const app = await openMenu(idle);
    await choose('language-ar');
    expect(root.lang).toBe('ar');
    expect(root.dir).toBe('rtl');
    await app.pushBench(signedOut);
    expect(root.lang).toBe('ar');
    expect(root.dir).toBe('rtl');
  });

  it.each(['light', 'dark', 'contrast'])('shows the %s theme at once', async (theme) => {
    await openMenu();
    await choose(`theme-${theme}`);
    expect(root.dataset['theme']).toBe(theme);
  });

  it('is gone while the step-back screen is there', async () => {
    const app = await openMenu(idle);
    await app.pushBench(danger);
    await vi.waitFor(() => expect(onPage('display-panel')).toBeNull());
  });
});

describe('without a choice', () => {
  it.each([
    [[], 'light'],
    [['(prefers-color-scheme: dark)'], 'dark'],
    [['(prefers-color-scheme: dark)', '(prefers-contrast: more)'], 'contrast'],
  ])('what the computer asks for (%s) is shown as %s', async (asked, theme) => {
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: asked.includes(query),
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }));
    await mountApp(signedOut);
    expect(root.dataset['theme']).toBe(theme);
  });
});

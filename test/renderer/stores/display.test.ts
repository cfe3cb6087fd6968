// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDisplay } from '../../../renderer/stores/display.ts';

const again = () => {
  setActivePinia(createPinia());
  return useDisplay();
};
beforeEach(() => localStorage.clear());

describe('the display preferences', () => {
  it('begin with the colours of the computer, English, and sounds that are heard', () => {
    expect(again()).toMatchObject({ theme: 'system', language: 'en', volume: 'loud' });
  });

  it('are kept for the next start', () => {
    Object.assign(again(), { theme: 'contrast', language: 'ar', volume: 'off' });
    expect(again()).toMatchObject({ theme: 'contrast', language: 'ar', volume: 'off' });
  });

  it('are the default where what was kept is not understood', () => {
    localStorage.setItem('display.theme', 'pink');
    localStorage.setItem('display.language', '');
    localStorage.setItem('display.volume', '0.7');
    expect(again()).toMatchObject({ theme: 'system', language: 'en', volume: 'loud' });
  });
});

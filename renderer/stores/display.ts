import { defineStore } from 'pinia';
import { ref, watch, type Ref } from 'vue';
import { LANGUAGES } from '../locales/text.ts';

/** `system` follows what the computer asks for. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
/** Of all sounds. With `off`, alarms are seen only. */
export const VOLUMES = ['off', 'quiet', 'medium', 'loud'] as const;

/** A setting of this screen, kept by the window's profile; what is not understood is the default. */
function kept<Value extends string>(
  name: string,
  choices: readonly Value[],
  fallback: Value,
): Ref<Value> {
  const key = `display.${name}`;
  const found = localStorage.getItem(key);
  const value = ref(choices.find((choice) => choice === found) ?? fallback) as Ref<Value>;
  watch(value, (next) => localStorage.setItem(key, next), { flush: 'sync' });
  return value;
}

/** How this station looks and sounds. It belongs to the place, not to whoever is signed in. */
export const useDisplay = defineStore('display', () => ({
  theme: kept('theme', THEMES, 'system'),
  language: kept(
    'language',
    LANGUAGES.map(({ value }) => value),
    'en',
  ),
  volume: kept('volume', VOLUMES, 'loud'),
}));

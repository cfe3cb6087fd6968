import { onUnmounted, ref, watchEffect, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { directionOf } from '../locales/text.ts';
import { useDisplay } from '../stores/display.ts';

function useMedia(query: string): Ref<boolean> {
  const list = window.matchMedia(query);
  const matches = ref(list.matches);
  const look = (): void => {
    matches.value = list.matches;
  };
  list.addEventListener('change', look);
  onUnmounted(() => list.removeEventListener('change', look));
  return matches;
}

/** Keeps theme, language and writing direction of the document as they are set; at once, before the
 * first picture. */
export function useShownDisplay(root: HTMLElement): void {
  const display = useDisplay();
  const { locale } = useI18n();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const contrast = useMedia('(prefers-contrast: more)');
  watchEffect(() => {
    const asked = contrast.value ? 'contrast' : dark.value ? 'dark' : 'light';
    root.dataset['theme'] = display.theme === 'system' ? asked : display.theme;
    root.lang = display.language;
    root.dir = directionOf(display.language);
    locale.value = display.language;
  });
}

import { computed, reactive, ref } from 'vue';
import { useText } from '../locales/text.ts';

const PIN = /^\d{6,12}$/;
const BADGE = /^[A-Za-z0-9-]{1,16}$/;

/** What core takes as a PIN. */
export function isPin(text: string): boolean {
  return PIN.test(text);
}

/** What core takes as a badge number. */
export function isBadge(text: string): boolean {
  return BADGE.test(text);
}

/** A new PIN that is written twice; nothing is called wrong before `take` was asked once. */
export function useNewPin() {
  const { t } = useText();
  const written = reactive({ once: '', again: '' });
  const tried = ref(false);
  const problems = computed(() => ({
    once: tried.value && !isPin(written.once) ? t('pin.wrong') : null,
    again: tried.value && written.once !== written.again ? t('pin.differs') : null,
  }));
  return {
    written,
    problems,
    /** The PIN, or null while it is not one or the two differ. */
    take(): string | null {
      tried.value = true;
      return isPin(written.once) && written.once === written.again ? written.once : null;
    },
    /** A PIN does not stay in a form that is done. */
    clear(): void {
      written.once = '';
      written.again = '';
      tried.value = false;
    },
  };
}
export type NewPin = ReturnType<typeof useNewPin>;

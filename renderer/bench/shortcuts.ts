import { onMounted, onUnmounted } from 'vue';
import type { Outcome } from '../../shared/words.ts';

/** Key of each outcome, in the order of the buttons. */
export const OUTCOME_KEYS: Readonly<Record<Outcome, string>> = {
  release: 'F5',
  hold: 'F6',
  detain: 'F7',
  seize: 'F8',
  refer: 'F9',
  return: 'F10',
};

/**
 * Runs the action of a key pressed anywhere in the window while the component is mounted. A key that
 * is held down acts once; `Control+F` is F with Ctrl. Keys without an action keep their meaning. What is pressed in a dialog is the
 * dialog's.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  function press(event: KeyboardEvent): void {
    const name = event.ctrlKey ? `Control+${event.key.toUpperCase()}` : event.key;
    const action = actions[name];
    if (action === undefined || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest('[role$="dialog"]')) return;
    event.preventDefault();
    if (!event.repeat) action();
  }
  onMounted(() => window.addEventListener('keydown', press));
  onUnmounted(() => window.removeEventListener('keydown', press));
}

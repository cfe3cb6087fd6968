import { nextTick } from 'vue';

/**
 * Gives the focus to what has this test id inside `root`, once Vue has drawn it: after a form is left
 * by Escape, the keyboard goes on where it was.
 */
export async function focusOn(root: HTMLElement | null, testId: string): Promise<void> {
  await nextTick();
  root?.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.focus();
}

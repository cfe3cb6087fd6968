import { computed, ref, watch, type ComputedRef } from 'vue';
import type { PromptView, SessionView } from '../../shared/bridge/contract.ts';
import { useBench } from '../stores/bench.ts';

/** Dangers that nothing has answered, acknowledged or not. */
export function openDangers(session: SessionView | null): readonly PromptView[] {
  const prompts = session?.prompts ?? [];
  return prompts.filter(({ severity, answered }) => severity === 'danger' && !answered);
}

/**
 * The danger that takes the screen: the first that nobody has acknowledged, for whoever sits there.
 * `signIn` makes room for the sign-in, where the danger stays as a band; it takes the screen again
 * when somebody is signed in, and when another danger comes or this one comes again.
 */
export function useDanger(): {
  readonly danger: ComputedRef<PromptView | null>;
  readonly signIn: () => void;
} {
  const store = useBench();
  // The one that is shown stays until it is acknowledged: what is read does not change by itself.
  const first = computed<PromptView | null>((shown) => {
    const open = openDangers(store.state?.session ?? null).filter((one) => !one.acknowledged);
    const same = open.find(({ rule, about }) => rule === shown?.rule && about === shown.about);
    return same ?? open[0] ?? null;
  });
  const seen = computed(() => (first.value === null ? null : JSON.stringify(first.value)));
  const signedIn = computed(() => (store.state?.person ?? null) !== null);
  /** The danger that makes room for the sign-in. */
  const aside = ref<string | null>(null);
  watch([seen, signedIn], () => {
    aside.value = null;
  });
  return {
    danger: computed(() =>
      seen.value !== null && seen.value === aside.value ? null : first.value,
    ),
    signIn: () => {
      aside.value = seen.value;
    },
  };
}

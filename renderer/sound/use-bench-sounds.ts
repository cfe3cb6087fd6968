import { computed, onUnmounted, watch, type ComputedRef } from 'vue';
import type { PromptView } from '../../shared/bridge/contract.ts';
import { useBench } from '../stores/bench.ts';
import { alarmPrompts, benchSounds } from './bench-sounds.ts';
import { useSounds } from './sounds.ts';

/** Makes the bench heard. Answers the prompts whose alarm sounds now: until somebody acknowledges them. */
export function useBenchSounds(): ComputedRef<readonly PromptView[]> {
  const bench = useBench();
  const sounds = useSounds();
  const alarming = computed(() =>
    alarmPrompts(bench.state?.session ?? null).filter(({ acknowledged }) => !acknowledged),
  );
  watch(
    () => alarming.value.length > 0,
    (on) => sounds.alarm(on),
    { immediate: true },
  );
  // After the others have looked: the sign-in says whether a label was a badge.
  watch(
    () => bench.state,
    (after, before) => {
      if (after === null) return;
      const tones = benchSounds(before, after, bench.badgeTaken);
      if (tones.length > 0) sounds.play(tones);
    },
    { flush: 'post' },
  );
  onUnmounted(() => sounds.alarm(false));
  return alarming;
}

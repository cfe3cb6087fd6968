import { computed, onUnmounted, ref, watch } from 'vue';
import type { PromptView } from '../../shared/bridge/contract.ts';
import { useBench } from '../stores/bench.ts';
import { benchSounds, isUnexplained, openAlarm } from './bench-sounds.ts';
import { useSounds } from './sounds.ts';

/**
 * Makes the bench heard. Says which alarm sounds now, and silences one without a step-back screen.
 * @param isAcknowledged whether somebody has seen a danger, which ends its alarm
 */
export function useBenchSounds(isAcknowledged: (danger: PromptView) => boolean) {
  const bench = useBench();
  const sounds = useSounds();
  /** The session whose radiation alarm was silenced, while that alarm lasts. */
  const silenced = ref<string | null>(null);
  const session = computed(() => bench.state?.session ?? null);
  const alarm = computed(() =>
    openAlarm(session.value, isAcknowledged, session.value?.id === silenced.value),
  );
  watch(session, (next) => {
    if (!isUnexplained(next)) silenced.value = null;
  });
  watch(alarm, (which) => sounds.alarm(which !== null), { immediate: true });
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

  function silence(): void {
    silenced.value = session.value?.id ?? null;
  }
  return { alarm, silence };
}

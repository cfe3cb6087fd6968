import { computed, onMounted, onUnmounted, ref, watch } from 'vue';
import { useBench } from '../stores/bench.ts';
import { benchSounds, isUnexplained, openAlarm, radiationPrompts } from './bench-sounds.ts';
import { useSounds } from './sounds.ts';

/** Makes the bench heard. Says which alarm sounds now, and silences one without a step-back screen. */
export function useBenchSounds() {
  const bench = useBench();
  const sounds = useSounds();
  /** The session whose radiation alarm was silenced, while that alarm lasts. */
  const silenced = ref<string | null>(null);
  const session = computed(() => bench.state?.session ?? null);
  const alarm = computed(() => openAlarm(session.value, session.value?.id === silenced.value));
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
  onMounted(() => void sounds.prepare());
  onUnmounted(() => sounds.alarm(false));

  /** What prompts about it is acknowledged on record, and quiet then; without a prompt yet, at once. */
  async function silence(): Promise<void> {
    const prompts = radiationPrompts(session.value).filter(({ acknowledged }) => !acknowledged);
    silenced.value = session.value?.id ?? null;
    for (const { rule, about } of prompts) {
      await bench.send({ kind: 'acknowledge', rule, ...(about === null ? {} : { about }) });
    }
  }
  return { alarm, silence };
}

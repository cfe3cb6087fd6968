import { onMounted, onUnmounted, ref, type Ref } from 'vue';

const TICK_MS = 1_000;

/** Monotonic milliseconds of this page, renewed once a second, for ages on the screen. */
export function useTick(): Readonly<Ref<number>> {
  const nowMs = ref(performance.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    timer = setInterval(() => {
      nowMs.value = performance.now();
    }, TICK_MS);
  });
  onUnmounted(() => clearInterval(timer));
  return nowMs;
}

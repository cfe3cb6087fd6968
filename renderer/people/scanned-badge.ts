import { watch } from 'vue';
import { useBench } from '../stores/bench.ts';

/**
 * Hands over what the scanner reads while no label may be followed, which is how core shows the
 * scan of a badge: as a label that was read and not taken.
 */
export function useScannedBadge(take: (text: string) => void): void {
  const store = useBench();
  watch(
    () => store.state?.refusedScan ?? null,
    (scan, before) => {
      const isNew = scan?.text !== before?.text || scan?.why !== before?.why;
      if (scan === null || !isNew) return;
      // It has done its work: the bench does not complain about it.
      store.badgeTaken = scan.text;
      take(scan.text.trim());
    },
  );
}

import { ref, shallowRef, watch } from 'vue';
import type { ListPage, Reply } from '../api/station.ts';
import { useBench } from '../stores/bench.ts';

/** Rows of a page: what a screen of 800 px shows without much scrolling. */
export const PAGE_ROWS = 10;

/**
 * A long list in pages. Each page begins after the last row of the one before, so that the hundredth
 * page is as quick as the first.
 */
export function usePages<Row extends { readonly seq: number }>(
  fetch: (after: number | null, limit: number) => Promise<Reply<ListPage<Row>>>,
) {
  const store = useBench();
  /** Counted from 1. */
  const page = ref(1);
  const rows = shallowRef<readonly Row[]>([]);
  const more = ref(false);
  const loaded = ref(false);
  let starts: (number | null)[] = [null];
  let asked = 0;

  async function load(): Promise<void> {
    if (store.link !== 'connected') return;
    asked += 1;
    const [mine, at] = [asked, page.value];
    const reply = await fetch(starts[at - 1] ?? null, PAGE_ROWS);
    // Somebody turned the page or changed a filter meanwhile.
    if (mine !== asked) return;
    if (!reply.ok) {
      store.report(reply.error);
      return;
    }
    ({ rows: rows.value, more: more.value } = reply.value);
    starts[at] = rows.value.at(-1)?.seq ?? null;
    loaded.value = true;
  }
  watch([page, () => store.link], load, { immediate: true });

  /** Something else is listed now: from its first page. */
  function restart(): void {
    starts = [null];
    if (page.value === 1) void load();
    else page.value = 1;
  }
  return { page, rows, more, loaded, restart };
}

import { onUnmounted, ref, shallowRef, watch, type Ref } from 'vue';
import type { GoodsReply } from '../../shared/bridge/contract.ts';
import type { CodedError } from '../../shared/result.ts';
import { searchGoods } from '../api/station.ts';
import { useText, type Language } from '../locales/text.ts';

/** Rows of a page: what a dialog shows at 1280 x 800 without much scrolling. */
const PAGE_ROWS = 5;
/** While core reads what is known, it is asked again this often. */
const AGAIN_MS = 300;

/**
 * Goods that the text may mean, asked for at each letter. One question is on its way at a time, and the
 * next one is of the newest text: whoever types fast waits for nothing that is out of date.
 */
export function useGoodsSearch(text: Ref<string>, open: Ref<boolean>) {
  const { locale } = useText();
  const page = ref(1);
  const answer = shallowRef<GoodsReply | null>(null);
  const failure = shallowRef<CodedError | null>(null);
  let asking = false;
  let stale = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    clearTimeout(again);
    if (!open.value) return;
    stale = asking;
    if (asking) return;
    asking = true;
    const reply = await searchGoods({
      text: text.value.trim(),
      language: locale.value as Language,
      limit: PAGE_ROWS,
      offset: (page.value - 1) * PAGE_ROWS,
    });
    asking = false;
    failure.value = reply.ok ? null : reply.error;
    answer.value = reply.ok ? reply.value : null;
    if (stale) await ask();
    else if (reply.ok && reply.value.state === 'preparing')
      again = setTimeout(() => void ask(), AGAIN_MS);
  }

  watch(text, () => {
    if (page.value === 1) void ask();
    // Turning the page asks.
    else page.value = 1;
  });
  watch([page, open, locale], () => void ask(), { immediate: true });
  onUnmounted(() => clearTimeout(again));
  return { page, answer, failure, rowsAPage: PAGE_ROWS };
}

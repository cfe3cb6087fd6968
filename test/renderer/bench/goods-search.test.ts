// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GoodsReply } from '../../../shared/bridge/contract.ts';
import { danger, idle, prompted } from '../fixtures.ts';
import { goodsFound, powerBank } from '../goods-fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { onPage } from '../on-page.ts';

enableAutoUnmount(afterEach);
afterEach(() => vi.useRealTimers());

type App = Awaited<ReturnType<typeof mountApp>>;
const ready = (reply: Partial<GoodsReply>) =>
  Promise.resolve({ ok: true as const, value: { ...goodsFound, ...reply } });

/** What whoever searches types; the dialog is outside the application's own element. */
async function type(text: string): Promise<void> {
  const field = onPage('goods-text') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await flushPromises();
}

async function openSearch(state = idle): Promise<App> {
  const app = await mountApp(state);
  await app.press('F', { ctrlKey: true });
  return app;
}

describe('the search of goods', () => {
  it('opens with its key and with its button, with no parcel on the bench', async () => {
    const { click, press } = await openSearch();
    expect(onPage('goods-search')).not.toBeNull();
    onPage('goods-close')?.click();
    await flushPromises();
    expect(onPage('goods-search')).toBeNull();
    await click('show-goods');
    expect(onPage('goods-search')).not.toBeNull();
    await press('Escape');
  });

  it('asks core at each letter, in the language of the screen', async () => {
    const { station } = await openSearch();
    await type('po');
    await type(' pow ');
    expect(station.searchGoods.mock.calls.map(([query]) => query.text)).toEqual(['', 'po', 'pow']);
    expect(station.searchGoods).toHaveBeenLastCalledWith(
      expect.objectContaining({ language: 'en', offset: 0 }),
    );
  });

  it('has one question on its way, and the next one is of the newest text', async () => {
    const { station } = await openSearch();
    let answer: (reply: Awaited<ReturnType<typeof ready>>) => void = () => undefined;
    station.searchGoods.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await type('p');
    await type('po');
    await type('pow');
    expect(station.searchGoods.mock.calls.map(([query]) => query.text)).toEqual(['', 'p']);
    answer(await ready({}));
    await flushPromises();
    expect(station.searchGoods.mock.calls.map(([query]) => query.text)).toEqual(['', 'p', 'pow']);
  });

  it('says what an officer asks, and why it was found', async () => {
    await openSearch();
    await type('pauerbnk');
    const card = onPage('goods')?.textContent ?? '';
    for (const said of ['power bank', 'Lithium batteries', 'class 9', 'UN3480', 'Post: no']) {
      expect(card).toContain(said);
    }
    expect(card).toContain('Look whether it is built in.');
    expect(card).toContain('Procedure: dangerous goods');
    expect(onPage('goods-why')?.textContent).toContain(
      'Found as пауэрбанк (Russian, with a typing error). From memory: verify.',
    );
  });

  it('says that nothing is known, and not that it is harmless', async () => {
    const { station } = await openSearch();
    station.searchGoods.mockImplementation(() => ready({ rows: [], total: 0 }));
    await type('xylophone');
    expect(onPage('goods-status')?.textContent).toBe(
      'Nothing is known of this. That says nothing of what it is.',
    );
  });

  it('asks again while core still reads', async () => {
    vi.useFakeTimers();
    const app = await mountApp(idle);
    const preparing = ready({ state: 'preparing', rows: [], total: 0 });
    app.station.searchGoods.mockImplementationOnce(() => preparing);
    app.station.searchGoods.mockImplementationOnce(() => preparing);
    await app.press('F', { ctrlKey: true });
    await type('power');
    expect(onPage('goods-status')?.textContent).toContain('Reading what is known');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onPage('goods')?.dataset['goods']).toBe('power-bank');
  });

  it('turns pages, and begins at the first one with another text', async () => {
    const { station } = await openSearch();
    station.searchGoods.mockImplementation(() => ready({ total: 12 }));
    await type('battery');
    onPage('page-on')?.click();
    await flushPromises();
    const [limit, offset] = [5, 5];
    expect(station.searchGoods).toHaveBeenLastCalledWith(
      expect.objectContaining({ limit, offset, text: 'battery' }),
    );
    await type('batteries');
    expect(station.searchGoods).toHaveBeenLastCalledWith(
      expect.objectContaining({ offset: 0, text: 'batteries' }),
    );
  });

  it('says why it cannot be searched', async () => {
    const { station } = await openSearch();
    const error = { code: 'goods-unreadable', message: 'The file is broken. Records are safe.' };
    station.searchGoods.mockImplementation(() => Promise.resolve({ ok: false, error }));
    await type('power');
    expect(onPage('goods-search')?.textContent).toContain('The file is broken. Records are safe.');
    expect(onPage('goods')).toBeNull();
  });

  it('says which innocent phrase holds the name', async () => {
    const { station } = await openSearch();
    station.searchGoods.mockImplementation(() =>
      ready({ rows: [{ ...powerBank, innocent: 'power bank case' }] }),
    );
    await type('power bank case');
    expect(onPage('goods')?.textContent).toContain('But power bank case means something else.');
  });

  it('decides nothing with the keys of the bench, and makes room for a danger', async () => {
    const { find, press, pushBench, station } = await openSearch(prompted);
    await press('F6');
    expect(station.intent).not.toHaveBeenCalled();
    await pushBench(danger);
    await expect.poll(() => onPage('goods-search')).toBeNull();
    expect(find('danger').exists()).toBe(true);
  });
});

// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manager } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { chainCheck, decisions } from './records.ts';

enableAutoUnmount(afterEach);
afterEach(() => vi.useRealTimers());

async function openTab(name: string) {
  const app = await mountApp(manager);
  await app.find(`tab-${name}`).trigger('mousedown', { button: 0 });
  await flushPromises();
  const texts = (id: string) =>
    app.wrapper.findAll(`[data-testid="${id}"]`).map((found) => found.text());
  return { ...app, texts };
}

describe('the overview', () => {
  it('says what was decided, what is open by age, and what waits', async () => {
    const { find, wrapper } = await mountApp(manager);
    expect(find('overview-decided').text()).toBe('4');
    expect(find('overview-overrides').text()).toBe('1');
    expect(find('overview-awaiting').text()).toBe('2');
    const bars = wrapper.findAll('[data-testid="bar"]').map((bar) => bar.text());
    expect(bars[0]).toMatch(/Release.*3.*75/s);
    expect(bars.at(-1)).toMatch(/More than 7 days.*5.*62\.5/s);
    expect(find('overview-backup').text()).toBe('No backup yet.');
  });

  it('asks again from local midnight of the first day when the period changes', async () => {
    const { find, station } = await mountApp(manager);
    await find('period-week').setValue();
    await flushPromises();
    const [today, week] = station.overview.mock.calls.map(([{ sinceMs }]) => new Date(sinceMs));
    expect([today?.getHours(), week?.getHours()]).toEqual([0, 0]);
    expect(Math.round((Number(today) - Number(week)) / 86_400_000)).toBe(6);
  });
});

describe('the decisions', () => {
  it('say outcome, correction and override', async () => {
    const { texts } = await openTab('decisions');
    expect(texts('decision')[0]).toMatch(/LX876543216DE.*Hold.*corrected to Return.*overridden/s);
  });

  it('are asked by filters, and from the last row on', async () => {
    const { station, write, find, click } = await openTab('decisions');
    station.outcomes.mockResolvedValue({ ok: true, value: { rows: decisions, more: true } });
    await write('filter-outcome', 'hold');
    await write('filter-only', 'overridden');
    await write('filter-item', ' lx8 ');
    await flushPromises();
    expect(find('page-on').attributes('aria-disabled')).not.toBe('true');
    await click('page-on');
    const query = { outcome: 'hold', overridden: true, shift: null, item: 'LX8', limit: 10 };
    expect(station.outcomes.mock.calls.slice(-2)).toEqual([
      [{ ...query, before: null }],
      [{ ...query, before: 88 }],
    ]);
  });

  it('say so when none fits', async () => {
    const { station, write, find } = await openTab('decisions');
    station.outcomes.mockResolvedValue({ ok: true, value: { rows: [], more: false } });
    await write('filter-item', 'ZZ');
    await flushPromises();
    expect(find('decisions').text()).toContain('No decision fits.');
  });
});

describe('a screening', () => {
  it('shows every record with its hash, tests in words, and what was erased', async () => {
    const { click, texts, find } = await openTab('holds');
    await click('open-record');
    expect(texts('hash')).toHaveLength(3);
    expect(texts('hash')[2]).toMatch(/^88f+$/);
    expect(texts('prev')[0]).toBe('a'.repeat(64));
    expect(texts('evidence')[1]).toContain('3.45 kg');
    expect(texts('evidence')[2]).toContain('erased');
    expect(find('session-record').text()).toContain('not listed: 6.');
  });

  it('is checked, and says in words what is wrong', async () => {
    const { click, find, station } = await openTab('holds');
    await click('open-record');
    await click('verify-record');
    expect(find('verdict').text()).toContain('Checked 9 records, 80 to 88');
    station.verifySession.mockResolvedValue({ ok: true, value: { ...chainCheck, badSeq: 84 } });
    await click('verify-record');
    expect(find('verdict').text()).toContain('Record 84 is not as it was recorded');
    expect(find('verdict').classes()).toContain('problem');
  });
});

describe('a shift', () => {
  it('opens with prompts, overrides and faults, and is exported', async () => {
    const { find, click, station, texts } = await openTab('shifts');
    await click('open-shift-detail');
    expect(texts('override')[0]).toContain('erased');
    expect(find('shift-detail').text()).toContain('weight.mismatch');
    expect(texts('sector')[0]).toBe('Mass43');
    expect(texts('route')[0]).toBe('AEnot known43');
    expect(texts('find')[0]).toBe('X-raynot known12');
    vi.useFakeTimers();
    const written = { path: '/records/exports/x.jsonl', from: 1, to: 9, count: 9, hash: 'ab12' };
    station.exportState.mockResolvedValue({ ok: true, value: { state: 'done', ...written } });
    await click('export');
    expect(station.exportRecords.mock.calls).toEqual([[{ shift: 'shift-2' }]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(find('exported').text()).toMatch(/9 records, 1 to 9.*x\.jsonl.*ab12/s);
  });

  it('a period is exported from its first midnight to its last', async () => {
    const { write, find, click, station } = await openTab('shifts');
    expect(find('export').attributes('aria-disabled')).toBe('true');
    await write('export-from', '2026-03-02');
    await write('export-to', '2026-03-02');
    await click('export');
    const fromMs = new Date(2026, 2, 2).getTime();
    const toMs = new Date(2026, 2, 3).getTime() - 1;
    expect(station.exportRecords.mock.calls).toEqual([[{ fromMs, toMs }]]);
  });
});

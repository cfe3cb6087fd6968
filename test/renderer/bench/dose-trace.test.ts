// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { idle, live } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const dark = { ...idle, background: { ...idle.background, levels: null } };

describe('the trace of the dose rate', () => {
  it('has band and alarm line, each with its word and value', async () => {
    const { find, pushLive } = await mountApp(idle);
    await pushLive(live);
    expect(find('dose-trace').findAll('rect, line')).toHaveLength(2);
    expect(find('trace-band').text()).toContain('Background, 95 %: 0 to 0.72 µSv/h');
    expect(find('trace-alarm').text()).toContain('Alarm line: 0.45 µSv/h, mean of 30 s');
  });

  it('has neither while there is no background, and says so', async () => {
    const { find } = await mountApp(dark);
    expect(find('dose-trace').findAll('rect, line')).toHaveLength(0);
    expect(find('dose-trace').text()).toContain('come with the background');
  });

  it('has a twin in words for screen readers', async () => {
    const { find, pushLive } = await mountApp(idle);
    await pushLive(live);
    const rows = find('trace-table')
      .findAll('tr')
      .map((row) => row.text());
    expect(rows).toEqual([
      'Now0.13 µSv/h',
      'Lowest0.13 µSv/h',
      'Highest0.13 µSv/h',
      'Background, 95 %:0 to 0.72 µSv/h',
      'Alarm line0.45 µSv/h',
      'Judged bycounts',
    ]);
  });

  it('says so where parcels are judged by the dose rate', async () => {
    const background = { ...idle.background, basis: 'dose-rate', countsPerSecond: null } as const;
    const { find, pushLive } = await mountApp({ ...idle, background });
    await pushLive(live);
    expect(find('dose-trace').text()).toContain('Judged by dose rate');
    expect(find('background').text()).toContain('Judged by dose rate: no counts');
  });

  it('gives its place to what is wrong with the dosimeter', async () => {
    const { find, pushLive } = await mountApp(idle);
    await pushLive({ ...live, dosimeter: { ...live.dosimeter!, fault: 'silent' } });
    expect(find('dose-trace').find('svg.trace').exists()).toBe(false);
    expect(find('dose-rate').find('[data-fault="silent"]').text()).toContain('No answer');
  });
});

// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../shared/bridge/contract.ts';
import { idle, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const CLEARED: SessionView['radiation'] = {
  ...promptSession.radiation,
  elapsedS: 11,
  dwellS: 60,
  netDoseRate: '-0.02',
  smallestVisible: '0.74',
  clearedTo: '0.28',
};

async function shown(radiation: SessionView['radiation']) {
  const { find } = await mountApp({ ...idle, session: { ...promptSession, radiation } });
  const status = find('radiation-status');
  return { find, status: status.text(), all: find('dose-rate').text() };
}

describe('the survey of a parcel', () => {
  it('that is cleared says down to what, and never that there is no radiation', async () => {
    const { find, all } = await shown(CLEARED);
    expect(find('radiation-cleared').text()).toBe('Cleared down to 0.28 µSv/h above background');
    expect(all).not.toMatch(/no radiation/i);
  });

  it('shows net rate, dwell and smallest increase beside it', async () => {
    const { status, all } = await shown(CLEARED);
    expect(status).toBe('Measured for 11 s (Top, Contact)');
    expect(all).toContain('-0.02 µSv/h');
    expect(all).toMatch(/Smallest increase seen \(95 %\)\s*0\.74 µSv\/h/);
  });

  it('that runs asks to keep measuring, with what it has so far', async () => {
    const { find, status, all } = await shown({ ...CLEARED, state: 'measuring' });
    expect(status).toBe('Keep measuring: 11 of at most 60 s');
    expect(find('radiation-cleared').exists()).toBe(false);
    expect(all).toContain('0.74 µSv/h');
  });

  it('with an alarm clears nothing', async () => {
    const alarmed = { ...CLEARED, alarm: true, netDoseRate: '3.1' };
    const { find, all } = await shown(alarmed);
    expect(find('radiation-alarm').text()).toContain('RADIATION ALARM');
    expect(find('radiation-cleared').exists()).toBe(false);
    expect(all).toContain('3.1 µSv/h');
  });

  it('says which declared goods explain an alarm, instead of the alarm', async () => {
    const explained = 'K-40 in potash and NPK fertiliser (HS 310520), top 0.27 uSv/h';
    const { find } = await shown({ ...CLEARED, alarm: true, explained });
    expect(find('radiation-explained').text()).toBe(
      'Alarm explained by declared goods: K-40 in potash and NPK fertiliser (HS 310520), top 0.27 µSv/h',
    );
    expect(find('radiation-alarm').exists()).toBe(false);
  });

  it('of an instrument in fault is not known', async () => {
    const { find, status } = await shown({ ...CLEARED, state: 'fault', fault: 'rate-collapse' });
    expect(status).toContain('The rate fell suddenly');
    expect(find('radiation-cleared').exists()).toBe(false);
  });
});

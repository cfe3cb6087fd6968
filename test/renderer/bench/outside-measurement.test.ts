// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutsideView } from '../../../shared/bridge/contract.ts';
import { collecting, collectingSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const ALARM: OutsideView = {
  of: 'foreground',
  instrument: 'Acme Radiometrics Finder 3',
  measuredAt: '2026-11-28T14:03:07Z',
  doseRate: '0.85',
  maxDoseRate: null,
  alarms: ['Gamma'],
  nuclides: ['Cs-137 (92)'],
  alarming: true,
  notes: ['summed'],
};
const UNKNOWN: OutsideView = {
  of: 'not-specified',
  instrument: null,
  measuredAt: null,
  doseRate: null,
  maxDoseRate: null,
  alarms: [],
  nuclides: [],
  alarming: false,
  notes: ['no-zone', 'item-given'],
};

async function shown(outside: OutsideView[], moreOutside = 0): Promise<string[]> {
  const session = { ...collectingSession, outside, moreOutside };
  const { wrapper } = await mountApp({ ...collecting, session });
  return wrapper.findAll('[data-testid="outside"]').map((card) => card.text());
}

describe('the card of other instruments', () => {
  it('says instrument, dose rate, alarm and nuclides, and that it clears nothing', async () => {
    const [card] = await shown([ALARM], 2);
    expect(card).toContain('Acme Radiometrics Finder 3');
    expect(card).toContain('0.85 µSv/h');
    expect(card).toContain('Alarm: Gamma');
    expect(card).toContain('Nuclides: Cs-137 (92)');
    expect(card).toContain('2 more in the record');
    expect(card).toContain('It clears nothing');
  });

  it('says what is not known instead of leaving it out', async () => {
    const [card] = await shown([UNKNOWN]);
    expect(card).toContain('Instrument not named');
    expect(card).toContain('no time given');
    expect(card).toContain('no dose rate given');
    expect(card).toContain('The time has no time zone');
    expect(card).toContain('The item was given by whoever imported the file.');
  });

  it('says of several dose rates up to where they go', async () => {
    const [card] = await shown([{ ...ALARM, doseRate: null, maxDoseRate: '1.2' }]);
    expect(card).toContain('up to 1.2 µSv/h');
  });

  it('is not there where nothing was brought', async () => {
    expect(await shown([])).toEqual([]);
  });
});

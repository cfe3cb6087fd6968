import { describe, expect, it } from 'vitest';
import { isDeadTube, isRateCollapse } from '../../../shared/radiation/tube-faults.ts';

const background = { counts: 90, seconds: 300 };
const three = (counts: number) => ({ counts, seconds: 3 });

describe('dead tube', () => {
  it('is called when 14 pulses were due and none came', () => {
    const perSecond = background.counts / background.seconds;
    expect(isDeadTube(14 / perSecond + 0.1, background)).toBe(true);
    expect(isDeadTube(13.9 / perSecond, background)).toBe(false);
  });
});

describe('rate collapse', () => {
  it('is a fall from a high rate to nothing or nearly nothing', () => {
    expect(isRateCollapse(three(300), three(0), background)).toBe(true);
    expect(isRateCollapse(three(3000), three(90), background)).toBe(true);
  });

  it('is not a fall to a fifth, as when a parcel is turned', () => {
    expect(isRateCollapse(three(3000), three(600), background)).toBe(false);
  });

  it('takes 145 counts before a fall to none in as long a time', () => {
    expect(isRateCollapse(three(145), three(0), background)).toBe(true);
    expect(isRateCollapse(three(144), three(0), background)).toBe(false);
  });

  it('is not called below 20 times the background, however many counts there were', () => {
    const strong = { counts: 30_000, seconds: 300 };
    expect(isRateCollapse(three(5_900), three(300), strong)).toBe(false);
    expect(isRateCollapse(three(6_100), three(300), strong)).toBe(true);
  });

  it('is not a rate that stays, nor one that rises', () => {
    expect(isRateCollapse(three(300), three(280), background)).toBe(false);
    expect(isRateCollapse(three(0), three(300), background)).toBe(false);
  });
});

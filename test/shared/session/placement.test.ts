import { describe, expect, it } from 'vitest';
import type { MassReading } from '../../../shared/measure/reading.ts';
import {
  massForItem,
  massLost,
  panLost,
  UNKNOWN_PAN,
  weigh,
  type Pan,
} from '../../../shared/session/placement.ts';
import { policy } from '../../support/session-fixtures.ts';

function reading(value: string, change: Partial<MassReading> = {}): MassReading {
  return {
    type: 'reading',
    kind: 'mass',
    value,
    unit: 'g',
    stable: true,
    basis: 'gross',
    tare: null,
    zero: false,
    raw: '',
    ...change,
  };
}

/** The pan after readings one second apart. */
function after(...readings: MassReading[]): Pan {
  return readings.reduce<Pan>(
    (pan, next, second) => weigh(pan, next, policy.weight.zeroBandG, second * 1000),
    UNKNOWN_PAN,
  );
}

const massOf = (pan: Pan, served = 0, nowMs = 1000): string | undefined =>
  massForItem(pan, served, 5000, nowMs)?.mass.reading.value;

const EMPTY = reading('0');
const MOVING = reading('310', { stable: false });
const BOOKS = reading('452');

describe('a placement', () => {
  it('is zero, load, stable', () => {
    expect(massOf(after(EMPTY, MOVING, BOOKS))).toBe('452');
  });

  it('has no mass while it settles', () => {
    expect(massOf(after(EMPTY, MOVING))).toBeUndefined();
  });

  it('that the bench did not see begin belongs to nobody', () => {
    expect(massOf(after(BOOKS))).toBeUndefined();
  });

  it('takes the latest stable mass', () => {
    expect(massOf(after(EMPTY, BOOKS, MOVING, reading('460')))).toBe('460');
  });

  it('within the zero band is no placement', () => {
    expect(after(EMPTY, reading('4.9')).state).toBe('empty');
  });

  it('serves one item: the next one needs a pan that was empty in between', () => {
    const first = after(EMPTY, BOOKS);
    expect(massOf(first, 1)).toBeUndefined();
    expect(massOf(after(EMPTY, BOOKS, EMPTY, BOOKS), 1)).toBe('452');
  });

  it('that has ended counts for a few seconds', () => {
    const lifted = after(EMPTY, BOOKS, EMPTY);
    expect([massOf(lifted, 0, 7000), massOf(lifted, 0, 7001)]).toEqual(['452', undefined]);
  });

  it('counts when the driver has to ask whether the empty pan is tared', () => {
    const asking = after(EMPTY, BOOKS, MOVING, reading('0', { basis: 'unknown' }));
    expect(massOf(asking)).toBeUndefined();
    expect(massOf(weigh(asking, EMPTY, policy.weight.zeroBandG, 2000), 0, 3000)).toBe('452');
    const tared = weigh(asking, reading('0', { basis: 'net' }), policy.weight.zeroBandG, 2000);
    expect(massOf(weigh(tared, EMPTY, policy.weight.zeroBandG, 2500), 0, 3000)).toBeUndefined();
  });

  it('is worth nothing after the scale was lost, until the pan was empty', () => {
    expect(massOf(panLost(after(EMPTY, BOOKS)))).toBeUndefined();
  });
});

describe('a mass that is not there any more', () => {
  it.each([
    ['moves', after(EMPTY, BOOKS, MOVING)],
    [
      'is followed by one of unknown basis',
      after(EMPTY, BOOKS, reading('452', { basis: 'unknown' })),
    ],
    ['is followed by a fault', massLost(after(EMPTY, BOOKS))],
    ['is tared away', after(EMPTY, BOOKS, reading('0', { basis: 'net' }))],
    ['is followed by a value that is none', after(EMPTY, BOOKS, reading('1e3'))],
  ])('is not given out: it %s', (_name, pan) => {
    expect(massOf(pan)).toBeUndefined();
  });

  it('comes back when it is stable again', () => {
    expect(massOf(after(EMPTY, BOOKS, MOVING, BOOKS))).toBe('452');
  });

  it('was lost before the parcel was lifted, and stays lost', () => {
    const lifted = weigh(massLost(after(EMPTY, BOOKS)), EMPTY, policy.weight.zeroBandG, 2000);
    expect(massOf(lifted)).toBeUndefined();
  });
});

describe('readings that say nothing of a placement', () => {
  it.each([
    ['a net mass', reading('452', { basis: 'net' })],
    ['a mass of unknown basis', reading('452', { basis: 'unknown' })],
    ['a negative mass', reading('-120')],
  ])('%s', (_name, odd) => {
    expect(massOf(after(EMPTY, odd))).toBeUndefined();
  });
});

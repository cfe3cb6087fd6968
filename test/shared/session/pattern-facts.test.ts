import { describe, expect, it } from 'vitest';
import type { TradePattern } from '../../../shared/parties/pattern.ts';
import type { Fact } from '../../../shared/rules/facts.ts';
import { patternFacts } from '../../../shared/session/pattern-facts.ts';
import { policy } from '../../support/session-fixtures.ts';

const PATTERN: TradePattern = {
  days: 7,
  sender: 18,
  addressee: null,
  value: { currency: 'EUR', minor: 10_000 },
  pair: { items: 1, minor: 5_000, most: 5_000 },
  contacts: [],
};
const trade = {
  ...policy.trade,
  manyItems: 20,
  contactNames: 3,
  deMinimis: [{ to: ['DE'], limits: { EUR: 150 } }],
};

function fact(
  name: keyof ReturnType<typeof patternFacts>,
  change: Partial<TradePattern>,
  destination: string | null = 'DE',
): Fact {
  return patternFacts((read) => read({ ...PATTERN, ...change }), trade, destination)[name];
}

describe('many items of one party', () => {
  it.each([
    [18, false],
    [19, true],
  ])('%d others of a sender: %s', (sender, value) => {
    expect(fact('trade.many-of-sender', { sender })).toMatchObject({ value });
  });

  it('is absent for a party that nobody names', () => {
    expect(fact('trade.many-of-addressee', {})).toMatchObject({ state: 'absent' });
  });
});

describe('a value that may be split', () => {
  it.each([
    ['within the limit together', { items: 1, minor: 5_000, most: 5_000 }, false],
    ['each within it, and above it together', { items: 1, minor: 5_001, most: 5_001 }, true],
    ['one above it by itself', { items: 2, minor: 25_000, most: 15_001 }, false],
    ['the only item', { items: 0, minor: 0, most: 0 }, false],
  ])('%s', (_what, pair, value) => {
    expect(fact('trade.value-split', { pair })).toMatchObject({ value });
  });

  it.each(['KE', null])('is not judged by the limit of another country than %s', (destination) => {
    const pair = { items: 3, minor: 30_000, most: 10_000 };
    expect(fact('trade.value-split', { pair }).state).toBe('value');
    expect(fact('trade.value-split', { pair }, destination).state).toBe('absent');
  });

  it('is not judged in a currency that the site has no limit for', () => {
    const value = { currency: 'KES', minor: 1 };
    expect(fact('trade.value-split', { value })).toMatchObject({ state: 'absent' });
  });
});

describe('one contact under several names', () => {
  const contacts = (otherNames: number): TradePattern['contacts'] => [
    { party: 'sender', contact: 'email', fingerprint: 'f', otherNames },
  ];

  it('says whose contact and how many names, and neither contact nor name', () => {
    expect(fact('trade.contact-shared', { contacts: contacts(2) })).toMatchObject({
      value: true,
      shown: 'email of the sender: 3 names',
    });
    expect(fact('trade.contact-shared', { contacts: contacts(1) })).toMatchObject({ value: false });
  });
});

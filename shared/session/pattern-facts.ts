import { CURRENCIES } from '../manifest/currencies.ts';
import type { PartyRole } from '../parties/party.ts';
import type { TradePattern } from '../parties/pattern.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';

type TradePolicy = BenchPolicy['trade'];

function manyItems(
  { days, ...found }: TradePattern,
  role: PartyRole,
  { manyItems: many }: TradePolicy,
): Fact {
  const others = found[role];
  if (others === null) return absent(`the declaration does not name the ${role}`);
  return truth(others + 1 >= many, `${others + 1} items within ${days} days`);
}

/**
 * Each within the limit, together above it.
 * @param destination whose limit it is, ISO 3166-1; null where the declaration does not say
 */
function valueSplit(
  { days, value, pair }: TradePattern,
  { deMinimis }: TradePolicy,
  destination: string | null,
): Fact {
  if (value === null || pair === null) {
    return absent('the declaration does not name both parties and one value');
  }
  if (destination === null) return absent('the declaration does not say where the item goes');
  const { currency } = value;
  const limit = deMinimis.find(({ to }) => to.includes(destination))?.limits[currency];
  if (limit === undefined) return absent(`the site has no limit of ${destination} in ${currency}`);
  const unit = 10 ** (CURRENCIES.get(currency) ?? 0);
  const [all, most] = [value.minor + pair.minor, Math.max(value.minor, pair.most)];
  const split = pair.items > 0 && most <= limit * unit && all > limit * unit;
  return truth(
    split,
    `${pair.items + 1} items within ${days} days, ${all / unit} ${currency} together, limit ${limit}`,
  );
}

/** Neither contact nor names are shown: they are personal. */
function contactShared({ contacts }: TradePattern, { contactNames }: TradePolicy): Fact {
  if (contacts.length === 0) return absent('the declaration gives no contact');
  const shared = contacts.filter(({ otherNames }) => otherNames + 1 >= contactNames);
  return truth(
    shared.length > 0,
    shared
      .map(
        ({ party, contact, otherNames }) => `${contact} of the ${party}: ${otherNames + 1} names`,
      )
      .join(', '),
  );
}

/** Items that belong together, by what was screened at this bench. */
export function patternFacts(
  of: (read: (found: TradePattern) => Fact) => Fact,
  policy: TradePolicy,
  destination: string | null,
) {
  return {
    'trade.many-of-sender': of((found) => manyItems(found, 'sender', policy)),
    'trade.many-of-addressee': of((found) => manyItems(found, 'addressee', policy)),
    'trade.value-split': of((found) => valueSplit(found, policy, destination)),
    'trade.contact-shared': of((found) => contactShared(found, policy)),
  };
}

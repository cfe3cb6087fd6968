import type { LicenceCover, PartiesLookedUp } from '../parties/looked-up.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, known, truth } from './known-facts.ts';

type Licences = PartiesLookedUp['licences'];

/**
 * How goods may stand to the site's table of licences: it has none, nothing says what the goods are, they ask
 * for no licence, no party holds one, nothing says that the one that is held is for these goods; or it is held
 * without a quota, within it, by an amount that nobody declared, above it.
 */
type LicenceStanding =
  | 'no-table'
  | 'goods-unsaid'
  | 'none-needed'
  | 'no-holder'
  | 'cover-unknown'
  | 'held'
  | 'within-quota'
  | 'amount-unknown'
  | 'over-quota';

const NO_TABLE: Fact = absent('the site has no table of licences');
const GOODS_UNSAID: Fact = absent('the declaration does not say what the goods are');

const holderOf = ({ number, party }: LicenceCover): string => `${number} of the ${party}`;

/** Categories that need a licence which no party holds. */
function uncovered(needed: readonly string[], cover: readonly LicenceCover[]): readonly string[] {
  return needed.filter((one) => !cover.some(({ categories }) => categories.includes(one)));
}

const isDoubtful = ({ unsaid }: LicenceCover): boolean => unsaid === true;
const showDoubt = (one: LicenceCover): string =>
  `nothing says that ${holderOf(one)} covers the goods`;

function missing(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  const { needed, cover } = licences;
  if (needed === null) return GOODS_UNSAID;
  const without = uncovered(needed, cover);
  if (without.length > 0) return truth(true, without.join(', '));
  const doubtful = cover.filter(isDoubtful);
  if (doubtful.length > 0) return absent(doubtful.map(showDoubt).join('; '));
  return known(false, cover.length === 0 ? 'no licence is needed' : cover.map(holderOf).join(', '));
}

const isLimited = ({ quota }: LicenceCover): boolean => quota !== null;
const isOver = ({ quota, used, amount }: LicenceCover): boolean =>
  quota !== null && amount !== null && used + amount > quota;
const isUnsaid = ({ quota, amount }: LicenceCover): boolean => quota !== null && amount === null;

const rounded = (amount: number): string => String(Math.round(amount * 1000) / 1000);

/** What the item takes, and what was left before it; `?` for what nobody declared. */
function balance({ unit, quota, used, usedUnknown, amount }: LicenceCover): string {
  const [most, left] = [quota ?? 0, (quota ?? 0) - used].map(rounded);
  const unsure = usedUnknown === 0 ? '' : `, ${usedUnknown} items of unknown amount not counted`;
  const takes = amount === null ? '?' : rounded(amount);
  return `(takes ${takes} ${unit ?? ''}; ${left} of ${most} ${unit ?? ''} were left${unsure})`;
}

const showBalance = (one: LicenceCover): string => `${one.number} ${balance(one)}`;

const NO_QUOTA: Fact = absent('no licence with a quota covers these goods');

function coverUnknown(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  if (licences.needed === null) return GOODS_UNSAID;
  const doubtful = licences.cover.filter(isDoubtful);
  return truth(doubtful.length > 0, doubtful.map(holderOf).join(', '));
}

function exceeded(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  const limited = licences.cover.filter(isLimited);
  if (limited.length === 0) return NO_QUOTA;
  const shown = limited.map(showBalance).join('; ');
  // What is over is over, whatever another line does not say.
  if (limited.some(isOver)) return known(true, shown);
  const [doubtful] = limited.filter(isDoubtful);
  if (doubtful !== undefined) return absent(showDoubt(doubtful));
  return limited.some(isUnsaid)
    ? absent(`the declaration does not say how much of the quota it takes (${shown})`)
    : known(false, shown);
}

function amountUnknown(licences: Licences): Fact {
  if (licences === null) return NO_TABLE;
  // Whether it covers them at all is asked for first.
  const limited = licences.cover.filter((one) => isLimited(one) && !isDoubtful(one));
  if (limited.length === 0) return NO_QUOTA;
  return truth(limited.some(isUnsaid), limited.filter(isUnsaid).map(showBalance).join('; '));
}

function standing(licences: Licences): Fact {
  const is = (label: LicenceStanding, shown: string): Fact => known([label], shown);
  if (licences === null) return is('no-table', 'the site has no table of licences');
  const { needed, cover } = licences;
  if (needed === null) return is('goods-unsaid', 'the declaration does not say what the goods are');
  const without = uncovered(needed, cover);
  if (without.length > 0) {
    return is('no-holder', `no holder in the site’s table for ${without.join(', ')}`);
  }
  if (cover.length === 0) return is('none-needed', 'the declared goods ask for none');
  const sure = cover.filter((one) => !isDoubtful(one));
  const show = (one: LicenceCover): string => {
    if (isDoubtful(one)) return showDoubt(one);
    return isLimited(one) ? `${holderOf(one)} ${balance(one)}` : holderOf(one);
  };
  const held = cover.map(show).join('; ');
  if (sure.some(isOver)) return is('over-quota', `${held}: more than is left`);
  if (sure.length < cover.length) return is('cover-unknown', held);
  if (cover.some(isUnsaid)) return is('amount-unknown', `${held}: the amount is not declared`);
  return is(cover.some(isLimited) ? 'within-quota' : 'held', held);
}

/** What the site's table of licences says of the goods and of who holds one. */
export function licenceFacts(of: (read: (found: PartiesLookedUp) => Fact) => Fact) {
  return {
    'licence.missing': of(({ licences }) => missing(licences)),
    'licence.cover-unknown': of(({ licences }) => coverUnknown(licences)),
    'licence.quota-exceeded': of(({ licences }) => exceeded(licences)),
    'licence.amount-unknown': of(({ licences }) => amountUnknown(licences)),
    'licence.standing': of(({ licences }) => standing(licences)),
  };
}

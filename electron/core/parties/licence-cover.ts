import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { amountOf } from '../../../shared/parties/licence-amount.ts';
import { mayBeOf, type LicensedGoods } from '../../../shared/parties/licence-need.ts';
import { isHolder, isInForce, quotaOf, type Licence } from '../../../shared/parties/licence.ts';
import type { LicenceCover } from '../../../shared/parties/looked-up.ts';
import type { Party } from '../../../shared/parties/party.ts';
import type { OwnSession } from '../store/party-queries.ts';
import type { Store } from '../store/store.ts';

interface Asked {
  readonly item: ManifestItem;
  /** Sender and addressee, as far as they are named. */
  readonly parties: readonly Party[];
  readonly needs: readonly LicensedGoods[];
  readonly licences: readonly Licence[];
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
  readonly gwp: ReadonlyMap<string, number>;
  readonly records: Pick<Store, 'licenceUse'>;
  /** The screening that asks: what was released of its own item takes nothing from it. */
  readonly own: OwnSession;
}

const DAY_MS = 24 * 3600 * 1000;

type Coverage = 'covers' | 'unsaid' | 'no';

/**
 * Whether a licence is for goods of this kind in the item; one without codes is for its whole category. A line
 * without a code, or with the beginning of one, does not say that it is for them.
 */
function coverage(
  { categories, hs }: Licence,
  need: LicensedGoods,
  { lines }: ManifestItem,
): Coverage {
  if (!categories.includes(need.category)) return 'no';
  if (hs.length === 0) return 'covers';
  const kinds = lines.map(({ hs_code: text }): Coverage | 'other-goods' => {
    const code = text?.replace(/\D/g, '') ?? '';
    if (code === '') return 'unsaid';
    if (hs.some((beginning) => code.startsWith(beginning))) return 'covers';
    if (mayBeOf(code, hs)) return 'unsaid';
    return mayBeOf(code, need.hs) ? 'no' : 'other-goods';
  });
  if (kinds.includes('covers')) {
    return kinds.includes('unsaid') || kinds.includes('no') ? 'unsaid' : 'covers';
  }
  return kinds.includes('unsaid') && !kinds.includes('no') ? 'unsaid' : 'no';
}

/**
 * One licence for each category that needs one, with its balance: the first in force of a party of the item
 * with enough left, else the first; one that may cover the goods only where none does. A licence that covers
 * several categories is counted once.
 */
export function coverOf(asked: Asked): LicenceCover[] {
  const { item, parties, needs, licences, today, gwp, records, own: asking } = asked;
  const held = licences.flatMap((licence) => {
    const party = parties.find((one) => isHolder(licence, one));
    return party === undefined || !isInForce(licence, today) ? [] : [{ licence, party }];
  });

  function judged({ licence, party }: (typeof held)[number], own: readonly LicensedGoods[]) {
    const quota = quotaOf(licence);
    const period = {
      fromMs: Date.parse(licence.from),
      beforeMs: Date.parse(licence.until) + DAY_MS,
    };
    const { number } = licence;
    const used =
      quota === null
        ? { amount: 0, unknown: 0 }
        : records.licenceUse({ number, unit: quota.unit, ...period, ...asking });
    return {
      number,
      party: party.role,
      categories: own.map(({ category }) => category),
      unit: quota?.unit ?? null,
      quota: quota?.most ?? null,
      used: used.amount,
      usedUnknown: used.unknown,
      amount: quota === null ? null : amountOf(item, licence, own, gwp),
      ...(own.some((need) => coverage(licence, need, item) === 'unsaid') && {
        unsaid: true as const,
      }),
    };
  }
  const hasEnough = ({ quota, used, amount }: LicenceCover): boolean =>
    quota === null || (amount !== null && used + amount <= quota);

  const chosen = new Map<(typeof held)[number], LicensedGoods[]>();
  for (const need of needs) {
    const heldThat = (wanted: Coverage) =>
      held.filter(({ licence }) => coverage(licence, need, item) === wanted);
    const covering = heldThat('covers');
    const fitting = covering.length > 0 ? covering : heldThat('unsaid');
    const best = fitting.find((one) => hasEnough(judged(one, [need]))) ?? fitting[0];
    if (best !== undefined) chosen.set(best, [...(chosen.get(best) ?? []), need]);
  }
  return [...chosen].map(([one, own]) => judged(one, own));
}

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

/** Whether a licence is for goods of this kind in the item; one without codes is for its whole category. */
function fits({ categories, hs }: Licence, need: LicensedGoods, item: ManifestItem): boolean {
  if (!categories.includes(need.category)) return false;
  const codes = item.lines.flatMap(({ hs_code: code }) => code?.replace(/\D/g, '') ?? []);
  return hs.length === 0 || codes.length === 0 || codes.some((code) => mayBeOf(code, hs));
}

/**
 * One licence for each category that needs one, with its balance: the first in force of a party of the item
 * with enough left, else the first. A licence that covers several categories is counted once.
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
    };
  }
  const hasEnough = ({ quota, used, amount }: LicenceCover): boolean =>
    quota === null || (amount !== null && used + amount <= quota);

  const chosen = new Map<(typeof held)[number], LicensedGoods[]>();
  for (const need of needs) {
    const fitting = held.filter(({ licence }) => fits(licence, need, item));
    const best = fitting.find((one) => hasEnough(judged(one, [need]))) ?? fitting[0];
    if (best !== undefined) chosen.set(best, [...(chosen.get(best) ?? []), need]);
  }
  return [...chosen].map(([one, own]) => judged(one, own));
}

import { z } from 'zod';
import { GOODS_CATEGORIES } from '../goods/categories.ts';
import { foldName, type FoldedName } from './fold-name.ts';
import { matchNames } from './match-name.ts';
import { referenceKey, type Party } from './party.ts';

const texts = z.array(z.string().trim().min(1).max(300)).max(50).default([]);
const amount = z.number().positive().max(1e9);

/** A licence of the site's table, `licences.yaml` of the data folder. */
export const licenceSchema = z
  .strictObject({
    /** As the authority gave it; it stays readable in records. */
    number: z.string().trim().min(1).max(60),
    holder: z.strictObject({ names: texts, identifiers: texts }),
    categories: z.array(z.enum(GOODS_CATEGORIES)).min(1).max(30),
    /** Beginnings of tariff codes that it is for; all goods of its categories where there are none. */
    hs: z
      .array(z.string().regex(/^\d{2,10}$/, 'write 2 to 10 digits, quoted'))
      .max(200)
      .default([]),
    /** First and last day, in UTC. */
    from: z.iso.date(),
    until: z.iso.date(),
    /** Net mass, or carbon dioxide equivalent of it by GWP; null for a licence without a quota. */
    quota: z
      .union([z.strictObject({ kg: amount }), z.strictObject({ tonnesCo2e: amount })])
      .nullable(),
  })
  .refine(({ holder }) => holder.names.length + holder.identifiers.length > 0, {
    message: 'a holder has a name or an identifier',
    path: ['holder'],
  })
  .refine(({ from, until }) => from <= until, {
    message: 'until is before from',
    path: ['until'],
  });
export type Licence = z.output<typeof licenceSchema>;

/** The site's table. */
export const licencesFileSchema = z
  .strictObject({ licences: z.array(licenceSchema).max(10_000) })
  .refine(
    ({ licences }) => new Set(licences.map(({ number }) => number)).size === licences.length,
    { message: 'two licences have the same number' },
  );

/** What a licence counts in, and how much of it there is; null where nothing is counted. */
export function quotaOf({ quota }: Licence): { unit: 'kg' | 't CO2e'; most: number } | null {
  if (quota === null) return null;
  return 'kg' in quota
    ? { unit: 'kg', most: quota.kg }
    : { unit: 't CO2e', most: quota.tonnesCo2e };
}

/** Whether a licence is in force on a day, YYYY-MM-DD in UTC. */
export function isInForce({ from, until }: Licence, day: string): boolean {
  return from <= day && day <= until;
}

/** Müller and Mueller; Lee and Li are heard alike and are two names. */
function spelt({ words }: FoldedName): string {
  return words
    .map(({ folded }) => folded.replace(/(?<=[aou])e/g, '').replaceAll('ß', 'ss'))
    .sort()
    .join(' ');
}

const scriptsOf = ({ words }: FoldedName): string => words.map(({ script }) => script).join(' ');

/** The same name, as written or in another script, with the same legal form. */
function isSameName(one: FoldedName, other: FoldedName): boolean {
  if (one.forms.join(' ') !== other.forms.join(' ')) return false;
  if (scriptsOf(one) === scriptsOf(other)) return spelt(one) === spelt(other);
  const match = matchNames(one, other);
  return match?.kind === 'transliterated' && match.nearness === 1;
}

/**
 * Whether a party is the holder: by a number, or by its name as written or in another script, with the same legal
 * form: Cool Air SARL is another company than Cool Air Ltd. A name that is only spelt nearly alike gives
 * nobody a licence.
 */
export function isHolder({ holder }: Licence, party: Party): boolean {
  const reference = party.reference === null ? null : referenceKey(party.reference);
  if (reference !== null && holder.identifiers.some((id) => referenceKey(id) === reference)) {
    return true;
  }
  const names = [party.name, party.company].flatMap((text) =>
    text === null ? [] : [foldName(text)],
  );
  return holder.names.some((text) => {
    const listed = foldName(text);
    return names.some((name) => name !== null && listed !== null && isSameName(name, listed));
  });
}

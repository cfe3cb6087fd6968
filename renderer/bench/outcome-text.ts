import type { useText } from '../locales/text.ts';

/** Counts by outcome in words: `Release 12, Hold 2`. */
export function outcomesInWords(
  outcomes: Readonly<Record<string, number>>,
  text: ReturnType<typeof useText>,
): string {
  const counts = Object.entries(outcomes).map(([outcome, count]) =>
    text.t('outcomes.count', {
      outcome: text.lookUp(`outcomes.${outcome}`, outcome),
      count: text.count(count),
    }),
  );
  return counts.length === 0 ? text.t('outcomes.none') : text.list(counts);
}

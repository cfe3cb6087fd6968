import type { useText } from '../locales/text.ts';

type Text = ReturnType<typeof useText>;

/** Facts whose labels are ids of ours: where their words are, and what stands between two of them. */
const LABELS: Readonly<Record<string, { readonly words: string; readonly between: RegExp }>> = {
  'goods.categories': { words: 'goods-category', between: /; / },
  'goods.possible': { words: 'goods-category', between: /; / },
  'goods.hs-categories': { words: 'goods-category', between: /; / },
  'goods.refused': { words: 'goods-category', between: /; / },
  'label.hazards': { words: 'labels.hazard', between: /, / },
};
/** Between the labels that a rule asks for. */
const ASKED_BETWEEN = /, /;
/** A fault as a fact shows it: the instrument and its code (`showFact` of the rules). */
const FAULT = /^(\S+) (\S+)$/;

/** The ids that a list begins its parts with, in words: `gases 0.97 (butane)` is `Gases 0.97 (butane)`. */
function inWords(list: string, words: string, between: RegExp, { lookUp }: Text): string {
  return list
    .split(between)
    .map((part) => part.replace(/^[a-z0-9-]+/, (id) => lookUp(`${words}.${id}`, id)))
    .join(between.source);
}

/**
 * A fact as the record shows it, in words of the current language as far as they are ours.
 * @param fact its name, with dots
 */
export function factInWords(fact: string, shown: string, text: Text): string {
  const [, instrument = '', code = ''] = FAULT.exec(shown) ?? [];
  const faultKey = `faults.${code}`;
  const fault = text.lookUp(faultKey, '');
  if (fault !== '') {
    const named = text.lookUp(`instruments.${instrument}`, instrument);
    return text.t('rules.instrument.fault', { instrument: named, fault });
  }
  const state = text.lookUp(`fact-states.${shown}`, '');
  if (state !== '') return state;
  const labels = LABELS[fact];
  return labels === undefined ? shown : inWords(shown, labels.words, labels.between, text);
}

/** What a rule asks of a fact: labels in words, all else as it is. */
export function askedInWords(fact: string, than: string, text: Text): string {
  const labels = LABELS[fact];
  return labels === undefined ? than : inWords(than, labels.words, ASKED_BETWEEN, text);
}

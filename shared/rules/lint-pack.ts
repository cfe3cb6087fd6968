import { ADMISSIBILITIES, GOODS_CATEGORIES } from '../goods/categories.ts';
import { HAZARD_LABELS, SEVERITIES } from '../words.ts';
import { UN_KINDS } from '../goods/un-numbers.ts';
import { placeholdersOf } from './evaluate.ts';
import { FACTS, type FactName } from './facts.ts';
import { testsOf, type Condition, type FactTest } from './condition.ts';
import type { Rule, RulePack } from './pack.ts';
import { canHold } from './reachable.ts';
import { runCases, uncovered } from './run-cases.ts';

/** Something that is wrong with a pack, or that it does not say. */
export interface Finding {
  /** Rule that it is about; null for the pack as a whole. */
  readonly rule: string | null;
  readonly message: string;
}

/** Of facts whose labels or codes are of the site's data, whether there is such a one. */
export type ItemsThatExist = { readonly [name in FactName]?: (item: string) => boolean };

/** Facts whose labels are of a fixed list. */
const LABELS: { readonly [name in FactName]?: readonly string[] } = {
  'goods.categories': GOODS_CATEGORIES,
  'goods.possible': GOODS_CATEGORIES,
  'goods.hs-categories': GOODS_CATEGORIES,
  'goods.refused': GOODS_CATEGORIES,
  'goods.post': ADMISSIBILITIES,
  'label.hazards': HAZARD_LABELS,
  'goods.un-kinds': UN_KINDS,
  'label.un-kinds': UN_KINDS,
};
/** What a label of a fact looks like, where there is no list of them. */
const FORMS: { readonly [name in FactName]?: readonly [form: RegExp, what: string] } = {
  'goods.un': [/^\d{4}$/, 'four digits'],
  'label.un': [/^\d{4}$/, 'four digits'],
};
/** How a source says that nobody has looked it up. */
const FROM_MEMORY = /\bfrom memory\b|\bverify\b/;

function unique(names: readonly string[]): string {
  return [...new Set(names)].join(', ');
}

/** Tests whose truth lets something pass: those under one `none`, or three. */
function excuses(condition: Condition, negated = false): readonly FactTest[] {
  if ('fact' in condition) return negated ? [condition] : [];
  if ('none' in condition) return condition.none.flatMap((part) => excuses(part, !negated));
  const inside = 'all' in condition ? condition.all : condition.any;
  return inside.flatMap((part) => excuses(part, negated));
}

function unsaid({ when, sector, procedure, source, verify }: Rule): string[] {
  const silent = testsOf(when).filter(({ why }) => why === null);
  return [
    ...(sector === null ? ['sector: it is of none'] : []),
    ...(procedure === null ? ['procedure: it opens none'] : []),
    ...(silent.length === 0
      ? []
      : [`why: not said of the tests of ${unique(silent.map(({ fact }) => fact))}`]),
    ...(source.trim() === ''
      ? ['source: it says nothing; write the document, or site policy']
      : []),
    ...(FROM_MEMORY.test(source) && !verify
      ? ['verify: the source is from memory; write verify: true']
      : []),
  ];
}

const fits = (fact: FactName, label: string): boolean => FORMS[fact]?.[0].test(label) ?? true;

function formOf(fact: FactName): string {
  const form = FORMS[fact];
  return form === undefined ? '' : `: write ${form[1]}`;
}

function wrongTests({ when }: Rule, exist: ItemsThatExist): string[] {
  const exists = (fact: FactName, item: string): boolean =>
    LABELS[fact]?.includes(item) ?? exist[fact]?.(item) ?? fits(fact, item);
  const strange = testsOf(when).flatMap((test) =>
    test.is === 'includes' || test.is === 'starts-with'
      ? (test.is === 'includes' ? test.labels : test.prefixes)
          .filter((label) => !exists(test.fact, label))
          .map((label) => `when: ${test.fact} is never "${label}"${formOf(test.fact)}`)
      : [],
  );
  const excused = excuses(when).filter(({ whenAbsent }) => whenAbsent === 'true');
  return [
    ...strange,
    ...(canHold(when) ? [] : ['when: it can never hold; its tests contradict each other']),
    ...(excused.length === 0
      ? []
      : [`when: a missing ${unique(excused.map(({ fact }) => fact))} would excuse the finding`]),
  ];
}

/** Names in a rule's sentence that are no facts: they would stay in braces in the record. */
function strangeNames(rule: Rule): string[] {
  return placeholdersOf(rule)
    .filter((name) => !(name in FACTS))
    .map((name) => `because: {${name}} is no fact`);
}

/** A condition as it is judged: what explains it does not count. */
function judgedForm(condition: Condition): unknown {
  if ('fact' in condition) return { ...condition, why: null };
  const [[kind, inside]] = Object.entries(condition) as [[string, readonly Condition[]]];
  return { [kind]: inside.map(judgedForm) };
}

/** Rules that ask the same as another one, which is as severe or more: they never add anything. */
export function lintTwins(packs: readonly Pick<RulePack, 'rules'>[]): readonly Finding[] {
  const rules = packs.flatMap((pack) => pack.rules);
  const gravest = new Map<string, Rule>();
  const weight = ({ severity }: Rule): number => SEVERITIES.indexOf(severity);
  const keyOf = ({ when }: Rule): string => JSON.stringify(judgedForm(when));
  for (const rule of rules) {
    const known = gravest.get(keyOf(rule));
    if (known === undefined || weight(rule) > weight(known)) gravest.set(keyOf(rule), rule);
  }
  return rules.flatMap((rule) => {
    const other = gravest.get(keyOf(rule));
    // Of two of one id only the one of the higher layer is judged.
    if (other === undefined || other.id === rule.id) return [];
    return [
      { rule: rule.id, message: `when: it asks the same as ${other.id} (${other.severity})` },
    ];
  });
}

/**
 * Every finding of one pack by itself: what its rules do not say, cannot do, and its examples.
 * @param exist what there is of labels and codes that are data: ids of goods, countries, tariff codes
 */
export function lintPack(
  pack: Pick<RulePack, 'rules' | 'cases'>,
  exist: ItemsThatExist = {},
): readonly Finding[] {
  const runs = runCases(pack);
  const ofRules = pack.rules.flatMap((rule) =>
    [
      ...strangeNames(rule),
      ...unsaid(rule),
      ...wrongTests(rule, exist),
      ...uncovered(rule, runs),
    ].map((message) => ({ rule: rule.id, message })),
  );
  const ofCases = runs.flatMap(({ case: { name }, wrong }) =>
    wrong.map((message) => ({ rule: null, message: `case "${name}": ${message}` })),
  );
  return [...ofRules, ...ofCases];
}

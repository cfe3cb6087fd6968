import { ADMISSIBILITIES, GOODS_CATEGORIES } from '../goods/categories.ts';
import { HAZARD_LABELS, SEVERITIES } from '../words.ts';
import { placeholdersOf } from './evaluate.ts';
import { FACTS, type FactName } from './facts.ts';
import { testsOf, type Condition, type FactTest, type Rule, type RulePack } from './pack.ts';
import { canHold } from './reachable.ts';
import { runCases, uncovered } from './run-cases.ts';

/** Something that is wrong with a pack, or that it does not say. */
export interface Finding {
  /** Rule that it is about; null for the pack as a whole. */
  readonly rule: string | null;
  readonly message: string;
}

/** Facts whose labels are of a fixed list. */
const LABELS: { readonly [name in FactName]?: readonly string[] } = {
  'goods.categories': GOODS_CATEGORIES,
  'goods.possible': GOODS_CATEGORIES,
  'goods.hs-categories': GOODS_CATEGORIES,
  'goods.post': ADMISSIBILITIES,
  'label.hazards': HAZARD_LABELS,
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
    ...(FROM_MEMORY.test(source) && !verify
      ? ['verify: the source is from memory; write verify: true']
      : []),
  ];
}

function wrongTests({ when }: Rule): string[] {
  const strange = testsOf(when).flatMap((test) =>
    test.is === 'includes'
      ? test.labels
          .filter((label) => !(LABELS[test.fact]?.includes(label) ?? true))
          .map((label) => `when: ${test.fact} is never "${label}"`)
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

/** Every finding of one pack by itself: what its rules do not say, cannot do, and its examples. */
export function lintPack(pack: Pick<RulePack, 'rules' | 'cases'>): readonly Finding[] {
  const runs = runCases(pack);
  const ofRules = pack.rules.flatMap((rule) =>
    [...strangeNames(rule), ...unsaid(rule), ...wrongTests(rule), ...uncovered(rule, runs)].map(
      (message) => ({ rule: rule.id, message }),
    ),
  );
  const ofCases = runs.flatMap(({ case: { name }, wrong }) =>
    wrong.map((message) => ({ rule: null, message: `case "${name}": ${message}` })),
  );
  return [...ofRules, ...ofCases];
}

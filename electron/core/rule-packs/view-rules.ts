import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { PackRulesReply, RulesReply } from '../../../shared/bridge/setup-contract.ts';
import type { LoadedRules, ShippedTables } from '../config.ts';
import { checkPacks, distinctFindings, withHash, type PackFinding } from './check-pack.ts';
import { itemsThatExist } from './items-that-exist.ts';
import { NO_TEXTS } from './texts.ts';

/** Findings that are shown; `rules check` prints more. */
const SHOWN_FINDINGS = 200;
/** Dangers that a higher layer lowered; all are in the record of the activation. */
const SHOWN_WEAKENED = 100;
/** Longest value of the policy that is shown whole; lists of words are longer. */
const SHOWN_VALUE = 200;
/** How packs from before there was a field for it mark a source that nobody has looked up. */
const VERIFY = /\bverify\b/;

function short(text: string): string {
  return text.length <= SHOWN_VALUE ? text : `${text.slice(0, SHOWN_VALUE)} …`;
}

/** What is looked at of the rules in force. */
export type InForce = Pick<LoadedRules, 'packs' | 'files' | 'problems'>;

/** What became of the files since they were activated. */
function changedFiles({ packs, files }: InForce): PackFinding[] {
  return files.flatMap(({ file }, at) => {
    const pack = packs[at];
    if (pack === undefined) return [];
    const finding = (message: string): PackFinding[] => [{ file, rule: null, message }];
    try {
      if (withHash(pack, readFileSync(file)).hash === pack.hash) return [];
      return finding('it was changed since it was activated; it is in force as it was then');
    } catch {
      return finding('it is gone; it is in force until its removal is activated');
    }
  });
}

/**
 * What `station rules check` finds in the packs of the upper layers that are in force, and what changed
 * since. Those that the program came with were checked with it.
 */
export function findingsInForce(inForce: InForce, tables: ShippedTables): readonly PackFinding[] {
  const { packs, files, problems } = inForce;
  const own = files.flatMap(({ file, origin }) => {
    if (origin === 'shipped') return [];
    try {
      readFileSync(file);
      return [file];
    } catch {
      return [];
    }
  });
  const shipped = packs.filter((_, at) => files[at]?.origin === 'shipped');
  const checked = checkPacks(own, shipped, NO_TEXTS, itemsThatExist(tables));
  const found = checked.flatMap(({ findings }) => findings);
  return distinctFindings([...changedFiles(inForce), ...problems, ...found]).slice(
    0,
    SHOWN_FINDINGS,
  );
}

/** The packs in force, where the site differs from what was shipped, and what `findingsInForce` found. */
export function viewRules(rules: LoadedRules, findings: readonly PackFinding[]): RulesReply {
  const { packs, files, replaced, ownNumbers } = rules;
  return {
    packs: packs.map(({ pack, version, hash, rules: own }, at) => ({
      pack,
      version,
      hash,
      origin: files[at]?.origin ?? 'shipped',
      replaces: replaced.find((shipped) => shipped.pack === pack)?.version ?? null,
      rules: own.length,
    })),
    policy: ownNumbers.map(({ name, shipped, own }) => ({
      name,
      shipped: short(shipped),
      own: short(own),
    })),
    findings: findings.map(({ file, rule, message }) => ({
      file: basename(file),
      rule,
      message: short(message),
    })),
    weakened: rules.weakened.slice(0, SHOWN_WEAKENED).map((one) => ({ ...one })),
  };
}

/** A page of the rules of one pack, in the order of the file; none for a pack that is not in force. */
export function viewPackRules(
  { packs }: LoadedRules,
  { pack, limit, offset }: { pack: string; limit: number; offset: number },
): PackRulesReply {
  const rules = packs.find((known) => known.pack === pack)?.rules ?? [];
  return {
    total: rules.length,
    rules: rules.slice(offset, offset + limit).map((rule) => {
      const { id, version, severity, because, source } = rule;
      const verify = rule.verify || VERIFY.test(source);
      return { id, version, severity, because, source, verify };
    }),
  };
}

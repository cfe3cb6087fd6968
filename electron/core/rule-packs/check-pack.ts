import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { lintPack, lintTwins, type ItemsThatExist } from '../../../shared/rules/lint-pack.ts';
import { hindrance } from '../../../shared/rules/override.ts';
import { rulePackSchema, type RulePack } from '../../../shared/rules/pack.ts';
import { sameId } from '../../../shared/rules/take-over.ts';
import { explainIssues } from '../explain-issue.ts';
import { untranslated, type Texts } from './texts.ts';

/** Bytes of a file of rules at most: 500 rules like the shipped ones take half of it; 30 MB took 15 s to look at. */
const MOST_BYTES = 2_000_000;

/** Why a file of rules is not read at all; null when it is. */
export function tooLarge({ length }: Uint8Array): string | null {
  if (length <= MOST_BYTES) return null;
  return `it has ${(length / 1e6).toFixed(1)} MB, and a file of rules has 2 MB at most; divide it into several packs`;
}

/** A pack with the SHA-256 of its file, which is part of every decision's record. */
export function withHash(pack: Omit<RulePack, 'hash'>, file: Uint8Array): RulePack {
  return { ...pack, hash: createHash('sha256').update(file).digest('hex') };
}

/** Something wrong with a pack. */
export interface PackFinding {
  readonly file: string;
  /** Rule that it is about; null for the file as a whole. */
  readonly rule: string | null;
  readonly message: string;
}

/** Each finding once, where two ways of looking came to it. */
export function distinctFindings(findings: readonly PackFinding[]): readonly PackFinding[] {
  const keyOf = ({ file, rule, message }: PackFinding) => JSON.stringify([file, rule, message]);
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

/** A file of rules, read and looked at. */
export interface CheckedPack {
  readonly file: string;
  /** Null when it could not be read as a pack. */
  readonly pack: RulePack | null;
  readonly findings: readonly PackFinding[];
}

/** Reads and checks one pack: every finding, not only the first. */
function checkPack(file: string, texts: Texts, exist: ItemsThatExist): CheckedPack {
  const wrong = (messages: readonly string[]): CheckedPack => ({
    file,
    pack: null,
    findings: messages.map((message) => ({ file, rule: null, message })),
  });
  const text = readFileSync(file);
  const large = tooLarge(text);
  if (large !== null) return wrong([large]);
  let content: unknown;
  try {
    content = parse(text.toString('utf8'));
  } catch (error) {
    return wrong([error instanceof Error ? error.message : String(error)]);
  }
  const parsed = rulePackSchema.safeParse(content);
  if (!parsed.success) return wrong(explainIssues(parsed.error));
  const pack = withHash(parsed.data, text);
  const found = [...lintPack(pack, exist), ...untranslated(pack, texts)];
  return { file, pack, findings: found.map((finding) => ({ file, ...finding })) };
}

/**
 * Rules that another pack has already (`owner`). A decision's record names the rule only: two of one
 * name could not be told apart.
 */
export function sharedIds(
  packs: readonly { readonly file: string; readonly pack: RulePack }[],
): readonly { readonly file: string; readonly rule: string; readonly owner: string }[] {
  const owners = new Map<string, string>();
  return packs.flatMap(({ file, pack }) =>
    pack.rules.flatMap(({ id }) => {
      const owner = owners.get(id);
      owners.set(id, owner ?? pack.pack);
      return owner === undefined ? [] : [{ file, rule: id, owner }];
    }),
  );
}

/** Rules that another pack, or the same, has under another name. */
function twins(
  given: readonly { readonly file: string; readonly pack: RulePack }[],
  others: readonly RulePack[],
): PackFinding[] {
  const findings = lintTwins([...others, ...given.map(({ pack }) => pack)]);
  return given.flatMap(({ file, pack }) =>
    findings
      .filter(({ rule }) => pack.rules.some(({ id }) => id === rule))
      .map((finding) => ({ file, ...finding })),
  );
}

/**
 * Checks packs as they would be in force together beside the shipped ones: a pack takes the place of
 * the shipped pack of the same name. Findings tell, and keep no pack that can be read from being used.
 *
 * @param exist what there is of labels and codes that are data
 * @param texts what the screens have sentences for, by language; none when that is not at hand
 */
export function checkPacks(
  files: readonly string[],
  shipped: readonly RulePack[],
  texts: Texts,
  exist: ItemsThatExist = {},
): readonly CheckedPack[] {
  const checked = files.map((file) => checkPack(file, texts, exist));
  const given = checked.flatMap(({ file, pack }) => (pack === null ? [] : [{ file, pack }]));
  const others = shipped
    .filter(({ pack: name }) => given.every(({ pack }) => pack.pack !== name))
    .map((pack) => ({ file: `the shipped pack ${pack.pack}`, pack }));
  const shared = sharedIds([...others, ...given]).map(({ file, rule, owner }) => ({
    file,
    rule,
    message: sameId(owner),
  }));
  const both = [
    ...shared,
    ...twins(
      given,
      others.map(({ pack }) => pack),
    ),
  ];
  return checked.map((one) => ({
    ...one,
    findings: [...one.findings, ...both.filter(({ file }) => file === one.file)],
  }));
}

/**
 * Overrides of packs that would do nothing on top of these and of each other: nobody has the rule, or it is of
 * another version.
 *
 * @param below packs that they may change
 */
export function strayOverrides(
  checked: readonly CheckedPack[],
  below: readonly RulePack[],
): readonly PackFinding[] {
  return checked.flatMap(({ file, pack }) => {
    if (pack === null) return [];
    const given = checked.flatMap((other) => other.pack ?? []);
    const rules = [...given, ...below].filter((other) => other.pack !== pack.pack);
    return pack.overrides.flatMap((override) => {
      const known = rules.flatMap((other) => other.rules.filter(({ id }) => id === override.rule));
      const same = known.find(({ version }) => version === override.version) ?? known[0];
      const message = hindrance(override, same);
      return message === null ? [] : [{ file, rule: override.rule, message }];
    });
  });
}

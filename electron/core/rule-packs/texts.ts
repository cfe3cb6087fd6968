import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from '../../../shared/rules/lint-pack.ts';
import type { RulePack } from '../../../shared/rules/pack.ts';

/** Keys that each language of the screens has a text for. */
export type Texts = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_TEXTS: Texts = new Map();

/**
 * The texts of the screens, where they are at hand: in a checkout. An installed station has them inside
 * its program, where no site can add to them.
 *
 * @param resourcesDir the folder of the shipped data
 */
export function readTexts(resourcesDir: string): Texts {
  const folder = join(resourcesDir, '..', 'renderer', 'locales');
  if (!existsSync(folder)) return NO_TEXTS;
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((name) => {
      const keys = Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object);
      return [basename(name, '.json'), new Set(keys)];
    }),
  );
}

/**
 * Steps without a text in some language, and sentences that some languages have and others have not. A
 * sentence that none has is a site's own: it is shown as the rule gives it.
 */
export function untranslated({ rules }: Pick<RulePack, 'rules'>, texts: Texts): Finding[] {
  const lacking = (key: string): string[] =>
    [...texts].flatMap(([language, keys]) => (keys.has(key) ? [] : [language]));
  return rules.flatMap(({ id, steps }) => {
    const sentence = lacking(`rules.${id}`);
    const partly = sentence.length > 0 && sentence.length < texts.size;
    const keys = [...steps, ...(partly ? [`rules.${id}`] : [])];
    return keys
      .map((key) => ({ key, languages: lacking(key) }))
      .filter(({ languages }) => languages.length > 0)
      .map(({ key, languages }) => ({
        rule: id,
        message: `${key} has no text in ${languages.join(', ')}`,
      }));
  });
}

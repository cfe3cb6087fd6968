import { loadConcepts } from '../../core/goods/load-lexicon.ts';
import { GOODS_LANGUAGES } from '../../../shared/goods/categories.ts';
import { createGoodsSearch, type GoodsFound } from '../../../shared/goods/search.ts';
import { indexGoods } from '../../../shared/goods/search-index.ts';
import { RESOURCES } from '../resources.ts';
import { EXIT, readArguments, UsageError, wholeNumber, type Verb } from '../verb.ts';

const MOST = 10;

/** `station search`: goods that a text may mean, one object a result; exit 1 when there are none. */
export const search: Verb = {
  name: 'search',
  usage: 'search "TEXT" [--limit N] [--language LANGUAGE]',
  about:
    'Finds goods by name, UN number, CAS number, refrigerant or tariff code, whatever the spelling, ' +
    'language or script: what they are, whether the post carries them, and what to check.',
  run(args, output) {
    const options = { limit: { type: 'string' }, language: { type: 'string' } } as const;
    const { values, words } = readArguments(args, options, { atLeast: 1 });
    const limit = values.limit === undefined ? MOST : wholeNumber(values.limit, '--limit');
    const asked = values.language ?? 'en';
    const language = GOODS_LANGUAGES.find((known) => known === asked);
    if (language === undefined) {
      throw new UsageError(`--language is one of ${GOODS_LANGUAGES.join(', ')}, not ${asked}`);
    }
    const { find } = createGoodsSearch(indexGoods(loadConcepts(RESOURCES)));
    const text = words.join(' ');
    const { rows, total } = find(text, { limit, language });
    for (const row of rows) output.answer(row, textOf(row));
    if (total > rows.length) output.problem(`${total - rows.length} more; see --limit`);
    if (total > 0) return EXIT.done;
    output.problem(`nothing is known of "${text}". That says nothing of what it is`);
    return EXIT.wrong;
  },
};

function textOf(row: GoodsFound): string {
  const { id, title, categories, post, condition, matched, un, check, innocent, verify } = row;
  const of = matched.language === null ? matched.of : `${matched.of}, ${matched.language}`;
  const lines = [
    `${title} (${id}): ${categories.join(', ')}; by post: ${post}`,
    condition,
    row.class === null ? null : `class ${[row.class, ...un.map((each) => `UN${each}`)].join(', ')}`,
    check,
    `found as "${matched.text}" (${of}, ${matched.how}${matched.part ? ', in part' : ''})`,
    innocent === null ? null : `but "${innocent}" is something else`,
    verify ? 'from memory: verify' : null,
  ];
  return lines.filter((line) => line !== null).join('\n  ');
}

import { classify as judge, type Classification } from '../../../shared/goods/classifier.ts';
import { loadGoods } from '../../core/goods/load-goods.ts';
import { TEXT_ENCODINGS } from '../../core/manifest/text-decoders.ts';
import { readColumn } from '../read-column.ts';
import { RESOURCES } from '../resources.ts';
import {
  EXIT,
  readableFile,
  readArguments,
  required,
  UsageError,
  type Output,
  type Verb,
} from '../verb.ts';

function answer(row: number, said: Classification, problem: string | null, output: Output): void {
  const { categories, alarm, alarms, post, concepts, marks, un, undecided } = said;
  const lines = categories.map(
    ({ id, score, because }) => `  ${score.toFixed(2)} ${id}: ${because.join(', ')}`,
  );
  const told = undecided ? 'cannot tell' : alarm ? `alarm: ${alarms.join(', ')}` : 'no alarm';
  output.answer(
    {
      row,
      categories,
      alarm,
      post,
      alarms,
      concepts,
      marks,
      un,
      undecided,
      ...(problem === null ? {} : { problem }),
    },
    [`${row}: ${told}; post: ${post}`, ...lines].join('\n'),
  );
}

/**
 * `station classify`: what descriptions say of their goods, one answer a row, in order; exit 1 when a row
 * of the file was not as it must be (it is judged by what stands in it).
 */
export const classify: Verb = {
  name: 'classify',
  usage: 'classify (--file F --column NAME [--encoding E] | --text "TEXT")',
  about:
    'Says what descriptions of goods are likely to be, why, and whether the post may carry it. ' +
    'Works without a data folder and without a network.',
  async run(args, output) {
    const { values } = readArguments(
      args,
      {
        file: { type: 'string' },
        column: { type: 'string' },
        encoding: { type: 'string' },
        text: { type: 'string' },
      },
      0,
    );
    if ((values.text === undefined) === (values.file === undefined))
      throw new UsageError('give either --file or --text');
    if (values.text !== undefined) {
      answer(1, judge(values.text, loadGoods(RESOURCES)), null, output);
      return EXIT.done;
    }
    const column = required(values.column, '--column');
    const encoding = TEXT_ENCODINGS.find((known) => known === values.encoding) ?? null;
    if (values.encoding !== undefined && encoding === null)
      throw new UsageError(`--encoding: ${TEXT_ENCODINGS.join(', ')}`);
    const file = readableFile(required(values.file, '--file'));
    const goods = loadGoods(RESOURCES);
    let problems = 0;
    await readColumn(file, column, encoding, ({ row, text, problem }) => {
      if (problem !== null) {
        problems += 1;
        output.problem(`row ${row}: ${problem}`);
      }
      answer(row, judge(text, goods), problem, output);
    });
    return problems === 0 ? EXIT.done : EXIT.wrong;
  },
};

import { plainText } from '../../shared/goods/words.ts';
import type { Sample } from './samples.ts';

/**
 * Samples without those whose text is in a test set as well, whoever wrote it first: a figure of the test
 * set is of texts that were not seen.
 */
export function withoutTexts(
  files: ReadonlyMap<string, readonly Sample[]>,
  test: readonly Sample[],
): ReadonlyMap<string, readonly Sample[]> {
  const tested = new Set(test.map(({ text }) => plainText(text)));
  return new Map(
    [...files].map(([name, samples]) => [
      name,
      samples.filter(({ text }) => !tested.has(plainText(text))),
    ]),
  );
}

import { valueOf } from '../../core/result-value.ts';
import { verifyPath, type Anchor } from '../../core/store/verify.ts';
import { existingPath, EXIT, readArguments, UsageError, type Verb } from '../verb.ts';

/** A hash on paper may be shortened, but not below what nobody can find a second record for. */
const ANCHOR = /^([1-9]\d{0,14}):([0-9a-f]{16,64})$/;

function readAnchor(text: string | undefined): Anchor | null {
  if (text === undefined) return null;
  const [, seq, hash] = ANCHOR.exec(text.replaceAll(/\s/g, '').toLowerCase()) ?? [];
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash };
  throw new UsageError(
    `--anchor is not SEQ:HASH with at least 16 hexadecimal digits of the hash: ${text}`,
  );
}

/** `station verify`: checks the chain of a data folder or a file of records; exit 1 when it is broken. */
export const verify: Verb = {
  name: 'verify',
  usage: 'verify PATH [--anchor SEQ:HASH]',
  about:
    'Checks the records of a data folder, a journal, an export or checkpoints, and names the first ' +
    'bad one. --anchor compares a hash that is on paper.',
  run(args, output) {
    const { values, words } = readArguments(args, { anchor: { type: 'string' } }, 1);
    const anchor = readAnchor(values.anchor);
    const result = valueOf(verifyPath(existingPath(words[0] ?? ''), null, anchor));
    const bad = result.firstBad;
    const text =
      bad === null
        ? `${result.events} events, all good`
        : `event ${bad.seq} (${bad.where}) is bad: ${bad.reason}`;
    output.answer(result, result.note === undefined ? text : `${text}\n${result.note}`);
    return result.ok ? EXIT.done : EXIT.wrong;
  },
};

import { valueOf } from '../../core/result-value.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { existingPath, EXIT, readArguments, type Verb } from '../verb.ts';

/** `station verify`: checks the chain of a data folder or a journal; exit 1 when it does not hold. */
export const verify: Verb = {
  name: 'verify',
  usage: 'verify PATH',
  about: 'Checks the records of a data folder or a journal file and names the first bad one.',
  run(args, output) {
    const { words } = readArguments(args, {}, 1);
    const result = valueOf(verifyPath(existingPath(words[0] ?? '')));
    const bad = result.firstBad;
    const text =
      bad === null
        ? `${result.events} events, all good`
        : `event ${bad.seq} (${bad.where}) is bad: ${bad.reason}`;
    output.answer(result, result.note === undefined ? text : `${text}\n${result.note}`);
    return result.ok ? EXIT.done : EXIT.wrong;
  },
};

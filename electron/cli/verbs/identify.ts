import { resolve } from '../../../shared/identifiers/resolve.ts';
import { EXIT, readArguments, type Verb } from '../verb.ts';

/** `station identify`: what a label says; exit 1 when it is not valid. */
export const identify: Verb = {
  name: 'identify',
  usage: 'identify "TEXT"',
  about: 'Says what a label is and what is wrong with it.',
  run(args, output) {
    const { words } = readArguments(args, {}, 1);
    const { scheme, valid, canonical, problems } = resolve(words[0] ?? '');
    const text = [`${scheme} ${valid ? 'valid' : 'not valid'} ${canonical}`, ...problems];
    output.answer({ scheme, valid, canonical, problems }, text.join('\n  '));
    return valid ? EXIT.done : EXIT.wrong;
  },
};

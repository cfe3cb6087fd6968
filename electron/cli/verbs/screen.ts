import { valueOf } from '../../core/result-value.ts';
import { verifyPath } from '../../core/store/verify.ts';
import { failuresOf, readAnswer } from '../parcel-answer.ts';
import { withPlayedScenario, type PlayedScenario } from '../play-scenario.ts';
import { EXIT, readArguments, type ExitCode, type Output, type Verb } from '../verb.ts';

function answerParcels(played: PlayedScenario, output: Output): ExitCode {
  const { mode, dataDir, parcels, rejectedRows } = played;
  const { ok: verified } = valueOf(verifyPath(dataDir));
  let failed = !verified || rejectedRows > 0;
  for (const { parcel, from, to, refused } of parcels) {
    const answer = readAnswer(dataDir, mode, from, to);
    const failures = failuresOf(parcel, answer, refused);
    failed ||= failures.length > 0;
    const rules = answer.prompts.map(({ rule }) => rule);
    output.answer(
      { ...answer, refused, verified, ...(failures.length > 0 ? { failures } : {}) },
      [
        `${answer.item ?? 'no item'}: ${answer.outcome ?? 'no outcome'} [${rules.join(' ')}]`,
        ...refused.map(({ at, code }) => `  at ${at} s: refused, ${code}`),
        ...failures.map((failure) => `  ${failure}`),
      ].join('\n'),
    );
  }
  return failed ? EXIT.wrong : EXIT.done;
}

/** `station screen`: a whole screening through simulators and real decoding, on simulated time. */
export const screen: Verb = {
  name: 'screen',
  usage: 'screen SCENARIO.yaml [--data DIR]',
  about:
    'Screens the parcels of a scenario; exit 1 when one does not come out as expected, or a row of ' +
    'the manifest was rejected.',
  run(args, output) {
    const { values, words } = readArguments(args, { data: { type: 'string' } }, 1);
    return withPlayedScenario(words[0] ?? '', values.data, output, (played) =>
      answerParcels(played, output),
    );
  },
};

import { loadRules } from '../../core/config.ts';
import { checkPacks, type CheckedPack } from '../../core/rule-packs/check-pack.ts';
import { RESOURCES } from '../resources.ts';
import {
  EXIT,
  readableFile,
  readArguments,
  UsageError,
  type ExitCode,
  type Output,
  type Verb,
} from '../verb.ts';

function answerPack({ file, pack, findings }: CheckedPack, output: Output): void {
  for (const { rule, message } of findings) {
    const place = rule === null ? file : `${file}, rule ${rule}`;
    output.answer({ file, rule, message }, `WRONG  ${place}: ${message}`);
  }
  if (pack === null || findings.length > 0) return;
  const { pack: name, version, hash, rules } = pack;
  output.answer(
    { file, ok: true, pack: name, version, hash, rules: rules.length },
    `ok     ${file}: pack ${name} version ${version}, ${rules.length} rules, ${hash.slice(0, 12)}`,
  );
}

function check(args: readonly string[], output: Output): ExitCode {
  const { words } = readArguments(args, {}, { atLeast: 1 });
  const { packs: shipped } = loadRules(RESOURCES, null);
  const checked = checkPacks(words.map(readableFile), shipped);
  for (const one of checked) answerPack(one, output);
  return checked.every(({ findings }) => findings.length === 0) ? EXIT.done : EXIT.wrong;
}

/** `station rules check`: what is wrong with packs, before they are put in force. */
export const rules: Verb = {
  name: 'rules',
  usage: 'rules check PACK…',
  about: 'Checks rule packs: schema, facts, units, ids; exit 1 when something is wrong.',
  run(args, output) {
    const [task = '', ...rest] = args;
    if (task === 'check') return check(rest, output);
    throw new UsageError(`expected check, got "${task}"`);
  },
};

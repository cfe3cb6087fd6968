import { factsOf } from '../../../shared/session/facts.ts';
import { judgeAll, judgedTests, type JudgedRule } from '../../../shared/session/judge.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { foldRecorded } from '../../core/bench/recorded-session.ts';
import { loadRules } from '../../core/config.ts';
import { checkPacks, type CheckedPack } from '../../core/rule-packs/check-pack.ts';
import { readTexts } from '../../core/rule-packs/texts.ts';
import { openRecords } from '../data-folder.ts';
import { withPlayedScenario, type PlayedParcel, type PlayedScenario } from '../play-scenario.ts';
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
  const { pack: name, version, hash, rules, cases } = pack;
  output.answer(
    { file, ok: true, pack: name, version, hash, rules: rules.length, cases: cases.length },
    `ok     ${file}: pack ${name} version ${version}, ${rules.length} rules, ` +
      `${cases.length} cases, ${hash.slice(0, 12)}`,
  );
}

/** The packs that are named, or all that are in force. */
function check(args: readonly string[], output: Output): ExitCode {
  const { values, words } = readArguments(args, { data: { type: 'string' } }, { atLeast: 0 });
  const { packs, files } = loadRules(RESOURCES, values.data ?? null);
  const named = words.length > 0 ? words.map(readableFile) : files.map(({ file }) => file);
  const checked = checkPacks(named, packs, readTexts(RESOURCES));
  for (const one of checked) answerPack(one, output);
  return checked.every(({ findings }) => findings.length === 0) ? EXIT.done : EXIT.wrong;
}

const MARKS = { true: '[x]', false: '[ ]', unknown: '[?]' } as const;

/** One rule with every test: what was asked of which fact, what the fact was, what came of it. */
function answerRule(item: string, { pack, judgement }: JudgedRule, output: Output): void {
  const { rule, result } = judgement;
  const { id, version, severity } = rule;
  const tests = judgedTests(judgement.tests).map((test, at) => ({
    ...test,
    why: judgement.tests[at]?.test.why ?? null,
  }));
  const lines = tests.map(({ fact, is, than, shown, why, result: holds }) => {
    const asked = is === 'true' || is === 'false' ? `is ${is}` : `${is} ${than ?? ''}`;
    const because = why === null ? '' : ` (${why})`;
    return `    ${MARKS[holds]} ${fact} ${asked}: ${shown}${because}`;
  });
  output.answer(
    { item, pack: pack.pack, rule: id, version, severity, result, tests },
    [`  ${MARKS[result]} ${id} version ${version}, ${severity}: ${result}`, ...lines].join('\n'),
  );
}

/** The facts of a parcel when it was decided, or when the scenario left it. */
function stateOf({ mode, dataDir }: PlayedScenario, { from, to }: PlayedParcel): SessionState {
  const store = openRecords(dataDir, mode);
  try {
    const events = store.events({ limit: to - from, offset: from });
    const decided = events.findIndex(({ kind }) => kind === 'decided');
    const before = decided < 0 ? events : events.slice(0, decided);
    return foldRecorded(before.filter(({ session }) => session !== null));
  } finally {
    store.close();
  }
}

function explainParcels(played: PlayedScenario, output: Output): ExitCode {
  const inForce = loadRules(RESOURCES, played.dataDir);
  for (const parcel of played.parcels) {
    const state = stateOf(played, parcel);
    const item = state.identity?.canonical ?? 'no item';
    if (!output.json) output.answer({}, item);
    const facts = factsOf(state, inForce);
    for (const judged of judgeAll(facts, inForce.packs)) answerRule(item, judged, output);
  }
  return EXIT.done;
}

/** `station rules`: packs before they are put in force, and why they say what they say. */
export const rules: Verb = {
  name: 'rules',
  usage: 'rules check [PACK…] [--data DIR] | rules explain SCENARIO.yaml [--data DIR]',
  about:
    'Checks rule packs, all in force when none is named (schema, facts, units, ids, examples, what can ' +
    'never hold, what a rule does not say; exit 1 when something is found), or plays a scenario and ' +
    'prints every test of every rule with its fact and result.',
  run(args, output) {
    const [task = '', ...rest] = args;
    if (task === 'check') return check(rest, output);
    if (task !== 'explain') throw new UsageError(`expected check or explain, got "${task}"`);
    const { values, words } = readArguments(rest, { data: { type: 'string' } }, 1);
    return withPlayedScenario(words[0] ?? '', values.data, output, (played) =>
      explainParcels(played, output),
    );
  },
};

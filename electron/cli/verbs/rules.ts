import { factsOf } from '../../../shared/session/facts.ts';
import { judgeAll, judgedTests, type JudgedRule } from '../../../shared/session/judge.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { foldRecorded } from '../../core/bench/recorded-session.ts';
import { loadRules } from '../../core/config.ts';
import { activateRules } from '../../core/rule-packs/activation.ts';
import { figuresOf, previewRules } from '../../core/rule-packs/preview.ts';
import { proposalOf, type LayerChange } from '../../core/rule-packs/proposal.ts';
import { openRecordsForReading } from '../../core/store/read-records.ts';
import { realClock } from '../../real-clock.ts';
import { checkPacks, type CheckedPack } from '../../core/rule-packs/check-pack.ts';
import { itemsThatExist } from '../../core/rule-packs/items-that-exist.ts';
import { readTexts } from '../../core/rule-packs/texts.ts';
import { modeOf, openRecords } from '../data-folder.ts';
import { withPlayedScenario, type PlayedParcel, type PlayedScenario } from '../play-scenario.ts';
import { RESOURCES } from '../resources.ts';
import {
  existingPath,
  EXIT,
  readableFile,
  readArguments,
  required,
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
  const checked = checkPacks(named, packs, readTexts(RESOURCES), itemsThatExist(RESOURCES));
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

const DEFAULT_DAYS = 30;

function changeText({ layer, kind, name, before, after }: LayerChange): string {
  const what = before === null ? 'new' : after === null ? 'removed' : 'changed';
  return `${what.padEnd(8)} ${layer} ${kind} ${name}`;
}

/** A whole number of days from 1 to 366. */
function daysOf(text: string | undefined): number {
  const days = Number(text ?? DEFAULT_DAYS);
  if (Number.isInteger(days) && days >= 1 && days <= 366) return days;
  throw new UsageError('--days is a whole number from 1 to 366');
}

/** What is proposed, what is wrong with it, and what it would have done. */
function preview(args: readonly string[], output: Output): ExitCode {
  const options = { data: { type: 'string' }, days: { type: 'string' } } as const;
  const { values } = readArguments(args, options, 0);
  const dataDir = existingPath(required(values.data, '--data'));
  const days = daysOf(values.days);
  const { changes, findings, rules: proposed } = proposalOf(RESOURCES, dataDir);
  for (const change of changes) output.answer({ ...change }, changeText(change));
  for (const { file, rule, message } of findings) {
    output.answer({ file, rule, message }, `WRONG  ${file} ${rule ?? ''}: ${message}`);
  }
  if (proposed === null) return EXIT.wrong;
  const records = openRecordsForReading(dataDir);
  try {
    const when = { days, utcMs: realClock.utcMs() };
    const run = previewRules(records, loadRules(RESOURCES, dataDir), proposed, when);
    let step = run.next();
    while (step.done !== true) step = run.next();
    const found = step.value;
    const { parcels, erased, heldMore, heldFewer } = found;
    const severities = found.severities.map(
      ({ severity, before, after }) => `  ${severity}: ${before} parcels, would be ${after}`,
    );
    const byRule = found.rules.map(
      ({ rule, more, fewer }) => `  ${rule}: ${more} more, ${fewer} fewer`,
    );
    const items = found.items.map(({ seq, item, more, fewer }) =>
      [`  ${item} (record ${seq})`, ...more.map((r) => `+${r}`), ...fewer.map((r) => `-${r}`)].join(
        ' ',
      ),
    );
    const lines = [
      `${parcels} parcels of the last ${days} days: it would have held ${heldMore} more, ${heldFewer} fewer`,
      `${erased} of them with erased personal data: what rests on these is unknown here`,
      ...severities,
      ...byRule,
      ...items,
    ];
    output.answer({ ...found }, lines.join('\n'));
  } finally {
    records.close();
  }
  return findings.length === 0 ? EXIT.done : EXIT.wrong;
}

/** Puts in force what is proposed; the bench must be closed. */
function activate(args: readonly string[], output: Output): ExitCode {
  const { values } = readArguments(args, { data: { type: 'string' } }, 0);
  const dataDir = existingPath(required(values.data, '--data'));
  const store = openRecords(dataDir, modeOf(undefined, dataDir));
  try {
    const proposal = proposalOf(RESOURCES, dataDir);
    if (proposal.changes.length === 0) {
      output.answer({ activated: false, changes: 0 }, 'nothing is proposed; nothing was changed');
      return EXIT.done;
    }
    let figures = null;
    if (proposal.rules !== null) {
      const when = { days: DEFAULT_DAYS, utcMs: realClock.utcMs() };
      const run = previewRules(store, loadRules(RESOURCES, dataDir), proposal.rules, when);
      let step = run.next();
      while (step.done !== true) step = run.next();
      figures = figuresOf(step.value);
    }
    const seq = activateRules(store, proposal, 'station', figures);
    for (const change of proposal.changes) output.answer({ ...change }, changeText(change));
    output.answer({ activated: true, seq, ...figures }, `in force; record ${seq}`);
  } finally {
    store.close();
  }
  return EXIT.done;
}

const TASKS = { check, preview, activate } as const;

/** `station rules`: packs before they are put in force, and why they say what they say. */
export const rules: Verb = {
  name: 'rules',
  usage:
    'rules check [PACK…] [--data DIR] | rules explain SCENARIO.yaml [--data DIR] | ' +
    'rules preview --data DIR [--days 30] | rules activate --data DIR',
  about:
    'Checks rule packs, all in force when none is named (schema, facts, units, ids, examples, what can ' +
    'never hold, what a rule does not say; exit 1 when something is found), or plays a scenario and ' +
    'prints every test of every rule with its fact and result. Preview says what the files of the layers ' +
    'would have done with the parcels of the last days; activate puts them in force.',
  run(args, output) {
    const [task = '', ...rest] = args;
    if (task === 'check' || task === 'preview' || task === 'activate') {
      return TASKS[task](rest, output);
    }
    if (task !== 'explain') {
      throw new UsageError(`expected check, explain, preview or activate, got "${task}"`);
    }
    const { values, words } = readArguments(rest, { data: { type: 'string' } }, 1);
    return withPlayedScenario(words[0] ?? '', values.data, output, (played) =>
      explainParcels(played, output),
    );
  },
};

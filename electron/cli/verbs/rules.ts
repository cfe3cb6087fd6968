import { mayDo } from '../../../shared/people/permissions.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { judgeAll, judgedTests, type JudgedRule } from '../../../shared/session/judge.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { foldRecorded } from '../../core/bench/recorded-session.ts';
import { loadRules, type LoadedRules } from '../../core/config.ts';
import { createAccounts } from '../../core/accounts/accounts.ts';
import { activateRules, weakenedText } from '../../core/rule-packs/activation.ts';
import { figuresOf, previewRules } from '../../core/rule-packs/preview.ts';
import { proposalOf, type Proposal } from '../../core/rule-packs/proposal.ts';
import { StationError } from '../../core/station-error.ts';
import { openRecordsForReading } from '../../core/store/read-records.ts';
import type { Store } from '../../core/store/store.ts';
import { realClock } from '../../real-clock.ts';
import {
  checkPacks,
  distinctFindings,
  strayOverrides,
  type CheckedPack,
  type PackFinding,
} from '../../core/rule-packs/check-pack.ts';
import { itemsThatExist } from '../../core/rule-packs/items-that-exist.ts';
import { readTexts } from '../../core/rule-packs/texts.ts';
import { modeOf, openRecords } from '../data-folder.ts';
import { withPlayedScenario, type PlayedParcel, type PlayedScenario } from '../play-scenario.ts';
import { readSecret } from '../read-secret.ts';
import { RESOURCES } from '../resources.ts';
import { changeText } from '../rules-told.ts';
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
    // What is wrong with all files together names its file in its sentence.
    output.answer({ file, rule, message }, `WRONG  ${place === '' ? '' : `${place}: `}${message}`);
  }
  if (pack === null || findings.length > 0) return;
  const { pack: name, version, hash, rules, cases } = pack;
  output.answer(
    { file, ok: true, pack: name, version, hash, rules: rules.length, cases: cases.length },
    `ok     ${file}: pack ${name} version ${version}, ${rules.length} rules, ` +
      `${cases.length} cases, ${hash.slice(0, 12)}`,
  );
}

/** Packs with what is found only where all layers are put together. */
function withProblems(
  packs: readonly CheckedPack[],
  problems: readonly PackFinding[],
): readonly CheckedPack[] {
  return packs.map((one) => {
    const own = problems.filter(({ file }) => file === one.file);
    return { ...one, findings: distinctFindings([...one.findings, ...own]) };
  });
}

/**
 * Files that lie in the layers of a data folder and are not in force yet, with what would keep them from
 * being activated; what is of no pack (the policy, all of them together) comes as one without a pack.
 */
function checkProposed(
  { changes, files, findings, rules: proposed }: Proposal,
  inForce: LoadedRules,
): readonly CheckedPack[] {
  const changed = files.filter(
    ({ layer, kind, name }) =>
      kind === 'pack' &&
      changes.some((one) => one.kind === kind && one.layer === layer && one.name === name),
  );
  const paths = changed.map((file) => file.path);
  const others = (proposed ?? inForce).packs;
  const checked = checkPacks(paths, others, readTexts(RESOURCES), itemsThatExist(inForce));
  const rest = findings.filter(({ file }) => !paths.includes(file));
  return [
    ...withProblems(checked, findings),
    ...rest.map((finding) => ({ file: finding.file, pack: null, findings: [finding] })),
  ];
}

/** The packs that are named, or all that are in force and those that lie there to be activated. */
function check(args: readonly string[], output: Output): ExitCode {
  const { values, words } = readArguments(args, { data: { type: 'string' } }, { atLeast: 0 });
  const inForce = loadRules(RESOURCES, values.data ?? null);
  const proposal = values.data === undefined ? null : proposalOf(RESOURCES, values.data);
  const all = words.length === 0;
  const proposed = all && proposal !== null ? checkProposed(proposal, inForce) : [];
  const { packs, files, problems } = inForce;
  // What is in force of a file that was changed or removed no longer lies there to be read.
  const lies = new Set(proposal?.files.map(({ path }) => path));
  const isProposed = (file: string): boolean => proposed.some((one) => one.file === file);
  const current = files
    .map(({ file }) => file)
    .filter((file) => !isProposed(file) && (proposal === null || lies.has(file)));
  const named = all ? current : words.map(readableFile);
  const looked = checkPacks(named, packs, readTexts(RESOURCES), itemsThatExist(inForce));
  // What is in force may have a rule no longer because of the very override that is looked at.
  const below = all ? [] : [...packs, ...loadRules(RESOURCES, null).packs];
  const stray = all ? [] : strayOverrides(looked, below);
  const checked = [...withProblems(looked, [...problems, ...stray]), ...proposed];
  for (const one of checked) answerPack(one, output);
  for (const one of proposal?.rules?.weakened ?? [])
    output.answer({ weakened: one }, `DANGER ${weakenedText(one)}`);
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
  for (const one of proposed.weakened)
    output.answer({ weakened: one }, `DANGER ${weakenedText(one)}`);
  const records = openRecordsForReading(dataDir);
  try {
    const when = { days, utcMs: realClock.utcMs() };
    const run = previewRules(records, loadRules(RESOURCES, dataDir), proposed, when);
    let step = run.next();
    while (step.done !== true) step = run.next();
    const found = step.value;
    const { parcels, putAside, erased, incomplete, heldMore, heldFewer } = found;
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
      `decided ones, and ${putAside} that were put aside; none without an identity`,
      `${erased} of them with erased personal data: what rests on these is unknown here`,
      `${incomplete} could not be judged in full: facts were erased, not measured or never looked up`,
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

/**
 * Badge of whoever proved to be there and may activate rules.
 * @throws StationError when badge and PIN do not belong together, or the role may not
 */
function namedPerson(store: Store, who: string, pin: string): string {
  const accounts = createAccounts({
    mode: store.mode,
    records: store,
    resourcesDir: RESOURCES,
    clock: realClock,
    autoLockMinutes: 1,
    onChange: () => {},
  });
  try {
    const proven = accounts.prove({ who, pin });
    if (!proven.ok) {
      const { refused, message } = proven.told;
      throw new StationError((refused ?? '').replace(/^why\./, ''), message ?? 'It was refused.');
    }
    const { badge, role } = proven.person;
    if (mayDo(role, 'activate-rules', store.mode)) return badge;
    throw new StationError(
      'not-permitted',
      `A ${role} may not activate rules. Nothing was changed. A manager can.`,
    );
  } finally {
    accounts.close();
  }
}

/** Puts in force what is proposed; the bench must be closed. */
async function activate(args: readonly string[], output: Output): Promise<ExitCode> {
  const options = { data: { type: 'string' }, badge: { type: 'string' } } as const;
  const { values } = readArguments(args, options, 0);
  const dataDir = existingPath(required(values.data, '--data'));
  const pin = values.badge === undefined ? '' : await readSecret('PIN');
  const store = openRecords(dataDir, modeOf(undefined, dataDir));
  try {
    const by = values.badge === undefined ? 'station' : namedPerson(store, values.badge, pin);
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
    const seq = activateRules(store, proposal, by, figures);
    for (const change of proposal.changes) output.answer({ ...change }, changeText(change));
    output.answer({ activated: true, seq, by, ...figures }, `in force by ${by}; record ${seq}`);
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
    'rules preview --data DIR [--days 30] | rules activate --data DIR [--badge B]',
  about:
    'Checks rule packs, all in force and with --data all proposed when none is named (schema, facts, units, ids, examples, what can ' +
    'never hold, what a rule does not say; exit 1 when something is found), or plays a scenario and ' +
    'prints every test of every rule with its fact and result. Preview says what the files of the layers ' +
    'would have done with the parcels of the last days; activate puts them in force, by name of a ' +
    'manager with --badge and the PIN as one line of the standard input; without it no rule of severity ' +
    'danger is lowered.',
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

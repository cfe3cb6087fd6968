import type { Machine } from './machine.ts';

/** The last line of a benchmark. */
export type Result = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly machine: Machine;
  readonly date: string;
};

interface Row {
  readonly what: string;
  readonly unit: string;
  /** Where the figure is in the result; `.` goes down. */
  readonly figure: string;
  /** The same of what it is compared with. */
  readonly compared?: string;
  readonly goal?: number;
  /** The goal is a least, not a most. */
  readonly atLeast?: true;
}

const both = (what: string, unit: string, figure: string, goal?: number): Row => ({
  what,
  unit,
  figure,
  compared: `compared.${figure}`,
  ...(goal === undefined ? {} : { goal }),
});

/** A question to the records beside the same in plain SQL. */
const plain = (what: string, question: string): Row =>
  both(`${what}, p95`, 'ms', `${question}.p95Ms`);

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'scan-to-prompt': [
    both('last byte to second frame, p50', 'ms', 'p50Ms', 25),
    both('last byte to second frame, p99', 'ms', 'p99Ms', 50),
    both('last byte to prompt in the page, p50', 'ms', 'toDom.p50Ms'),
    both('last byte to prompt in the page, p99', 'ms', 'toDom.p99Ms'),
    { what: 'not in the manifest, p50', unit: 'ms', figure: 'notInManifest.p50Ms' },
    { what: 'in the manifest, p50', unit: 'ms', figure: 'inManifest.p50Ms' },
    { what: 'two frames alone, p50', unit: 'ms', figure: 'frames.twoFramesAlone.p50Ms' },
    { what: 'two frames alone, p99', unit: 'ms', figure: 'frames.twoFramesAlone.p99Ms' },
    {
      what: 'a stop of 500 ms raises the maximum',
      unit: 'ms',
      figure: 'raisedByMs',
      goal: 450,
      atLeast: true,
    },
  ],
  screen: [
    { ...both('longest task of the page', 'ms', 'longestTaskMs'), goal: 50 },
    both('tasks above 50 ms', 'tasks', 'longTasks'),
    both('between frames, p99', 'ms', 'frames.p99Ms'),
    both('heap grows, per minute', 'kB', 'memory.heapKbPerMin'),
    both('CPU of the page, per minute', 's', 'cpuSPerMinute.renderer'),
  ],
  start: [
    both('launch to usable, p50', 'ms', 'p50Ms'),
    both('main begins', 'ms', 'partsP50.mainBeginsMs'),
    both('first paint', 'ms', 'partsP50.firstPaintMs'),
    both('devices ready', 'ms', 'partsP50.devicesReadyMs'),
    both('core ready', 'ms', 'partsP50.coreReadyMs'),
  ],
  import: [
    both('time', 's', 'seconds'),
    both('rows', '/s', 'rowsPerS'),
    { what: 'beside sqlite3 .import', unit: 'times', figure: 'ratio', goal: 0.5, atLeast: true },
    both('peak memory', 'MB', 'peakRssMb', 200),
  ],
  lookup: [
    both('an item of the oldest manifest, p50', 'us', 'found.p50Us'),
    { ...both('an item of the oldest manifest, p99', 'us', 'found.p99Us'), goal: 1000 },
    both('not in any manifest, p50', 'us', 'missing.p50Us'),
    { ...both('not in any manifest, p99', 'us', 'missing.p99Us'), goal: 1000 },
  ],
  judge: [
    { what: 'an item under all packs, p50', unit: 'ms', figure: 'p50Ms' },
    { what: 'an item under all packs, p99', unit: 'ms', figure: 'p99Ms', goal: 5 },
    { what: 'an item under 1,000 rules, p99', unit: 'ms', figure: 'manyRules.p99Ms', goal: 20 },
    {
      what: 'rules and prompts alone, p50',
      unit: 'ms',
      figure: 'promptsAlone.p50Ms',
      compared: 'compared.p50Ms',
    },
  ],
  commit: [
    both('back to back, p50', 'ms', 'p50Ms'),
    both('back to back, p99', 'ms', 'p99Ms'),
    { what: 'intents', unit: '/s', figure: 'intentsPerS', compared: 'compared.perS' },
    {
      what: 'one every 50 ms, p50',
      unit: 'ms',
      figure: 'paced.p50Ms',
      compared: 'paced.compared.p50Ms',
    },
    {
      what: 'one every 50 ms, p99',
      unit: 'ms',
      figure: 'paced.p99Ms',
      compared: 'paced.compared.p99Ms',
    },
    { what: 'over the bare writes, p50', unit: 'times', figure: 'ratioP50', goal: 1.3 },
    {
      what: 'a scan with its declaration and a new key, p50',
      unit: 'ms',
      figure: 'scan.p50Ms',
      compared: 'scan.compared.p50Ms',
    },
    {
      what: 'a decision, p50',
      unit: 'ms',
      figure: 'decision.p50Ms',
      compared: 'decision.compared.p50Ms',
    },
  ],
  verify: [
    both('records', '/s', 'eventsPerS'),
    { what: 'beside bare hashes', unit: 'times', figure: 'ratio', goal: 0.3, atLeast: true },
  ],
  reports: [
    { ...plain('report of a shift', 'shiftReport'), goal: 200 },
    { ...plain('open holds', 'holds'), goal: 200 },
    { ...plain('search by the whole identifier', 'search'), goal: 200 },
    { ...plain('search by its beginning', 'searchPrefix'), goal: 200 },
    { ...plain('trend of 90 days', 'trend'), goal: 200 },
    { what: 'what the bench screen asks, p95', unit: 'ms', figure: 'benchScreen.p95Ms' },
  ],
  radiation: [
    {
      what: 'false alarms of the setting, most (upper end of 95 %)',
      unit: 'times',
      figure: 'worstFalseAlarmRatio',
      goal: 1,
    },
    {
      what: 'time to alarm of a dwell beside the oracle, most',
      unit: 'times',
      figure: 'worstDwellRatio',
      goal: 1.25,
    },
    {
      what: 'time to alarm of a survey beside the matched CUSUM, most',
      unit: 'times',
      figure: 'worstSurveyRatio',
      goal: 1.25,
    },
    {
      what: 'beside a fixed dwell, least',
      unit: 'times as fast',
      figure: 'leastTimesFasterThanFixed',
    },
  ],
  search: [
    { ...both('goods, each letter that is typed, p99', 'ms', 'p99Ms'), goal: 16 },
    both('a name with a typing error comes first', 'of 1', 'mistyped.hitAt1'),
    both('a declaration has its category first', 'of 1', 'declared.hitAt1'),
    { what: 'reading what is known', unit: 'ms', figure: 'loadMs' },
    { what: 'making the index', unit: 'ms', figure: 'buildMs' },
  ],
  idle: [
    both('CPU a minute', 's', 'cpuSPerMinute'),
    both('memory (PSS)', 'MB', 'pssMb'),
    both('memory (sum of RSS)', 'MB', 'rssMb'),
  ],
};

function numberAt(result: Result, where: string): number | null {
  const found = where
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      result,
    );
  return typeof found === 'number' ? found : null;
}

function line(result: Result, row: Row): string {
  const ours = numberAt(result, row.figure);
  const theirs = row.compared === undefined ? null : numberAt(result, row.compared);
  const ratio = ours === null || theirs === null ? '' : (ours / theirs).toFixed(2);
  const held =
    ours !== null &&
    row.goal !== undefined &&
    (row.atLeast === true ? ours >= row.goal : ours <= row.goal);
  const goal = row.goal === undefined ? '' : `${row.goal} ${row.unit}: ${held ? 'held' : 'missed'}`;
  const shown = (value: number | null): string => (value === null ? '' : `${value} ${row.unit}`);
  return `| ${result.name} | ${row.what} | ${shown(ours)} | ${shown(theirs)} | ${ratio} | ${goal} |`;
}

/** The figures of all benchmarks as a Markdown section. */
export function figuresTable(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) return '';
  const { cpu, cores, memoryGb, os, node } = first.machine;
  const loads = results.map(({ name, machine }) => `${name} ${machine.loadBefore}`).join(', ');
  const electron = results.map((result) => result['electron']).find((found) => found !== undefined);
  return [
    `${first.date.slice(0, 10)}; ${cpu}, ${cores} cores, ${memoryGb} GB, ${os}; Node ${node}, ` +
      `Electron ${String(electron)}. Load average before each: ${loads}.`,
    '',
    '| benchmark | figure | station | compared | ratio | goal |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.flatMap((result) => (ROWS[result.name] ?? []).map((row) => line(result, row))),
  ].join('\n');
}

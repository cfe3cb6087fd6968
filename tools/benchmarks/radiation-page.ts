import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../app/launch.ts';
import { drawPlot } from './radiation-plot.ts';

/** A row of `points` of `station bench radiation`. */
interface Point {
  readonly onset: 'known' | 'unknown';
  readonly background: number;
  readonly ratio: number;
  readonly meanS: number;
  readonly boundS: number;
  readonly ratioToBound: number;
  readonly fixedS?: number | null;
  readonly timesFaster?: number | null;
}

interface FalseAlarms {
  readonly onset: 'known' | 'unknown';
  readonly scenario: string;
  readonly background: number;
  readonly ratio: number;
  readonly high95: number | null;
}

interface Result {
  readonly points: readonly Point[];
  readonly falseAlarms: readonly FalseAlarms[];
  readonly worstDwellRatio: number | null;
  readonly worstSurveyRatio: number | null;
  readonly worstFalseAlarmRatio: number | null;
  readonly leastTimesFasterThanFixed: number | null;
  readonly options: { readonly seconds: number; readonly falseAlarm: number };
  readonly date: string;
}

const PAGE = path.join(PROJECT, 'docs', 'radiation.md');
/** What is between these is replaced. */
const FIGURES = /(<!-- figures -->)[^]*(<!-- end of figures -->)/;

function seconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Rates down, backgrounds across. */
function pointsTable(points: readonly Point[], cell: (point: Point) => string): string {
  const backgrounds = [...new Set(points.map(({ background }) => background))];
  const ratios = [...new Set(points.map(({ ratio }) => ratio))];
  const head = ['total rate', ...backgrounds.map((background) => `${background} counts/s`)];
  const rows = ratios.map((ratio) => [
    `${ratio} times`,
    ...backgrounds.map((background) => {
      const point = points.find((one) => one.background === background && one.ratio === ratio);
      return point === undefined ? '' : cell(point);
    }),
  ]);
  return table(head, rows);
}

function alarmsTable(alarms: readonly FalseAlarms[]): string {
  const backgrounds = [...new Set(alarms.map(({ background }) => background))];
  const scenarios = [...new Set(alarms.map(({ scenario }) => scenario))];
  const rows = scenarios.map((scenario) => [
    scenario,
    ...backgrounds.map((background) => {
      const at = alarms.find((one) => one.background === background && one.scenario === scenario);
      if (at === undefined) return '';
      return `${at.ratio.toFixed(4)} (${at.high95?.toFixed(4) ?? 'no interval'})`;
    }),
  ]);
  return table(['background', ...backgrounds.map((background) => `${background} counts/s`)], rows);
}

/** What the runs, one for each background or one for all, come to together. */
function summary(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) return '';
  const of = (figure: (result: Result) => number | null, worst: typeof Math.max): string => {
    const known = results.map(figure).filter((value) => value !== null);
    return known.length < results.length ? 'not known' : worst(...known).toFixed(4);
  };
  const { seconds: longest, falseAlarm } = first.options;
  return (
    `Run on ${first.date.slice(0, 10)}, dwells and surveys of ${longest} s at most, setting ${falseAlarm}. ` +
    `Worst of all points: dwell ${of((one) => one.worstDwellRatio, Math.max)} times the oracle, ` +
    `survey ${of((one) => one.worstSurveyRatio, Math.max)} times the matched CUSUM; ` +
    `false alarms ${of((one) => one.worstFalseAlarmRatio, Math.max)} of the setting (upper end of the 95 % ` +
    `interval); ${of((one) => one.leastTimesFasterThanFixed, Math.min)} times as fast as the fixed ` +
    'dwell where that needs more than one second.'
  );
}

function picture(name: string, title: string, points: readonly Point[]): string {
  const backgrounds = [...new Set(points.map(({ background }) => background))];
  const file = `radiation-${name}.svg`;
  const svg = drawPlot({
    title,
    across: 'total rate over the background',
    up: 'mean time over the bound',
    ticks: [1.2, 1.5, 2, 3, 5, 8, 11],
    upFrom: 1,
    upTo: 1.3,
    upTicks: [1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3],
    goal: 1.25,
    lines: backgrounds.map((background) => ({
      name: `${background} counts/s`,
      points: points
        .filter((point) => point.background === background)
        .map(({ ratio, ratioToBound }) => [ratio, ratioToBound] as const),
    })),
  });
  writeFileSync(path.join(PROJECT, 'docs', 'pictures', file), svg);
  return `![${title}](pictures/${file})`;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('usage: radiation-page.ts FILE… (last lines of station bench radiation)\n');
  process.exitCode = 2;
} else {
  const results = files.map((file) => {
    const last = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
    return JSON.parse(last) as Result;
  });
  const points = results.flatMap((result) => result.points);
  const alarms = results.flatMap((result) => result.falseAlarms);
  const [dwells, surveys] = [
    points.filter(({ onset }) => onset === 'known'),
    points.filter(({ onset }) => onset === 'unknown'),
  ];
  const times = ({ meanS, boundS, ratioToBound }: Point): string =>
    `${seconds(meanS)}, ${seconds(boundS)}, ${ratioToBound.toFixed(3)}`;
  const sections = [
    summary(results),
    'Mean time to alarm of a dwell in seconds, background known: station, oracle, ratio.',
    pointsTable(dwells, times),
    picture('dwell', 'Dwell: mean time to alarm over that of the oracle', dwells),
    'Seconds of the test of a fixed time, and how many times as fast a dwell is.',
    pointsTable(dwells, ({ fixedS, timesFaster }) =>
      typeof fixedS === 'number' && typeof timesFaster === 'number'
        ? `${fixedS}, ${timesFaster.toFixed(2)}`
        : 'not found in time',
    ),
    'Mean time from the onset to the alarm of a survey in seconds, background known: station, matched CUSUM, ratio.',
    pointsTable(surveys, times),
    picture('survey', 'Survey: mean time to alarm over that of the matched CUSUM', surveys),
    'False alarms of a dwell over the setting: measured, and the upper end of its 95 % interval in brackets.',
    alarmsTable(alarms.filter(({ onset }) => onset === 'known')),
    'The same of a survey.',
    alarmsTable(alarms.filter(({ onset }) => onset === 'unknown')),
  ];
  const text = readFileSync(PAGE, 'utf8');
  if (!FIGURES.test(text)) throw new Error(`${PAGE} has no place for the figures`);
  const replaced = text.replace(FIGURES, (_, begin: string, end: string) =>
    [begin, ...sections, end].join('\n\n'),
  );
  const style = { ...(await resolveConfig(PAGE)), filepath: PAGE };
  writeFileSync(PAGE, await format(replaced, style));
}

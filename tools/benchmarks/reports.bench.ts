import path from 'node:path';
import { shiftReport } from '../../electron/core/reports/shift-report.ts';
import { trendOf } from '../../electron/core/reports/trend.ts';
import { openStore } from '../../electron/core/store/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import { quantile, round } from './figures.ts';
import { openPlainReports, type PlainReports } from './plain-reports.ts';
import { recordingClock, recordShifts, type Recorded } from './report-records.ts';
import { runBenchmark } from './run-benchmark.ts';

const DAY_MS = 24 * 3_600_000;
const TREND_DAYS = 90;
/** Rows of a page on the screen. */
const PAGE = { limit: 50, offset: 0 } as const;
/** Digits that somebody types before looking. */
const PREFIX = 6;
/** So few parcels a shift that there are enough days, so many that a shift is a real one. */
const PARCELS = { least: 20, most: 400 } as const;
const EVENTS_PER_PARCEL = 11;
const DAYS_WANTED = 100;
/** Plain SQL goes through all records; that often is enough to compare. */
const PLAIN_SAMPLES = { few: 2, many: 10, manyUpTo: 1_000_000 } as const;

type Question = (turn: number) => unknown;

interface Answer {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly samples: number;
}

function timed(question: Question, samples: number): Answer {
  const took = Array.from({ length: samples }, (_, turn) => {
    const before = performance.now();
    question(turn);
    return performance.now() - before;
  });
  const [p50Ms, p95Ms] = [round(quantile(took, 0.5)), round(quantile(took, 0.95))];
  return { p50Ms, p95Ms, samples };
}

/** Another one with each turn, from all over the records. */
function pick<T>(from: readonly T[], turn: number): T {
  return from[(turn * 7_919) % from.length] as T;
}

function questions(store: Store, recorded: Recorded, nowMs: number) {
  const { shifts, items } = recorded;
  return {
    shiftReport: (turn) => shiftReport(store, pick(shifts, turn), nowMs),
    holds: () => [store.openHolds(PAGE), store.unresolvedHoldCount()],
    search: (turn) => store.findItems(pick(items, turn), PAGE),
    searchPrefix: (turn) => store.findItems(pick(items, turn).slice(0, PREFIX), PAGE),
    trend: () => trendOf(store, Math.floor(nowMs / DAY_MS), TREND_DAYS),
    /** What the bench asks with each parcel and each change that the screen sees. */
    benchScreen: (turn) => [
      store.openSession(),
      store.shiftState(),
      store.awaitingCountersign(5),
      store.outcomeCounts(pick(shifts, turn)),
      store.earlierSession(pick(items, turn), nowMs),
      store.workedIn(pick(shifts, turn), 'B-1042'),
    ],
  } satisfies Record<string, Question>;
}

function plainQuestions(plain: PlainReports, { shifts, items }: Recorded, nowMs: number) {
  const since = (Math.floor(nowMs / DAY_MS) - TREND_DAYS + 1) * DAY_MS;
  return {
    shiftReport: (turn) => plain.shift(pick(shifts, turn)),
    holds: () => plain.holds(PAGE.limit),
    search: (turn) => plain.search(pick(items, turn), PAGE.limit),
    searchPrefix: (turn) => plain.search(pick(items, turn).slice(0, PREFIX), PAGE.limit),
    trend: () => plain.trend(since),
  } satisfies Record<string, Question>;
}

/** @throws Error when the two sides do not say the same: then a comparison means nothing */
function compareAnswers(
  store: Store,
  plain: PlainReports,
  recorded: Recorded,
  nowMs: number,
): void {
  const same = (what: string, one: unknown, other: unknown): void => {
    const [ours, theirs] = [JSON.stringify(one), JSON.stringify(other)];
    if (ours !== theirs) throw new Error(`${what} differ: ${ours} and ${theirs}`);
  };
  const holds = store.openHolds(PAGE).map(({ seq }) => seq);
  same('the holds', holds, plain.holds(PAGE.limit));
  const item = pick(recorded.items, 1);
  const sessions = store.findItems(item, PAGE).map(({ session }) => session);
  same('the sessions of an item', sessions.sort(), plain.search(item, PAGE.limit).sort());
  const days = trendOf(store, Math.floor(nowMs / DAY_MS), TREND_DAYS);
  const since = (Math.floor(nowMs / DAY_MS) - TREND_DAYS + 1) * DAY_MS;
  const sum = (ns: readonly number[]): number => ns.reduce((total, n) => total + n, 0);
  const decided = days.map(({ outcomes }) => sum(Object.values(outcomes)));
  same('the decisions', sum(decided), sum(plain.trend(since).map(({ n }) => n)));
}

await runBenchmark(
  'reports',
  { events: 200_000, samples: 200 },
  async ({ options, folder, log }) => {
    const clock = recordingClock();
    const dataDir = path.join(folder, 'data');
    const opened = openStore({ dataDir, mode: 'training', clock, bootId: 'benchmark' });
    if (!opened.ok) throw new Error(opened.error.message);
    const store = opened.value;
    const wanted = Math.round(options.events / EVENTS_PER_PARCEL / DAYS_WANTED);
    const parcels = Math.min(PARCELS.most, Math.max(PARCELS.least, wanted));
    log(`${options.events} events, ${parcels} parcels a shift, one shift a day …`);
    const before = performance.now();
    const recorded = recordShifts(store, clock, options.events, parcels, log);
    const seconds = (performance.now() - before) / 1000;
    const nowMs = clock.utcMs();
    const ours = Object.entries(questions(store, recorded, nowMs)).map(([name, question]) => {
      log(`${name} …`);
      question(0);
      return [name, timed(question, options.samples)] as const;
    });
    const plain = openPlainReports(path.join(dataDir, 'station.db'));
    log('The same from the events alone …');
    compareAnswers(store, plain, recorded, nowMs);
    const few = options.events > PLAIN_SAMPLES.manyUpTo;
    const theirs = Object.entries(plainQuestions(plain, recorded, nowMs)).map(
      ([name, question]) =>
        [name, timed(question, few ? PLAIN_SAMPLES.few : PLAIN_SAMPLES.many)] as const,
    );
    plain.close();
    store.close();
    const answers = Object.fromEntries(ours);
    const ratios = theirs.map(([name, { p50Ms }]) => {
      const ratio = p50Ms / Math.max(answers[name]?.p50Ms ?? Number.NaN, 0.01);
      return [name, round(ratio)] as const;
    });
    return {
      ...answers,
      slowestP95Ms: Math.max(...ours.map(([, { p95Ms }]) => p95Ms)),
      goalP95Ms: 200,
      timesFasterP50: Object.fromEntries(ratios),
      compared: {
        with: 'plain SQL with json_extract over table events and its indexes, no projections',
        ...Object.fromEntries(theirs),
      },
      recorded: {
        events: store.eventCount(),
        shifts: recorded.shifts.length,
        parcels: recorded.parcels,
        eventsPerS: Math.round(store.eventCount() / seconds),
      },
    };
  },
);

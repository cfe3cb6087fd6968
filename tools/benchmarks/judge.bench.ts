import path from 'node:path';
import { loadRules } from '../../electron/core/config.ts';
import type { RulePack } from '../../shared/rules/pack.ts';
import { releaseStanding } from '../../shared/session/decision.ts';
import { factsOf } from '../../shared/session/facts.ts';
import { judgeAll, promptsDue } from '../../shared/session/judge.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { PROJECT } from '../app/launch.ts';
import { round, spread } from './figures.ts';
import { judgedSessions } from './judged-items.ts';
import { runBenchmark } from './run-benchmark.ts';
import { rulesInSql } from './rules-in-sql.ts';

/** Milliseconds at the 99th percentile: one item under all shipped packs, and under many rules. */
const GOAL_P99_MS = 5;
const GOAL_MANY_P99_MS = 20;

/** The shipped rules again and again under other names, until there are that many. */
function many(packs: readonly RulePack[], count: number): readonly RulePack[] {
  const rules = packs.flatMap((pack) => pack.rules);
  const copies = Array.from({ length: count }, (_, at) => {
    const rule = rules[at % rules.length];
    if (rule === undefined) throw new Error('no rule is shipped');
    return { ...rule, id: `${rule.id}-${at}` };
  });
  return [
    { pack: 'many', version: 1, about: '', cases: [], overrides: [], hash: '', rules: copies },
  ];
}

/** Items that warm the compiler up, and are not measured. */
const WARM = 300;
const TURNS = 5;

/**
 * Wall time of each item; of five turns the best, which is what the work takes while no neighbour has the
 * processor; and the mean processor time of an item.
 */
function timed<T>(items: readonly T[], work: (item: T) => unknown) {
  for (const item of items.slice(0, WARM)) work(item);
  const used = process.cpuUsage();
  const turns = Array.from({ length: TURNS }, () =>
    items.map((item) => {
      const before = performance.now();
      work(item);
      return performance.now() - before;
    }),
  );
  const { user, system } = process.cpuUsage(used);
  const best = items.map((_, at) => Math.min(...turns.map((turn) => turn[at] ?? Infinity)));
  const { p50Ms, p99Ms } = spread(best);
  const cpuMeanMs = round((user + system) / 1000 / (TURNS * items.length));
  return { ...spread(turns.flat()), bestOfFive: { p50Ms, p99Ms }, cpuMeanMs };
}

await runBenchmark('judge', { items: 2_000, rules: 1_000 }, async ({ options, log, fail }) => {
  const rules = loadRules(path.join(PROJECT, 'resources'), null);
  const { packs } = rules;
  const count = packs.reduce((sum, pack) => sum + pack.rules.length, 0);
  log(`${packs.length} packs, ${count} rules, ${options.items} items`);
  // Each item with an identity of its own: nothing that is remembered of a declaration helps.
  const sessions = structuredClone(judgedSessions(options.items, rules)) as SessionState[];
  const evaluate = (state: SessionState, by: readonly RulePack[]): void => {
    const facts = factsOf(state, rules);
    promptsDue(facts, by);
    releaseStanding(facts, by);
  };
  const whole = timed(sessions, (state) => evaluate(state, packs));
  const facts = sessions.map((state) => factsOf(state, rules));
  const alone = timed(facts, (one) => promptsDue({ ...one }, packs));
  const copies = many(packs, options.rules);
  const manyRules = timed(sessions, (state) => evaluate(state, copies));

  const sql = rulesInSql(packs);
  const compared = timed(facts, sql);
  const sqlMany = rulesInSql(copies);
  const comparedMany = timed(facts, sqlMany);
  const differing = facts.filter((one) => {
    const hits = judgeAll(one, packs).filter(({ judgement }) => judgement.result === 'true');
    return hits.map(({ judgement }) => judgement.rule.id).join() !== sql(one).join();
  }).length;
  if (differing > 0) fail(`SQL and the rules differ on ${differing} items`);
  return {
    packs: packs.length,
    rules: count,
    /** Facts from the session, every rule, its prompts, and whether the item may be released. */
    ...whole,
    /** Every rule and its prompts, on facts that are there. */
    promptsAlone: alone,
    manyRules: { rules: options.rules, ...manyRules },
    goal: {
      p99Ms: GOAL_P99_MS,
      manyP99Ms: GOAL_MANY_P99_MS,
      held: whole.p99Ms < GOAL_P99_MS && manyRules.p99Ms < GOAL_MANY_P99_MS,
    },
    ratioP50: round(alone.bestOfFive.p50Ms / compared.bestOfFive.p50Ms),
    ratioP99: round(alone.bestOfFive.p99Ms / compared.bestOfFive.p99Ms),
    ratioCpu: round(alone.cpuMeanMs / compared.cpuMeanMs),
    differing,
    compared: {
      with: 'the same rules as prepared queries over a table of facts in SQLite, hits only, in memory',
      ...compared,
      manyRules: comparedMany,
    },
  };
});

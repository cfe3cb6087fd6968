import Database from 'better-sqlite3';
import { FACTS, type FactName, type Facts } from '../../shared/rules/facts.ts';
import type { Condition, FactTest } from '../../shared/rules/condition.ts';
import type { RulePack } from '../../shared/rules/pack.ts';

const OPERATORS = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' } as const;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a row of the fact has to fulfil. */
function matches(test: FactTest): string {
  switch (test.is) {
    case 'true':
    case 'false':
      return `number = ${test.is === 'true' ? 1 : 0}`;
    case 'includes':
      return `text IN (${test.labels.map(quoted).join(', ')})`;
    case 'starts-with':
      return `(${test.prefixes.map((prefix) => `text GLOB ${quoted(`${prefix}*`)}`).join(' OR ')})`;
    default:
      return `number ${OPERATORS[test.is]} ${test.limit}`;
  }
}

function sqlOf(condition: Condition): string {
  if ('fact' in condition) {
    const rows = `SELECT 1 FROM facts WHERE name = ${quoted(condition.fact)}`;
    const holds = `EXISTS (${rows} AND ${matches(condition)})`;
    return condition.whenAbsent === 'true' ? `(${holds} OR NOT EXISTS (${rows}))` : holds;
  }
  const join = (parts: readonly Condition[], word: string): string =>
    `(${parts.map(sqlOf).join(` ${word} `)})`;
  if ('all' in condition) return join(condition.all, 'AND');
  return 'any' in condition ? join(condition.any, 'OR') : `NOT ${join(condition.none, 'OR')}`;
}

/**
 * The same rules as a program without a rule engine would have them: a table of facts in memory, and one
 * prepared query for each rule. SQL knows no "not known": facts that have not come are absent here.
 *
 * @returns ids of the rules that hold
 */
export function rulesInSql(packs: readonly RulePack[]): (facts: Facts) => readonly string[] {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE facts (name TEXT, number REAL, text TEXT)');
  database.exec('CREATE INDEX facts_by_name ON facts (name)');
  const queries = packs
    .flatMap(({ rules }) => rules)
    .map(({ id, when }) => ({ id, query: database.prepare(`SELECT ${sqlOf(when)}`).pluck() }));
  const clear = database.prepare('DELETE FROM facts');
  const insert = database.prepare('INSERT INTO facts VALUES (?, ?, ?)');
  const names = Object.keys(FACTS) as FactName[];
  const fill = database.transaction((facts: Facts) => {
    clear.run();
    for (const name of names) {
      const fact = facts[name];
      if (fact.state !== 'value') continue;
      const { value } = fact;
      if (typeof value === 'object') for (const text of value) insert.run(name, null, text);
      else insert.run(name, Number(value), null);
    }
  });
  return (facts) => {
    fill(facts);
    return queries.flatMap(({ id, query }) => (query.get() === 1 ? [id] : []));
  };
}

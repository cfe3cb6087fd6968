import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { LOW_PRIORITY, type ImportRun, type ImportTask } from './import-run.ts';

/** Milliseconds between two looks at the peak memory, which only grows. */
const LOOK_MS = 10;

async function headerOf(file: string): Promise<string> {
  for await (const line of createInterface({ input: createReadStream(file) })) return line;
  throw new Error(`${file} is empty`);
}

function peakOf(pid: number): number {
  try {
    return Number(
      /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}

/**
 * SQLite's own way: `sqlite3 .import --csv` into a table with the file's columns, then the index by
 * item; before loading, the index would take it longer. Checks nothing. As low in priority as the
 * importer. Linux only.
 */
export async function runSqliteImport({ file, dataDir, wanted }: ImportTask): Promise<ImportRun> {
  const database = path.join(dataDir, 'sqlite.db');
  const columns = (await headerOf(file)).split(',').map((name) => `${name} TEXT`);
  const before = performance.now();
  const child = spawn('sqlite3', ['-batch', '-bail', database], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('sqlite3 cannot be started');
  setPriority(pid, LOW_PRIORITY);
  let peakKb = 0;
  const looks = setInterval(() => {
    peakKb = Math.max(peakKb, peakOf(pid));
  }, LOOK_MS);
  child.stdin.end(
    `CREATE TABLE manifest (${columns.join(', ')});\n` +
      `.import --csv --skip 1 "${file}" manifest\n` +
      'CREATE INDEX manifest_item ON manifest (item_id);\n',
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - before) / 1000;
  clearInterval(looks);
  if (code !== 0) throw new Error(`sqlite3 ended with ${code}`);
  return { seconds, peakRssMb: Math.round(peakKb / 1024), items: itemsIn(database, wanted) };
}

function itemsIn(database: string, wanted: string): number {
  const db = new Database(database, { readonly: true });
  const one = (sql: string, ...values: string[]): number =>
    db
      .prepare<string[], number>(sql)
      .pluck()
      .get(...values) ?? 0;
  try {
    if (one('SELECT count(*) FROM manifest WHERE item_id = ?', wanted) === 0) {
      throw new Error(`${wanted} is not there`);
    }
    return one('SELECT count(DISTINCT item_id) FROM manifest');
  } finally {
    db.close();
  }
}

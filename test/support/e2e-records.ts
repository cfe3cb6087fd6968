import { execFile } from 'node:child_process';
import path from 'node:path';
import { openForReading } from '../../electron/core/store/sqlite.ts';
import { PROJECT } from '../../tools/app/launch.ts';

/** A row of table `events`. */
export interface EventRow {
  readonly seq: number;
  readonly shift: string | null;
  readonly session: string | null;
  readonly actor: string;
  readonly kind: string;
  readonly body: string;
  /** Hex. */
  readonly hash: string;
}

/** All records of a data folder, which may be in use. */
export function readRecords(dataDir: string): readonly EventRow[] {
  const db = openForReading(path.join(dataDir, 'station.db'), null);
  try {
    return db
      .prepare<[], EventRow>(
        `SELECT seq, shift, session, actor, kind, body, lower(hex(hash)) AS hash
           FROM events ORDER BY seq`,
      )
      .all();
  } finally {
    db.close();
  }
}

export interface CliEnd {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the `station` command to its end, with an input where the first value gives one. */
export function runStation(
  ...values: readonly string[] | readonly [{ readonly input: string }, ...string[]]
): Promise<CliEnd> {
  const [first] = values;
  const input = typeof first === 'object' ? first.input : '';
  const words = values.flatMap((value) => (typeof value === 'string' ? [value] : []));
  const command = path.join(PROJECT, 'electron', 'cli', 'station.mjs');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...words], (error, stdout, stderr) => {
      const status = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ status, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

/** What `station verify --json` answers. */
export interface VerifyAnswer {
  readonly ok: boolean;
  readonly events: number;
  readonly firstBad: { readonly seq: number; readonly where: string } | null;
}

/** Runs `station verify`. */
export async function runVerify(dataDir: string): Promise<CliEnd & { answer: VerifyAnswer }> {
  const end = await runStation('verify', dataDir, '--json');
  return { ...end, answer: JSON.parse(end.stdout) as VerifyAnswer };
}

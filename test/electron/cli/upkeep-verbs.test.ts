import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStation } from '../../support/run-station.ts';
import { openOk, recordedFolder, temporaryFolder } from '../core/store/support.ts';

function backUp(dataDir: string, ...more: string[]) {
  const { status, answers, stderr } = runStation('backup', '--data', dataDir, ...more);
  const [answer] = answers as { folder: string; second: { folder: string | null } | null }[];
  return { status, stderr, folder: answer?.folder ?? '', second: answer?.second ?? null };
}

describe('station backup, restore and verify', () => {
  it('bring the records to another folder, and both verify', () => {
    const dataDir = recordedFolder(2);
    const usb = temporaryFolder();
    const made = backUp(dataDir, '--to', usb);
    expect(made.status).toBe(0);
    expect(runStation('verify', made.folder).status).toBe(0);
    const target = join(temporaryFolder(), 'data');
    const restored = runStation('restore', made.second?.folder ?? '', '--data', target);
    expect([restored.status, restored.answers]).toMatchObject([
      0,
      [{ mode: 'live', epoch: 2, events: 13, keysRemoved: 0 }],
    ]);
    expect(runStation('verify', target)).toMatchObject({ status: 0, answers: [{ ok: true }] });
    expect(runStation('verify', dataDir)).toMatchObject({ status: 0, answers: [{ ok: true }] });
    const store = openOk(dataDir);
    expect(store.latest('backup-made', 1)).toHaveLength(1);
  });

  it('exit with 1 when the second place is away, after making the backup here', () => {
    const dataDir = recordedFolder(1);
    writeFileSync(join(dataDir, 'policy.yaml'), 'backup: { secondPath: /not/mounted }\n');
    const made = backUp(dataDir);
    expect([made.status, made.stderr.includes('/not/mounted')]).toEqual([1, true]);
    expect(runStation('verify', made.folder).status).toBe(0);
  });

  it('exit with 1 for a bad backup or a folder with records, with 2 for wrong use', () => {
    const dataDir = recordedFolder(1);
    const { folder } = backUp(dataDir);
    const bad = join(temporaryFolder(), 'bad');
    cpSync(folder, bad, { recursive: true });
    writeFileSync(join(bad, 'station.db'), 'x');
    const target = join(temporaryFolder(), 'data');
    const runs = [
      runStation('restore', bad, '--data', target),
      runStation('restore', folder, '--data', dataDir),
      runStation('restore', folder, '--data', target, '--mode', 'training'),
      runStation('restore', '/no/such', '--data', target),
      runStation('restore', folder),
      runStation('backup', '--data', '/no/such'),
    ];
    expect(runs.map(({ status }) => status)).toEqual([1, 1, 1, 2, 2, 2]);
    const codes = runs.map(({ answers }) => (answers[0]?.['error'] as { code: string }).code);
    expect(codes).toEqual(['backup-bad', 'not-empty', 'wrong-mode', 'usage', 'usage', 'usage']);
  });
});

describe('station rebuild', () => {
  it('counts what there is', () => {
    const run = runStation('rebuild', '--data', recordedFolder(2));
    expect([run.status, run.answers]).toMatchObject([
      0,
      [{ ok: true, events: 12, sessions: 2, outcomes: 2, shifts: 1, holds: 0, repaired: [] }],
    ]);
  });

  it('builds a damaged database again and says so', () => {
    const dataDir = recordedFolder(2);
    writeFileSync(join(dataDir, 'station.db'), 'x'.repeat(9_000));
    const run = runStation('rebuild', '--data', dataDir);
    expect([run.status, run.answers]).toMatchObject([
      0,
      [{ ok: true, events: 13, sessions: 2, repaired: [{ code: 'database-corrupt' }] }],
    ]);
  });

  it('exits with 1 when records are nowhere', () => {
    const dataDir = recordedFolder(2);
    const journal = join(dataDir, 'journal', '000001.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    lines[5] = '';
    writeFileSync(journal, lines.join('\n'));
    rmSync(join(dataDir, 'station.db'));
    const run = runStation('rebuild', '--data', dataDir);
    expect([run.status, run.answers]).toMatchObject([1, [{ ok: false, firstBad: null }]]);
    expect(runStation('verify', dataDir).status).toBe(0);
  });

  it('looks for backups in the second place, too', () => {
    const [dataDir, second] = [recordedFolder(2), temporaryFolder()];
    writeFileSync(join(dataDir, 'policy.yaml'), `backup: { secondPath: ${second} }\n`);
    expect(backUp(dataDir).status).toBe(0);
    rmSync(join(dataDir, 'backups'), { recursive: true });
    rmSync(join(dataDir, 'station.db'));
    const journal = join(dataDir, 'journal', '000001.jsonl');
    writeFileSync(
      journal,
      `spoiled\n${readFileSync(journal, 'utf8').split('\n').slice(1).join('\n')}`,
    );
    const run = runStation('rebuild', '--data', dataDir);
    expect(run.answers[0]).toMatchObject({ sessions: 2, firstBad: null });
    // The journal differed, which somebody has to look into.
    expect(run.status).toBe(1);
  });

  it('gives records whose key is lost a new one only when asked', () => {
    const dataDir = recordedFolder(1);
    rmSync(join(dataDir, 'station.key'));
    expect(runStation('rebuild', '--data', dataDir).answers).toMatchObject([
      { error: { code: 'station-key-missing' } },
    ]);
    const run = runStation('rebuild', '--data', dataDir, '--new-key');
    expect([run.status, run.answers[0]]).toMatchObject([0, { ok: true, epoch: 2 }]);
  });
});

describe('station purge', () => {
  it('counts what is over its time and changes nothing', () => {
    // Recorded in January 2025; a release is kept for 90 days.
    const dataDir = recordedFolder(3);
    const before = readFileSync(join(dataDir, 'keys.db'));
    const run = runStation('purge', '--data', dataDir, '--dry-run');
    expect([run.status, run.answers]).toMatchObject([
      0,
      [{ sessions: ['session-1', 'session-2', 'session-3'], shifts: [], manifests: [] }],
    ]);
    expect(readFileSync(join(dataDir, 'keys.db'))).toEqual(before);
  });

  it('is wrong use without --dry-run: two people start it in the app', () => {
    const run = runStation('purge', '--data', recordedFolder(1));
    expect([run.status, run.stderr.includes('two people')]).toEqual([2, true]);
  });
});

it('the steps of docs/recovery.md for a broken disk work as written', () => {
  const parent = temporaryFolder();
  const data = join(parent, 'live');
  mkdirSync(parent, { recursive: true });
  cpSync(recordedFolder(2), data, { recursive: true });
  const { folder } = backUp(data);
  const kept = join(parent, 'backup');
  cpSync(folder, kept, { recursive: true });
  renameSync(data, `${data}.old`);
  expect(runStation('restore', kept, '--data', data).status).toBe(0);
  expect(runStation('verify', data).status).toBe(0);
});

import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canMount, mountSmallDisk } from '../../durability/small-disk.ts';
import { UsageError, type ExitCode, type Verb } from '../../../electron/cli/verb.ts';
import { importVerb } from '../../../electron/cli/verbs/import.ts';
import { lookup } from '../../../electron/cli/verbs/lookup.ts';
import { newDataFolder } from '../../support/simulated-station.ts';
import { waitFor } from '../../support/wait-for.ts';
import { onEnd, temporaryFolder } from '../core/store/support.ts';

const COMMAND = path.resolve('electron/cli/station.mjs');
const SHIRTS = 'LX876543216DE';

function inbox(files: Readonly<Record<string, string>> = {}): string {
  const folder = path.join(temporaryFolder(), 'drop');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const names = (...parts: string[]): string[] => {
  const folder = path.join(...parts);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
/** Some seconds of work. */
const large = (): string =>
  `item_id,description\n${Array.from({ length: 240_000 }, (_, at) => `ID${at},${'some text '.repeat(6)}`).join('\n')}\n`;

function watching(folder: string, dataDir: string): ChildProcess {
  const child = spawn(process.execPath, [COMMAND, 'import', '--watch', folder, '--data', dataDir]);
  onEnd(() => child.kill('SIGKILL'));
  return child;
}

interface Run {
  readonly status: ExitCode;
  readonly answers: readonly object[];
  readonly said: readonly string[];
}

/** A verb in this process: to start another one takes longer than its work. */
async function run(verb: Verb, ...args: string[]): Promise<Run> {
  const answers: object[] = [];
  const said: string[] = [];
  const status = await verb.run(args, {
    json: true,
    answer: (value) => void answers.push(value),
    problem: (text) => void said.push(text),
    failure: ({ message }) => void said.push(message),
  });
  return { status, answers, said };
}

const onceIn = (folder: string, dataDir: string): Promise<Run> =>
  run(importVerb, '--watch', folder, '--once', '--data', dataDir);
const found = async (id: string, dataDir: string): Promise<object | undefined> =>
  (await run(lookup, id, '--data', dataDir)).answers[0];

/** Processes are started one after the other here, on computers that may be busy. */
const SLOW = { timeout: 240_000 };
const WAIT_MS = 100_000;

describe('station import --watch --once', () => {
  it('imports what lies there; each item says file, line, day and versions', SLOW, async () => {
    const dataDir = newDataFolder();
    const folder = inbox({ 'monday.csv': `item_id,gross_g\nA,1\n${SHIRTS},450\n` });
    const { status, answers } = await onceIn(folder, dataDir);
    expect([status, answers.at(-1)]).toEqual([0, { imported: 1, failed: 0, left: 0 }]);
    expect(names(folder)).toEqual(['done', 'taking']);
    writeFileSync(path.join(folder, 'tuesday.csv'), `item_id,gross_g\n${SHIRTS},460\n`);
    await onceIn(folder, dataDir);
    const item = await found(SHIRTS, dataDir);
    expect(item).toMatchObject({
      versions: 2,
      source: { file: 'tuesday.csv', line: 2 },
      earlier: [{ source: { file: 'monday.csv', line: 3 }, item: { gross_g: '450' } }],
    });
    const today = new Date().toISOString().slice(0, 10);
    expect((item as { firstSeen: string }).firstSeen.slice(0, 10)).toBe(today);
  });

  it(
    'puts what cannot be imported into failed, says why there, and ends with 1',
    SLOW,
    async () => {
      const folder = inbox({
        'bad.csv': 'item_id,gross_g\nA,heavy\nB,light\n',
        'good.csv': 'item_id\nC\n',
      });
      const { status, answers } = await onceIn(folder, newDataFolder());
      expect([status, answers.at(-1)]).toEqual([1, { imported: 1, failed: 1, left: 0 }]);
      const [file, note] = names(folder, 'failed');
      expect([file?.endsWith('-bad.csv'), note]).toEqual([true, `${file}.why.txt`]);
      const why = readFileSync(path.join(folder, 'failed', note ?? ''), 'utf8');
      expect(why).toContain('bad.csv was not imported. bad.csv has no item that can be taken');
      expect(why).toContain('line 3: gross_g: "light" is not a plain number');
    },
  );

  it.skipIf(!canMount)(
    'keeps a file for which the disk has no room until it has',
    SLOW,
    async () => {
      const disk = mountSmallDisk(6_000);
      const dataDir = path.join(disk, 'data');
      const folder = inbox({ 'large.csv': large() });
      const full = await onceIn(folder, dataDir);
      expect([full.status, full.answers.at(-1)]).toEqual([1, { imported: 0, failed: 0, left: 1 }]);
      expect(full.said.join()).toContain('disk-full');
      expect(names(folder)).toContain('large.csv');
      expect(names(dataDir, 'manifest')).toEqual([]);
      execFileSync('mount', ['-o', 'remount,size=100m', disk]);
      const again = await onceIn(folder, dataDir);
      expect(again.answers.at(-1)).toEqual({ imported: 1, failed: 0, left: 0 });
      expect(await found('ID7', dataDir)).toMatchObject({ found: true });
    },
  );

  it.skipIf(!canMount)('says of a file that it may not read, and leaves it', SLOW, () => {
    const folder = inbox({ 'secret.csv': 'item_id\nA\n' });
    const dataDir = temporaryFolder();
    chmodSync(path.join(folder, 'secret.csv'), 0o600);
    // Root may read everything; without that capability it is somebody else.
    const as = [
      '--bounding-set',
      '-dac_override,-dac_read_search',
      '--',
      process.execPath,
      COMMAND,
    ];
    execFileSync('chown', ['65534:65534', path.join(folder, 'secret.csv')]);
    const said = execFileSync(
      'sh',
      [
        '-c',
        'setpriv "$@" 2>&1',
        'sh',
        ...as,
        'import',
        '--watch',
        folder,
        '--once',
        '--data',
        dataDir,
      ],
      { encoding: 'utf8' },
    );
    expect(said.match(/secret\.csv: This program may not read the file/g)).toHaveLength(1);
    expect(said).toContain('imported 0, failed 0, not taken 1');
    expect(names(folder)).toEqual(['secret.csv']);
  });

  it.each([
    ['files and a folder', ['x.csv', '--watch', '.']],
    ['neither', []],
    ['once without a folder', ['--once']],
    ['an unknown format', ['package.json', '--format', 'docx']],
    ['a folder that is not there', ['--watch', '/not/there']],
  ])('is wrong use with %s', async (_, args) => {
    const used = run(importVerb, ...args, '--data', temporaryFolder());
    await expect(used).rejects.toThrow(UsageError);
  });
});

describe('station import --watch', () => {
  it('imports what comes until it is ended', SLOW, async () => {
    const [folder, dataDir] = [inbox(), newDataFolder()];
    const child = watching(folder, dataDir);
    writeFileSync(path.join(folder, 'today.csv'), 'item_id\nA\n');
    await waitFor(() => names(folder, 'done').length === 1, WAIT_MS);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await found('A', dataDir)).toMatchObject({ found: true });
  });

  it(
    'killed in the middle leaves nothing by halves, and the next one starts over',
    SLOW,
    async () => {
      const [folder, dataDir] = [inbox(), newDataFolder()];
      await onceIn(inbox({ 'a.csv': 'item_id\nID7\n' }), dataDir);
      const before = names(dataDir, 'manifest');
      writeFileSync(path.join(folder, 'large.csv'), large());
      const child = watching(folder, dataDir);
      await waitFor(() => names(dataDir, 'manifest').includes('importing.db.part'), WAIT_MS);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const [owner = ''] = names(folder, 'taking');
      expect(names(folder, 'taking', owner)).toEqual(['.alive', 'large.csv']);
      await waitFor(() => names(dataDir, 'manifest').length <= 2, WAIT_MS);
      expect(names(dataDir, 'manifest').filter((name) => name.endsWith('.db'))).toEqual(before);
      const { status, said } = await onceIn(folder, dataDir);
      expect([status, names(folder, 'taking')]).toEqual([0, []]);
      expect(said.join()).toContain('An import of it was ended');
      expect(names(folder, 'done')).toHaveLength(1);
      expect(await found('ID7', dataDir)).toMatchObject({
        versions: 2,
        source: { file: 'large.csv', line: 9 },
      });
    },
  );

  it('two of them share the work of one folder and one bench', SLOW, async () => {
    const [folder, dataDir] = [inbox(), newDataFolder()];
    for (let at = 0; at < 3; at += 1) {
      writeFileSync(path.join(folder, `${at}.csv`), `item_id\nITEM${at}\n`);
    }
    const children = [watching(folder, dataDir), watching(folder, dataDir)];
    const ends = children.map((child) => once(child, 'exit'));
    await waitFor(() => names(folder, 'done').length === 3, WAIT_MS);
    for (const child of children) child.kill('SIGTERM');
    // The slower one may not listen to the signal yet; ended by itself (1) it has refused the folder.
    for (const end of ends) expect([0, null]).toContain((await end)[0]);
    expect(names(dataDir, 'manifest').filter((name) => name.endsWith('.db'))).toHaveLength(3);
    expect(names(folder, 'failed')).toEqual([]);
  });
});

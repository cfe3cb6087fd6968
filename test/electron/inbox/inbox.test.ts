import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { createInbox } from '../../../electron/inbox/inbox.ts';
import type { Looked, Said } from '../../../electron/inbox/inbox.ts';
import { refusedFile } from '../../../electron/inbox/outcome.ts';
import type { FileOutcome } from '../../../electron/inbox/outcome.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'inbox-'));
  folder = path.join(root, 'drop');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const DONE: FileOutcome = { ok: true, rejected: [], rejectedTotal: 0 };
const refused = (code: string): FileOutcome => refusedFile({ code, message: `${code} happened.` });

interface Rig {
  readonly imported: string[];
  readonly said: Said[];
  readonly clock: ReturnType<typeof createSimulatedClock>;
  /** What comes of each file, by its content. */
  outcome: (content: string, file: string) => FileOutcome | Promise<FileOutcome>;
  look(): Promise<Looked>;
  /** Two looks with time enough between. */
  looks(): Promise<Looked>;
  stop(): void;
}

/** An inbox on real files; time and importer are in the test's hand. */
function createRig(pid = 1, host = 'bench-1', running: readonly number[] = []): Rig {
  const clock = createSimulatedClock(Date.UTC(2026, 10, 29, 8));
  const said: Said[] = [];
  const imported: string[] = [];
  const inbox = createInbox({
    folder,
    clock,
    claimant: { host, pid, isRunning: (other) => running.includes(other) },
    say: (one) => said.push(one),
    importFile(file) {
      const content = readFileSync(file, 'utf8');
      imported.push(content);
      return Promise.resolve(rig.outcome(content, file));
    },
  });
  const rig: Rig = {
    imported,
    said,
    clock,
    outcome: () => DONE,
    look: () => inbox.look(),
    stop: () => inbox.stop(),
    async looks() {
      await inbox.look();
      await clock.advance(2_000);
      return inbox.look();
    },
  };
  return rig;
}

function drop(name: string, content: string, ageS = 0): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const at = Date.now() / 1000 - 100 - ageS;
  utimesSync(file, at, at);
  return file;
}

const names = (...parts: string[]): string[] => {
  const at = path.join(folder, ...parts);
  return existsSync(at) ? readdirSync(at).sort() : [];
};
const whats = ({ said }: Rig): string[] => said.map(({ what }) => what);

describe('a complete file', () => {
  it('is imported and lies in done under a name with the time', async () => {
    const rig = createRig();
    drop('today.csv', 'A');
    expect(await rig.looks()).toEqual({ imported: 1, failed: 0, left: 0, again: false });
    expect(rig.imported).toEqual(['A']);
    expect(names('done')).toEqual(['20261129T080002000Z-today.csv']);
    expect(names()).toEqual(['done', 'taking']);
    expect(names('taking')).toEqual([]);
  });

  it('never replaces one of the same name that was done in the same moment', async () => {
    const rig = createRig();
    for (const content of ['A', 'B', 'C']) {
      mkdirSync(path.join(folder, 'done'), { recursive: true });
      drop('today.csv', content);
      await rig.look();
      await rig.clock.advance(2_000);
      await rig.look();
    }
    const done = names('done');
    expect(done.map((name) => readFileSync(path.join(folder, 'done', name), 'utf8'))).toEqual([
      'A',
      'B',
      'C',
    ]);
    const taken = path.join(folder, 'done', '20261129T080008000Z-next.csv');
    writeFileSync(taken, 'kept');
    drop('next.csv', 'D');
    await rig.looks();
    expect(readFileSync(taken, 'utf8')).toBe('kept');
    expect(names('done')).toContain('20261129T080008000Z-2-next.csv');
  });

  it('is taken before younger ones, and one at a time', async () => {
    const rig = createRig();
    let running = 0;
    rig.outcome = async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return DONE;
    };
    drop('a-young.csv', 'young', 10);
    drop('c-old.csv', 'old', 60);
    drop('b-middle.csv', 'middle', 30);
    await rig.looks();
    expect(rig.imported).toEqual(['old', 'middle', 'young']);
  });

  it('may have a name as long as a name can be', async () => {
    const rig = createRig();
    drop(`${'n'.repeat(251)}.csv`, 'A');
    expect(await rig.looks()).toMatchObject({ imported: 1 });
    expect(names('done')[0]).toMatch(/^20261129T080002000Z-n+\.csv$/);
  });

  it('with some rows that were left out says which, beside it', async () => {
    const rig = createRig();
    rig.outcome = () => ({
      ok: true,
      rejected: [{ line: 3, reason: 'bad mass' }],
      rejectedTotal: 1,
    });
    drop('today.csv', 'A');
    await rig.looks();
    const [file, note] = names('done');
    expect(note).toBe(`${file}.rejected.txt`);
    expect(readFileSync(path.join(folder, 'done', note ?? ''), 'utf8')).toContain(
      'line 3: bad mass',
    );
  });
});

describe('a file that cannot be imported', () => {
  it('lies in failed, beside it why and the first thousand rows, and is not tried again', async () => {
    const rig = createRig();
    const rejected = Array.from({ length: 1000 }, (_, at) => ({ line: at + 2, reason: 'no mass' }));
    rig.outcome = () =>
      refusedFile({ code: 'manifest-empty', message: 'No item.', rejected, rejectedTotal: 4000 });
    drop('today.csv', 'A');
    expect(await rig.looks()).toMatchObject({ imported: 0, failed: 1, again: false });
    const [file, note] = names('failed');
    expect([file, note]).toEqual(['20261129T080002000Z-today.csv', `${file}.why.txt`]);
    const text = readFileSync(path.join(folder, 'failed', note ?? ''), 'utf8');
    expect(text).toContain('today.csv was not imported. No item.');
    expect(text).toContain('4000, of which the first 1000 are listed');
    expect(text.match(/^line \d+: no mass$/gm)).toHaveLength(1000);
    await rig.looks();
    expect(rig.imported).toHaveLength(1);
    expect(whats(rig)).toEqual(['inbox-failed']);
  });

  it('does not keep others from being imported', async () => {
    const rig = createRig();
    rig.outcome = (content) => (content === 'bad' ? refused('manifest-columns') : DONE);
    drop('bad.csv', 'bad', 50);
    drop('good.csv', 'good');
    expect(await rig.looks()).toMatchObject({ imported: 1, failed: 1 });
  });
});

describe('what is not a complete file', () => {
  it('waits: it grows, is empty, or was there for less than two seconds', async () => {
    const rig = createRig();
    const growing = drop('growing.csv', 'A');
    drop('empty.csv', '');
    await rig.look();
    await rig.clock.advance(1_999);
    expect(await rig.look()).toMatchObject({ imported: 0, left: 2 });
    appendFileSync(growing, 'B');
    await rig.clock.advance(2_000);
    expect(await rig.look()).toMatchObject({ imported: 0, left: 2 });
    await rig.clock.advance(2_000);
    expect(await rig.look()).toMatchObject({ imported: 1, left: 1 });
    expect(rig.imported).toEqual(['AB']);
    expect(names()).toContain('empty.csv');
  });

  it.each(['a.csv.part', 'a.TMP', 'a.crdownload', 'a.filepart', '.a.csv', 'a.csv~', '~$a.xlsx'])(
    'is left alone under the name %s',
    async (name) => {
      const rig = createRig();
      drop(name, 'A');
      expect(await rig.looks()).toEqual({ imported: 0, failed: 0, left: 0, again: false });
      expect(names()).toEqual([name]);
    },
  );

  it.skipIf(process.platform === 'win32')('is left alone: a link, a folder, a pipe', async () => {
    const rig = createRig();
    writeFileSync(path.join(root, 'secret'), 'secret');
    symlinkSync(path.join(root, 'secret'), path.join(folder, 'link.csv'));
    mkdirSync(path.join(folder, 'folder.csv'));
    execFileSync('mkfifo', [path.join(folder, 'pipe.csv')]);
    expect(await rig.looks()).toEqual({ imported: 0, failed: 0, left: 0, again: false });
    expect([rig.imported, names()]).toEqual([[], ['folder.csv', 'link.csv', 'pipe.csv']]);
  });

  it('goes back and waits when it was written while it was imported', async () => {
    const rig = createRig();
    rig.outcome = (content, file) => {
      if (content === 'A') appendFileSync(file, 'B');
      return DONE;
    };
    drop('slow.csv', 'A');
    expect(await rig.looks()).toMatchObject({ imported: 0, left: 1 });
    expect(names()).toContain('slow.csv');
    expect(await rig.looks()).toMatchObject({ imported: 1 });
    expect(rig.imported).toEqual(['A', 'AB']);
  });

  it('that was replaced between two looks has to be quiet anew', async () => {
    const rig = createRig();
    drop('today.csv', 'A');
    await rig.look();
    await rig.clock.advance(2_000);
    drop('other.csv', 'BB');
    renameSync(path.join(folder, 'other.csv'), path.join(folder, 'today.csv'));
    expect(await rig.look()).toMatchObject({ imported: 0, left: 1 });
    expect(rig.imported).toEqual([]);
  });
});

describe('what the station cannot do now', () => {
  it.each(['disk-full', 'manifest-import-running', 'import-running', 'manifest-too-many'])(
    '(%s) puts the file back, is said once, and is tried again, later each time',
    async (code) => {
      const rig = createRig();
      rig.outcome = () => refused(code);
      drop('today.csv', 'A');
      expect(await rig.looks()).toEqual({ imported: 0, failed: 0, left: 1, again: true });
      expect(names().filter((name) => name !== 'taking')).toEqual(['today.csv']);
      expect(await rig.look()).toMatchObject({ again: true });
      expect(rig.imported).toHaveLength(1);
      for (let seconds = 0; seconds < 120; seconds += 1) {
        await rig.clock.advance(1_000);
        await rig.look();
      }
      // After 0.5, 1, 2, 4, 8, 16 and 30 s, and then every 30 s.
      expect(rig.imported.length).toBeGreaterThanOrEqual(8);
      expect(rig.imported.length).toBeLessThanOrEqual(11);
      expect(whats(rig)).toEqual(['inbox-file-later']);
      rig.outcome = () => DONE;
      await rig.clock.advance(30_000);
      expect(await rig.look()).toMatchObject({ imported: 1, again: false });
    },
  );

  it('an importer that throws loses no file', async () => {
    const rig = createRig();
    rig.outcome = () => {
      throw new Error('no memory');
    };
    drop('today.csv', 'A');
    expect(await rig.looks()).toMatchObject({ left: 1, again: true });
    expect(names()).toContain('today.csv');
    expect(rig.said[0]?.text).toContain('no memory');
  });

  it('a folder that is not there is said once, waited for, and never made', async () => {
    const rig = createRig();
    rmSync(folder, { recursive: true });
    for (let at = 0; at < 3; at += 1) expect(await rig.looks()).toMatchObject({ again: true });
    expect([whats(rig), existsSync(folder)]).toEqual([['inbox-folder'], false]);
    mkdirSync(folder);
    drop('today.csv', 'A');
    expect(await rig.looks()).toMatchObject({ imported: 1 });
    expect(rig.said.map(({ level }) => level)).toEqual(['warning', 'info', 'info']);
  });

  it('a folder that goes away while a file is imported: it is settled when it is back', async () => {
    const rig = createRig();
    const away = path.join(root, 'away');
    rig.outcome = () => {
      renameSync(folder, away);
      return DONE;
    };
    drop('today.csv', 'A');
    await rig.looks();
    renameSync(away, folder);
    await rig.looks();
    await rig.looks();
    expect(names('done')).toHaveLength(1);
    expect(names('taking')).toEqual([]);
  });
});

describe('several stations on one folder', () => {
  it('import each file once', async () => {
    const [one, other] = [createRig(1, 'bench-1'), createRig(1, 'bench-2')];
    for (let at = 0; at < 20; at += 1) drop(`${at}.csv`, `file ${at}`, at);
    await Promise.all([one.looks(), other.looks()]);
    const all = [...one.imported, ...other.imported];
    expect(all.length).toBe(20);
    expect(new Set(all).size).toBe(20);
    expect(names('done')).toHaveLength(20);
    expect(names('taking')).toEqual([]);
  });

  it('leave alone what another one that runs has taken, on this computer or not', async () => {
    for (const owner of ['bench-1@77', 'bench-2@1']) {
      mkdirSync(path.join(folder, 'taking', owner), { recursive: true });
      writeFileSync(path.join(folder, 'taking', owner, 'theirs.csv'), 'theirs');
      writeFileSync(path.join(folder, 'taking', owner, '.alive'), '');
    }
    const rig = createRig(1, 'bench-1', [77]);
    await rig.looks();
    expect([rig.imported, names('taking')]).toEqual([[], ['bench-1@77', 'bench-2@1']]);
  });

  it.each([
    ['this computer that runs no more', 'bench-1@77', 0],
    ['this process number before', 'bench-1@1', 0],
    ['another computer, which was not heard of for two minutes', 'bench-2@1', 121],
  ])('put back what was left by a process of %s', async (_, owner, silentS) => {
    const theirs = path.join(folder, 'taking', owner);
    mkdirSync(theirs, { recursive: true });
    writeFileSync(path.join(theirs, 'left.csv'), 'left');
    writeFileSync(path.join(theirs, '.alive'), '');
    const at = statSync(path.join(theirs, '.alive')).mtimeMs / 1000 - silentS;
    utimesSync(path.join(theirs, '.alive'), at, at);
    drop('left.csv', 'newer');
    const rig = createRig();
    await rig.looks();
    await rig.looks();
    expect(rig.imported.toSorted()).toEqual(['left', 'newer']);
    expect(whats(rig)).toContain('inbox-file-returned');
    expect(names('taking')).toEqual([]);
  });
});

describe('a watch that is stopped', () => {
  it('puts the file back that was not done, and takes no other', async () => {
    const rig = createRig();
    rig.outcome = () => {
      rig.stop();
      return refused('manifest-import-ended');
    };
    drop('one.csv', 'one', 10);
    drop('two.csv', 'two');
    expect(await rig.looks()).toMatchObject({ failed: 0, left: 2 });
    expect(names().filter((name) => name !== 'taking')).toEqual(['one.csv', 'two.csv']);
  });
});

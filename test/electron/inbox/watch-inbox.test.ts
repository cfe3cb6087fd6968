import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Said } from '../../../electron/inbox/inbox.ts';
import type { FileOutcome } from '../../../electron/inbox/outcome.ts';
import { emptyInbox, watchInbox } from '../../../electron/inbox/watch-inbox.ts';
import type { Clock, Timer } from '../../../shared/clock.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'watch-'));
  folder = path.join(root, 'drop');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Pauses between two looks pass at once; `live` are timers that would keep a process running. */
function hastyClock(): Clock & { readonly live: ReadonlySet<Timer> } {
  const live = new Set<Timer>();
  let nowMs = 0;
  return {
    live,
    utcMs: () => Date.UTC(2026, 10, 29, 8) + nowMs,
    monotonicMs: () => nowMs,
    after(ms, then) {
      const timer = { cancel: () => void live.delete(timer) };
      live.add(timer);
      if (ms < 10_000) {
        setImmediate(() => {
          if (!live.delete(timer)) return;
          nowMs += ms;
          then();
        });
      }
      return timer;
    },
  };
}

/** A folder with two files, and what one can neither replace nor move a file into. */
function createRig() {
  writeFileSync(path.join(folder, 'one.csv'), 'one');
  writeFileSync(path.join(folder, 'two.csv'), 'two');
  writeFileSync(path.join(folder, 'done'), '');
  const said: Said[] = [];
  const imported: string[] = [];
  const clock = hastyClock();
  const importFile = (file: string): Promise<FileOutcome> => {
    imported.push(path.basename(file));
    return Promise.resolve({ ok: true, rejected: [], rejectedTotal: 0 });
  };
  return { clock, said, imported, folder, importFile, say: (one: Said) => void said.push(one) };
}

const taken = (): string[] => {
  const taking = path.join(folder, 'taking');
  if (!existsSync(taking)) return [];
  return readdirSync(taking).flatMap((mine) => readdirSync(path.join(taking, mine)));
};

describe('a file that was imported and cannot be put into done', () => {
  it('counts as imported, is said where it lies, and lets no other begin', async () => {
    const { imported, said, ...options } = createRig();
    expect(await emptyInbox(options)).toEqual({ imported: 1, failed: 0, left: 2, again: true });
    expect(said.map(({ what, file }) => [what, file])).toEqual([
      ['inbox-imported', imported[0]],
      ['inbox-file-unsettled', imported[0]],
    ]);
    expect(said[1]?.text).toContain(`It lies in ${path.join('taking', '')}`);
    expect([imported.length, taken()]).toEqual([1, imported]);
  });

  it('keeps nobody waiting for an end', async () => {
    const options = createRig();
    await emptyInbox(options);
    expect(options.clock.live.size).toBe(0);
  });

  it('is done as soon as it can be, by the watch that imported it, once', async () => {
    const options = createRig();
    const watch = watchInbox(options);
    await expect.poll(() => options.said.at(-1)?.what).toBe('inbox-folder');
    rmSync(path.join(folder, 'done'));
    await expect.poll(() => options.imported.length).toBe(2);
    await watch.stop();
    expect(readdirSync(path.join(folder, 'done'))).toHaveLength(2);
    expect([new Set(options.imported).size, taken(), options.clock.live.size]).toEqual([2, [], 0]);
  });

  it('lies where the next start finds it when the watch is stopped', async () => {
    const options = createRig();
    const watch = watchInbox(options);
    await expect.poll(() => options.said.at(-1)?.what).toBe('inbox-folder');
    await watch.stop();
    expect([options.clock.live.size, taken()]).toEqual([0, options.imported]);
  });
});

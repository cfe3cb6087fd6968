import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../tools/runtime/run-command.ts';
import { temporaryFolders } from './temporary-folder.ts';

const newFolder = temporaryFolders();

describe.skipIf(process.platform === 'win32')('runCommand', () => {
  it('gives the output, and each line of both outputs', async () => {
    const lines: string[] = [];
    const output = await runCommand('sh', ['-c', 'echo one; echo two >&2; printf three'], {
      onLine: (line) => lines.push(line),
    });
    expect(output).toBe('one\nthree');
    expect(lines.toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('rejects with the exit code and what the command said', async () => {
    await expect(runCommand('sh', ['-c', 'echo the reason >&2; exit 3'])).rejects.toThrow(
      /ended with 3:\s+the reason/,
    );
    await expect(runCommand('no-such-command', [])).rejects.toThrow('ENOENT');
  });

  it('ends the children of a stopped command too', async () => {
    const file = path.join(newFolder(), 'late');
    const stop = new AbortController();
    const script = `(sleep 0.5; touch ${file}) & wait`;
    const work = runCommand('sh', ['-c', script], { signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(work).rejects.toThrow('stopped');
    await wait(800);
    expect(existsSync(file)).toBe(false);
  });
});

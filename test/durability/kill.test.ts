import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOk, temporaryFolder, verified } from '../electron/core/store/support.ts';

const ROUNDS = 12;

/** Lets a child append until it is killed; gives what it acknowledged, `seq hash` each. */
async function appendUntilKilled(
  dataDir: string,
  boot: string,
  aliveMs: number,
): Promise<string[]> {
  const program = join(import.meta.dirname, 'append-loop.ts');
  const child = spawn(process.execPath, [program, dataDir, boot], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const first = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      resolve();
    });
  });
  await Promise.race([first, once(child, 'exit')]);
  await new Promise((resolve) => setTimeout(resolve, aliveMs));
  child.kill('SIGKILL');
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error('the child ended by itself');
  return output.split('\n').slice(0, -1);
}

describe('a station that is killed at any moment', () => {
  it('has lost nothing that it acknowledged', { timeout: 120_000 }, async () => {
    const dataDir = temporaryFolder();
    const acknowledged: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      acknowledged.push(
        ...(await appendUntilKilled(dataDir, `boot-${round}`, Math.random() * 120)),
      );
      expect(verified(dataDir)).toMatchObject({ ok: true });
      const store = openOk(dataDir, { bootId: `check-${round}` });
      expect(store.alarms).toEqual([]);
      const recorded = new Set(
        store.events({ limit: -1, offset: 0 }).map(({ seq, hash }) => `${seq} ${hash}`),
      );
      store.close();
      expect(acknowledged.filter((line) => !recorded.has(line))).toEqual([]);
      expect(verified(dataDir)).toMatchObject({
        ok: true,
        unacknowledged: { events: 0, bytes: 0 },
      });
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realClock } from '../../electron/real-clock.ts';
import { parcelIntents } from '../../tools/benchmarks/parcel-intents.ts';
import {
  onEnd,
  openError,
  openOk,
  temporaryFolder,
  verified,
} from '../electron/core/store/support.ts';
import { acknowledgement } from './power-loss/acknowledgement.ts';
import { canMount, refusal } from './small-disk.ts';

const DISK_KB = 16_384;

/** A disk in a file, as a real file system with a journal of its own; null where that is not possible. */
function mountFileSystem(): { disk: string; mount(): void } | null {
  const image = join(temporaryFolder(), 'image');
  const disk = temporaryFolder();
  execFileSync('truncate', ['-s', `${DISK_KB}k`, image]);
  const mount = (): boolean => spawnSync('mount', ['-o', 'loop', image, disk]).status === 0;
  if (spawnSync('mkfs.ext4', ['-q', '-F', image]).status !== 0 || !mount()) return null;
  onEnd(() => void spawnSync('umount', [disk]));
  return {
    disk,
    mount() {
      if (!mount()) throw new Error(`${image} cannot be mounted again`);
    },
  };
}

describe.skipIf(!canMount)('a disk that turns read-only at work', () => {
  it('is told in one sentence, and has all that was acknowledged when it is mounted again', ({
    skip,
  }) => {
    const found = mountFileSystem();
    if (found === null) return skip('there are no loop devices here, or no mkfs.ext4');
    const { disk, mount } = found;
    const dataDir = join(disk, 'data');
    const store = openOk(dataDir, { clock: realClock });
    const acknowledged: string[] = [];
    const tell = (position: number): void => {
      for (const intent of parcelIntents(position)) {
        acknowledged.push(...store.append(intent, 'shift').map(acknowledgement));
      }
    };
    for (let position = 0; position < 5; position += 1) tell(position);
    // What Linux does to a file system whose disk reports errors.
    execFileSync('mount', ['-o', 'remount,abort', disk]);
    for (const position of [5, 6]) {
      const why = refusal(() => tell(position));
      expect(why?.code).toBe('disk-error');
      expect(why?.message).toMatch(
        /^The disk of \S+ reported an error \([^)]+\)\. This entry [^]*earlier records are safe\. /,
      );
    }
    expect(refusal(() => store.close())).toBeNull();
    expect(['data-folder-read-only', 'disk-error']).toContain(openError(dataDir));
    execFileSync('umount', [disk]);
    mount();
    const again = openOk(dataDir, { clock: realClock, bootId: 'again' });
    expect(again.alarms).toEqual([]);
    const kept = new Set(again.events({ limit: -1, offset: 0 }).map(acknowledgement));
    expect(acknowledged.length).toBeGreaterThan(40);
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
    again.append(parcelIntents(7)[0] ?? [], 'shift');
    again.close();
    expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
    execFileSync('umount', [disk]);
  });
});

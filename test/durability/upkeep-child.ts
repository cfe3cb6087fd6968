/**
 * Child of the durability tests: makes backups until it is killed and prints the name of each, or
 * begins a purge of everything that is over its time.
 */
import { writeSync } from 'node:fs';
import { createJobQueue } from '../../electron/core/upkeep/job-queue.ts';
import { makeBackup } from '../../electron/core/store/backup.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { createPurgeDesk } from '../../electron/core/upkeep/purge-desk.ts';
import { realClock } from '../../electron/real-clock.ts';

const [work = '', dataDir = '', secondPath = ''] = process.argv.slice(2);
const opened = openStore({ dataDir, mode: 'live', clock: realClock, bootId: 'child' });
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
const store = opened.value;

async function backUp(): Promise<void> {
  for (let round = 1; ; round += 1) {
    const utcMs = realClock.utcMs();
    const options = { dataDir, sqliteAddon: null, utcMs, keep: 2, secondPath };
    const { name, second } = await makeBackup({ ...options, rotateSecond: true });
    if (second?.why !== null) throw new Error(second?.why);
    writeSync(1, `${name}\n`);
    const event = { kind: 'note', session: null, actor: 'B-1', body: { round } };
    store.append([event], null);
  }
}

function purge(): void {
  const policy = { radiation: 1, seized: 1, held: 1, returned: 1, released: 1 };
  const desk = createPurgeDesk({
    store,
    clock: realClock,
    policy: { ...policy, undecided: 1, shift: 1, manifest: 1 },
    secondPath,
    sqliteAddon: null,
    queue: createJobQueue(),
    log: (line) => void writeSync(2, `${line}\n`),
    releaseManifest: () => {},
  });
  const told = desk.purge({ badge: 'B-3001', role: 'manager' }, null);
  // Kept alive until it is killed.
  setInterval(() => {}, 1_000);
  writeSync(1, `${told.refused ?? 'purged'}\n`);
}

if (work === 'back-up') await backUp();
else purge();

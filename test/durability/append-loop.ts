/**
 * Child of the durability tests: appends for as long as it lives and prints the seq of the last
 * event after each acknowledged append.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock } from '../../electron/real-clock.ts';

const [dataDir = '', boot = ''] = process.argv.slice(2);
const opened = openStore({
  dataDir,
  mode: 'live',
  clock: realClock,
  bootId: boot,
  journalFileBytes: 20_000,
});
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
for (let round = 1; ; round += 1) {
  const session = `${boot}-${round}`;
  const opening = { kind: 'session-opened', session, actor: 'B-1', body: {} };
  const note = {
    kind: 'note',
    session,
    actor: 'B-1',
    body: { text: { personal: 'x'.repeat(99) } },
  };
  const [, last] = opened.value.append([opening, note], null);
  // Synchronous: nothing acknowledged may sit in a buffer of this process when it is killed.
  writeSync(1, `${last?.seq} ${last?.hash}\n`);
}

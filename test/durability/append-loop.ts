/**
 * Child of the durability tests: the store of a bench under load. Says `opening`, then a line for
 * each event once it is acknowledged, for as long as it lives.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { NewEvent } from '../../shared/records/event.ts';
import { parcelIntents } from '../../tools/benchmarks/parcel-intents.ts';
import { acknowledgement } from './power-loss/acknowledgement.ts';

/** Parcels of a shift, which ends with a checkpoint. */
const SHIFT_PARCELS = 3;

const [dataDir = '', boot = ''] = process.argv.slice(2);
// Synchronous: nothing acknowledged may sit in a buffer of this process when it is killed.
writeSync(1, 'opening\n');
const opened = openStore({
  dataDir,
  mode: 'live',
  clock: realClock,
  bootId: boot,
  journalFileBytes: 20_000,
});
if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
const store = opened.value;
const [alarm] = store.alarms;
if (alarm !== undefined) throw new Error(`${alarm.code}: ${alarm.message}`);
const tell = (events: readonly NewEvent[], shift: string): void => {
  writeSync(1, store.append(events, shift).map(acknowledgement).join(''));
};
const from = store.eventCount();
for (let parcel = 1; ; parcel += 1) {
  const shift = `${boot}-${Math.ceil(parcel / SHIFT_PARCELS)}`;
  const about = { session: null, actor: 'B-1042' };
  if (parcel % SHIFT_PARCELS === 1) {
    tell([{ ...about, kind: 'shift-opened', body: { shift, officer: 'B-1042' } }], shift);
  }
  for (const intent of parcelIntents(from + parcel)) tell(intent, shift);
  if (parcel % SHIFT_PARCELS === 0) {
    const handover = { personal: `all well after ${parcel}` };
    tell([{ ...about, kind: 'shift-closed', body: { shift, handover } }], shift);
  }
}

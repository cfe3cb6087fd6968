/**
 * Child of the power-loss test: the records of a bench at work, with everything that is written to a
 * data folder. Starts from nothing or where an earlier one was killed; ends by killing itself, unless
 * the shim does it before.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../../electron/core/store/open.ts';
import type { Store } from '../../../electron/core/store/store.ts';
import { realClock } from '../../../electron/real-clock.ts';
import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import { parcelIntents } from '../../../tools/benchmarks/parcel-intents.ts';
import { acknowledgement } from './acknowledgement.ts';

/** Small, so that the journal goes on in new files. */
const JOURNAL_FILE_BYTES = 40_000;

/** After each shift the store is closed and opened again. */
const [dataDir = '', boot = '', shifts = '1', parcels = '1'] = process.argv.slice(2);

/** Synchronous: nothing acknowledged may wait in this process. */
function acknowledge(events: readonly RecordedEvent[]): void {
  writeSync(1, events.map(acknowledgement).join(''));
}

function open(bootId: string): Store {
  const options = { dataDir, mode: 'live', clock: realClock, bootId } as const;
  const opened = openStore({ ...options, journalFileBytes: JOURNAL_FILE_BYTES });
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  const [alarm] = opened.value.alarms;
  if (alarm !== undefined) throw new Error(`${alarm.code}: ${alarm.message}`);
  acknowledge(opened.value.events({ limit: -1, offset: opened.value.eventCount() - 1 }));
  return opened.value;
}

function ofShift(kind: string, body: NewEvent['body']): NewEvent {
  return { kind, session: null, actor: 'B-1042', body };
}

for (let shift = 1; shift <= Number(shifts); shift += 1) {
  const id = `${boot}-${shift}`;
  const store = open(id);
  const tell = (...events: NewEvent[]): void => acknowledge(store.append(events, id));
  const reason = { personal: `no test mass at the bench in shift ${id}` };
  tell(ofShift('shift-opened', { shift: id, officer: 'B-1042' }));
  tell(ofShift('shift-check', { check: 'test-mass', result: 'skipped', reason }));
  // Sessions that no earlier process has begun.
  const from = store.eventCount();
  for (let parcel = 1; parcel <= Number(parcels); parcel += 1) {
    for (const intent of parcelIntents(from + parcel)) tell(...intent);
  }
  tell(ofShift('shift-closed', { shift: id, handover: { personal: `all well, ${id}` } }));
  if (shift < Number(shifts)) store.close();
}
// Between two calls, so that the log knows of everything that was done.
process.kill(process.pid, 'SIGKILL');

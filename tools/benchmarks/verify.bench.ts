import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseJournalLine, hashPrefix } from '../../shared/records/chain.ts';
import type { NewEvent } from '../../shared/records/event.ts';
import { listJournal } from '../../electron/core/store/journal-files.ts';
import { openStore } from '../../electron/core/store/open.ts';
import { verifyPath } from '../../electron/core/store/verify.ts';
import { realClock } from '../../electron/real-clock.ts';
import { quantile, round } from './figures.ts';
import { parcelIntents } from './parcel-intents.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Parcels that are recorded together: the folder is to be read, not to be measured while it is made. */
const AT_ONCE = 50;
const SHIFT_PARCELS = 300;

/** Fills a data folder with whole screenings and the ends of shifts. @returns its records */
function fill(dataDir: string, events: number): number {
  const opened = openStore({ dataDir, mode: 'training', clock: realClock, bootId: 'benchmark' });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const person = { session: null, actor: 'B-1042' };
  for (let parcel = 0; store.eventCount() < events; parcel += AT_ONCE) {
    const shift = `shift-${Math.trunc(parcel / SHIFT_PARCELS)}`;
    const opening: NewEvent = {
      ...person,
      kind: 'shift-opened',
      body: { shift, officer: 'B-1042' },
    };
    const closing: NewEvent = { ...person, kind: 'shift-closed', body: { shift } };
    const parcels = Array.from({ length: AT_ONCE }, (_, at) => parcelIntents(parcel + at).flat());
    const first = parcel % SHIFT_PARCELS === 0 ? [opening] : [];
    const last = (parcel + AT_ONCE) % SHIFT_PARCELS === 0 ? [closing] : [];
    store.append([...first, ...parcels.flat(), ...last], shift);
  }
  const count = store.eventCount();
  store.close();
  return count;
}

/** The bytes of each event that its hash is made of, in memory. */
function inputsOf(dataDir: string): Buffer[] {
  return listJournal(path.join(dataDir, 'journal')).flatMap((file) =>
    readFileSync(file.path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const event = parseJournalLine(line);
        if (event === null) throw new Error('a line that was just written is none');
        return Buffer.from(hashPrefix(event.prev, event.header) + event.bodyText);
      }),
  );
}

function timed(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

await runBenchmark('verify', { events: 100_000, rounds: 7 }, async ({ options, folder, log }) => {
  const dataDir = path.join(folder, 'data');
  log(`Recording ${options.events} events …`);
  const events = fill(dataDir, options.events);
  const inputs = inputsOf(dataDir);
  const bytes = inputs.reduce((sum, input) => sum + input.length, 0);
  const took: Record<'verify' | 'hash', number[]> = { verify: [], hash: [] };
  log(`Verifying them ${options.rounds} times, in turn with one hash per event …`);
  // The first round warms both up.
  for (let round = 0; round <= options.rounds; round += 1) {
    const verifyMs = timed(() => {
      const verified = verifyPath(dataDir);
      if (!verified.ok || !verified.value.ok || verified.value.events !== events) {
        throw new Error(`the records do not verify: ${JSON.stringify(verified)}`);
      }
    });
    const hashMs = timed(() => inputs.forEach((input) => hash('sha256', input)));
    if (round === 0) continue;
    took.verify.push(verifyMs);
    took.hash.push(hashMs);
  }
  const [verifyMs, hashMs] = [quantile(took.verify, 0.5), quantile(took.hash, 0.5)];
  const perSecond = (ms: number): number => Math.round((events * 1000) / ms);
  return {
    eventsPerS: perSecond(verifyMs),
    ms: round(verifyMs),
    ratio: round(hashMs / verifyMs),
    goal: 0.3,
    compared: {
      with: 'one crypto.hash per event over the bytes that its hash is made of, in memory, one thread',
      eventsPerS: perSecond(hashMs),
      ms: round(hashMs),
    },
    events,
    bytesPerEvent: Math.round(bytes / events),
    threads: availableParallelism(),
  };
});

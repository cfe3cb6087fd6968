import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { DriverStep, ExchangeLine, Protocol } from '../../electron/devices/protocol.ts';
import type { SeededRandom } from '../../electron/devices/seeded-random.ts';
import type { DriverSettings } from '../../shared/measure/instrument.ts';
import type { Observation, Reading } from '../../shared/measure/reading.ts';

/** Bytes that are decoded together: one sitting of a recording. */
const BATCH_BYTES = 65_536;
/** Between two chunks; and the most often that a driver is woken in that time. */
const CHUNK_MS = 20;
const MOST_WAKES = 50;

const pick = <T>(random: SeededRandom, items: readonly T[]): T | undefined =>
  items[Math.floor(random.next() * items.length)];

/** A frame with one thing wrong: a bit, a byte too many, too few, or a cut. */
function mutate(frame: Uint8Array, random: SeededRandom): Uint8Array {
  const at = Math.floor(random.next() * frame.length);
  const head = frame.subarray(0, at);
  const tail = frame.subarray(at + 1);
  switch (Math.floor(random.next() * 5)) {
    case 0: {
      const flipped = Uint8Array.from(frame);
      flipped[at] = (frame[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      return flipped;
    }
    case 1:
      return Uint8Array.from([...head, ...random.bytes(1), ...frame.subarray(at)]);
    case 2:
      return Uint8Array.from([...head, ...tail]);
    case 3:
      return head;
    default:
      return Uint8Array.from([...random.bytes(1 + Math.floor(random.next() * 16)), ...frame]);
  }
}

/** Chunks of random bytes, `total` bytes in all. */
export function* randomBatches(
  total: number,
  random: SeededRandom,
): Generator<readonly Uint8Array[]> {
  for (let done = 0; done < total;) {
    const chunks: Uint8Array[] = [];
    let size = 0;
    while (size < BATCH_BYTES && done + size < total) {
      const chunk = random.bytes(1 + Math.floor(random.next() * 2048));
      chunks.push(chunk);
      size += chunk.length;
    }
    done += size;
    yield chunks;
  }
}

/** Chunks of captured frames, two of three with a mistake in them, `total` bytes in all. */
export function* mutatedBatches(
  frames: readonly Uint8Array[],
  total: number,
  random: SeededRandom,
): Generator<readonly Uint8Array[]> {
  for (let done = 0; done < total;) {
    const chunks: Uint8Array[] = [];
    let size = 0;
    while (size < BATCH_BYTES && done + size < total) {
      const frame = pick(random, frames) ?? new Uint8Array(1);
      const chunk = random.next() < 1 / 3 ? frame : mutate(frame, random);
      chunks.push(chunk);
      size += chunk.length + 1;
    }
    done += size;
    yield chunks;
  }
}

/** A conversation in which the instrument's answers have mistakes. */
export function mutatedExchange(
  lines: readonly ExchangeLine[],
  random: SeededRandom,
): readonly ExchangeLine[] {
  return lines.map((line) =>
    line.from === 'host' || random.next() < 1 / 2
      ? line
      : { from: line.from, bytes: mutate(line.bytes, random) },
  );
}

function isReading(observation: Observation): observation is Reading {
  return observation.type === 'reading';
}

/** What a reading says, without what only its neighbours decide. */
function gist(reading: Reading): string {
  return reading.kind === 'scan'
    ? reading.text
    : `${reading.kind} ${reading.value} ${reading.unit}`;
}

/**
 * Readings that are not whole frames of the stream: their bytes do not stand in it, or say something
 * else, or nothing, when they are decoded by themselves.
 */
export function readingsWithoutFrame(
  protocol: Protocol,
  settings: DriverSettings,
  chunks: readonly Uint8Array[],
  observations: readonly Observation[],
): readonly Reading[] {
  const stream = Buffer.concat(chunks);
  const reads = (...frames: readonly Uint8Array[]): Reading | undefined =>
    protocol.decodeStream(frames, settings).filter(isReading).at(-1);
  let whole: Uint8Array | null = null;
  return observations.filter(isReading).filter((reading) => {
    const frame = Uint8Array.from(Buffer.from(reading.raw, 'hex'));
    if (!stream.includes(Buffer.from(frame))) return true;
    const matches = (one: Reading | undefined): boolean =>
      one !== undefined && gist(one) === gist(reading);
    // A meter whose check is another one is believed from its fourth line on.
    const times = [[frame], [frame, frame, frame, frame]];
    if (
      times.some((frames) =>
        protocol.decodeStream(frames, settings).filter(isReading).some(matches),
      )
    ) {
      whole = frame;
      return false;
    }
    // A line of a moving scale may leave its unit out: it keeps that of the line before it.
    return whole === null || !matches(reads(whole, frame));
  });
}

/**
 * Hands bytes to drivers as the link does: time goes on, a driver that gives up is followed by another.
 * Gives the number of bytes.
 * @throws Error when a driver wants to be woken in the past again and again
 */
export function feedDriver(
  protocol: Protocol,
  settings: DriverSettings,
  batches: Iterable<readonly Uint8Array[]>,
): number {
  let nowMs = 1000;
  let driver = protocol.createDriver(settings);
  let wakeAtMs: number | null = null;
  const take = (step: DriverStep): void => {
    ({ wakeAtMs } = step);
    if (step.failure === undefined) return;
    driver = protocol.createDriver(settings);
    take(driver.start(nowMs));
  };
  const wakeUntil = (untilMs: number): void => {
    for (let wakes = 0; wakeAtMs !== null && wakeAtMs <= untilMs; wakes += 1) {
      if (wakes > MOST_WAKES) throw new Error('a driver wants to be woken again and again');
      nowMs = Math.max(nowMs + 1, wakeAtMs);
      take(driver.wake(nowMs));
    }
    nowMs = Math.max(nowMs, untilMs);
  };

  take(driver.start(nowMs));
  let bytes = 0;
  for (const chunk of flatten(batches)) {
    wakeUntil(nowMs + CHUNK_MS);
    take(driver.receive(chunk, nowMs));
    bytes += chunk.length;
  }
  return bytes;
}

function* flatten(batches: Iterable<readonly Uint8Array[]>): Generator<Uint8Array> {
  for (const chunks of batches) yield* chunks;
}

/** Bytes on the heap after everything that nobody holds is gone. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

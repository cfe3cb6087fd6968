import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { createSimulatedField } from '../simulated-field.ts';
import { createSimulatedLine } from '../simulated-line.ts';

/** A scintillator: 142 counts per second for each µSv/h, as in the manual's example. */
const CPM = 142 * 60;
const DEAD_TIME_S = 5e-6;
/** A measurement is new this often. */
const MEASUREMENT_MS = 250;
const TICK_MS = 1000;
/** Seconds that the simulated filter averages over. */
const FILTER_S = 10;
/** The last bytes of both requests. */
const REQUEST_BYTES = 8;

/** The remainder of each byte for the check. */
const REMAINDERS = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let round = 0; round < 8; round += 1) {
    value = value % 2 === 1 ? (value >>> 1) ^ 0xac5e : value >>> 1;
  }
  return value;
});

function seal(id: number, payload: Buffer): Uint8Array {
  const inner = Buffer.concat([Buffer.of(id, 0), payload]);
  let check = 0xffff;
  for (const byte of inner) check = (REMAINDERS[(check ^ byte) & 0xff] ?? 0) ^ (check >>> 8);
  const size = inner.length + 2;
  return Buffer.concat([
    Buffer.from('#!AccuRad!#', 'latin1'),
    Buffer.of(size & 0xff, size >> 8),
    inner,
    Buffer.of((check || 1) & 0xff, (check || 1) >> 8),
  ]);
}

/**
 * An AccuRad PRD. Even seeds answer requests with and without the prefix of USB clients, odd ones only
 * those with it.
 */
export function createAccuRadSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const line = createSimulatedLine(random);
  const cpmPerMicrosievert = detector.cpmPerMicrosievert ?? CPM;
  const sensor = { cpmPerMicrosievert, deadTimeS: DEAD_TIME_S };
  const needsPrefix = Math.abs(seed) % 2 === 1;
  const faults = new Set<SimulatedFault>();
  let field = createSimulatedField(random, sensor, 0);
  let seconds: number[] = [];
  let startedMs = 0;
  let nextTickMs = Infinity;
  let input = Buffer.alloc(0);

  const info = (): Uint8Array => {
    const payload = Buffer.alloc(65);
    payload.write('MIRION', 0, 'latin1');
    payload.write('ACCURAD PRD', 16, 'latin1');
    payload.write(String(seed).padStart(6, '0').slice(-15), 32, 'latin1');
    return seal(0, payload);
  };

  const data = (nowMs: number): Uint8Array => {
    const elapsedMs = nowMs - startedMs;
    const cps = seconds.reduce((sum, count) => sum + count, 0) / (seconds.length || 1);
    const rate = ((cps / (1 - cps * DEAD_TIME_S)) * 60) / cpmPerMicrosievert;
    const payload = Buffer.alloc(47);
    payload.writeUInt8(0x81, 0);
    payload.writeFloatLE(rate, 1);
    payload.writeFloatLE(cps, 5);
    payload.writeFloatLE(0.036, 9);
    payload.writeFloatLE(5.1, 13);
    payload.writeFloatLE((rate * elapsedMs) / 3.6e6, 29);
    payload.writeFloatLE(elapsedMs / 1000, 33);
    payload.writeUInt8(0xa4, 37);
    payload.writeUInt8(faults.has('low-battery') ? 5 : 96, 38);
    const system = (faults.has('warming-up') ? 0 : 2 ** 30) + (faults.has('alarm') ? 2 ** 8 : 0);
    payload.writeUInt32LE(system, 39);
    payload.writeUInt32LE(Math.floor(elapsedMs / MEASUREMENT_MS), 43);
    return seal(1, payload);
  };

  /** Both requests end alike; what stands before one is its prefix. */
  const hear = (bytes: Uint8Array, nowMs: number): Uint8Array[] => {
    const said: Uint8Array[] = [];
    input = Buffer.concat([input, bytes]).subarray(-256);
    const asked = [
      [Buffer.from('7e040010a70746e7', 'hex'), info],
      [Buffer.from('7e040011a71e43e7', 'hex'), () => data(nowMs)],
    ] as const;
    for (const [request, answer] of asked) {
      const at = input.indexOf(request);
      if (at === -1) continue;
      const prefixed = input.subarray(0, at).includes('#!AccuRad!#');
      if (prefixed || !needsPrefix) said.push(answer());
      input = input.subarray(at + REQUEST_BYTES);
    }
    return said;
  };

  const runClock = (nowMs: number): void => {
    while (nowMs >= nextTickMs) {
      seconds = [...seconds, field.pulses(nextTickMs)].slice(-FILTER_S);
      nextTickMs += TICK_MS;
    }
  };
  const speak = (emit: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    runClock(nowMs);
    return line.speak(emit, nextTickMs, nowMs);
  };

  return {
    start(nowMs) {
      field = createSimulatedField(random, sensor, nowMs);
      startedMs = nowMs;
      nextTickMs = nowMs + TICK_MS;
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      runClock(nowMs);
      return speak(line.deaf() ? [] : hear(bytes, nowMs), nowMs);
    },
    change(change, nowMs) {
      runClock(nowMs);
      if (change.kind === 'source') field.setRate(change.value, change.unit, nowMs);
      if (change.kind === 'fault' || change.kind === 'ok') {
        const name = change.kind === 'ok' ? null : change.name;
        field.setFault(name, nowMs);
        line.setFault(name, nowMs);
        if (name === null) faults.clear();
        else faults.add(name);
      }
      return speak(change.kind === 'bytes' ? [change.bytes] : [], nowMs);
    },
  };
}

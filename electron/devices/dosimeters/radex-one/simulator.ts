import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';
import { createSimulatedField } from '../simulated-field.ts';
import { createSimulatedLine } from '../simulated-line.ts';

/** Counts per minute for each µSv/h: 21 at 0.18 µSv/h on a real one. */
const CPM = 117;
const DEAD_TIME_S = 1e-4;
const TICK_MS = 1000;
/** Seconds that it averages over. */
const AVERAGE_S = 60;
const HEADER_BYTES = 12;
const MAX_INPUT = 256;

/** Subtracts words from FFFF, wrapping as the instrument does. */
function sealOf(part: Buffer): number {
  let rest = 0xffff;
  for (let at = 0; at < part.length; at += 2) {
    rest -= part.readUInt16LE(at);
    if (rest <= 0) rest += 0xffff;
  }
  return rest;
}

function sealed(part: Buffer): Buffer {
  const check = Buffer.alloc(2);
  check.writeUInt16LE(sealOf(part));
  return Buffer.concat([part, check]);
}

function reply(packet: number, extension: Buffer): Uint8Array {
  const body = sealed(extension);
  const header = Buffer.from('7aff20800000000000', 'hex');
  const head = Buffer.concat([header, Buffer.alloc(1)]);
  head.writeUInt16LE(body.length, 4);
  head.writeUInt16LE(packet, 6);
  return Buffer.concat([sealed(head), body]);
}

/** A RADEX ONE: values, serial number, settings and reset, as its frames are known. */
export function createRadexOneSimulator(seed: number, detector: SimulatedDetector = {}): Simulator {
  const random = createSeededRandom(seed);
  const line = createSimulatedLine(random);
  const cpmPerMicrosievert = detector.cpmPerMicrosievert ?? CPM;
  const sensor = { cpmPerMicrosievert, deadTimeS: DEAD_TIME_S };
  let field = createSimulatedField(random, sensor, 0);
  let seconds: number[] = [];
  let nextTickMs = Infinity;
  let accumulated = 0;
  let settings = Buffer.from('050000000210000000', 'hex');
  let input = Buffer.alloc(0);

  const values = (): Buffer => {
    const mean = seconds.reduce((sum, count) => sum + count, 0) / (seconds.length || 1);
    const rate = ((mean / (1 - mean * DEAD_TIME_S)) * 60) / cpmPerMicrosievert;
    const extension = Buffer.alloc(20);
    extension.writeUInt16LE(0x0800, 0);
    extension.writeUInt16LE(12, 4);
    extension.writeUInt32LE(field.saturated() ? 99_900 : Math.round(rate * 100), 8);
    extension.writeUInt32LE(Math.round(accumulated * 100), 12);
    extension.writeUInt32LE(Math.round(mean * 60), 16);
    return extension;
  };

  const identity = (): Buffer => {
    const extension = Buffer.from('0100000014000000' + '11a40000' + '00000000', 'hex');
    extension.writeUInt32LE(Math.abs(seed) % 1_000_000, 12);
    return Buffer.concat([extension, Buffer.from('140006120108480308000000', 'hex')]);
  };

  const answer = (type: number, extension: Buffer): Buffer | null => {
    switch (type) {
      case 0x0800:
        return values();
      case 0x0001:
        return identity();
      case 0x0801:
        return Buffer.concat([Buffer.from('01080000', 'hex'), settings]);
      case 0x0802:
        settings = Buffer.from(extension.subarray(4, -2));
        return Buffer.from('02080000', 'hex');
      case 0x0803:
        accumulated = 0;
        return Buffer.from('03080000', 'hex');
      default:
        return null;
    }
  };

  /** Whole requests with right checksums; what is not is passed over without a word. */
  const hear = (bytes: Uint8Array): Uint8Array[] => {
    const said: Uint8Array[] = [];
    input = Buffer.concat([input, bytes]).subarray(-MAX_INPUT);
    for (let at = input.indexOf('7bff2000', 0, 'hex'); at !== -1;) {
      const request = input.subarray(at);
      if (request.length < HEADER_BYTES) return said;
      const end = HEADER_BYTES + request.readUInt16LE(4);
      if (request.length < end) return said;
      const header = request.subarray(0, HEADER_BYTES);
      const extension = request.subarray(HEADER_BYTES, end);
      const right = [header, extension].every(
        (part) =>
          part.length >= 4 && sealOf(part.subarray(0, -2)) === part.readUInt16LE(part.length - 2),
      );
      const body = right ? answer(extension.readUInt16LE(0), extension) : null;
      if (body !== null) said.push(reply(header.readUInt16LE(6), body));
      input = input.subarray(at + (right ? end : 4));
      at = input.indexOf('7bff2000', 0, 'hex');
    }
    return said;
  };

  const runClock = (nowMs: number): void => {
    while (nowMs >= nextTickMs) {
      const count = field.pulses(nextTickMs);
      seconds = [...seconds, count].slice(-AVERAGE_S);
      accumulated += count / cpmPerMicrosievert / 60;
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
      nextTickMs = nowMs + TICK_MS;
      return speak([], nowMs);
    },
    wake: (nowMs) => speak([], nowMs),
    receive(bytes, nowMs) {
      runClock(nowMs);
      return speak(line.deaf() ? [] : hear(bytes), nowMs);
    },
    change(change, nowMs) {
      runClock(nowMs);
      if (change.kind === 'source') field.setRate(change.value, change.unit, nowMs);
      if (change.kind === 'fault' || change.kind === 'ok') {
        const name = change.kind === 'ok' ? null : change.name;
        field.setFault(name, nowMs);
        line.setFault(name, nowMs);
      }
      return speak(change.kind === 'bytes' ? [change.bytes] : [], nowMs);
    },
  };
}

import type { SimulatedFault } from '../../../../shared/training/simulated-faults.ts';
import type { Simulator, SimulatorStep } from '../../protocol.ts';
import { createSeededRandom } from '../../seeded-random.ts';

const RESEND_MS = 2000;
const BABBLE_MS = 50;
/** Host character time-out: an unfinished packet is thrown away (factory setting, from memory). */
const CHARACTER_MS = 200;
const REVISION = 'PAABLS00-005-R00 SE3300 0';
/** Longest data of one packet: a length byte of 255 less four bytes of header and the code type. */
const MOST_DATA = 250;
const RESEND_BIT = 0x01;
const MORE_BIT = 0x02;

/** Answered with an acknowledgement: session, enable, disable, beep, lights, aim, parameters, flush. */
const ACKNOWLEDGED = [0xe4, 0xe5, 0xe9, 0xea, 0xe6, 0xe7, 0xe8, 0xc4, 0xc5, 0xc6, 0xd2];

/** Code type of a symbology; a text without an identifier is Code 128. */
const CODE_TYPES: readonly (readonly [string, number])[] = [
  [']C1', 0x0f],
  [']C0', 0x03],
  [']A0', 0x01],
  [']E0', 0x0b],
  [']E4', 0x0a],
  [']L', 0x11],
  [']d', 0x1b],
  [']Q', 0x1c],
];

function pack(opcode: number, status: number, data: readonly number[]): Uint8Array {
  const bytes = [data.length + 4, opcode, 0, status, ...data];
  let rest = 0x10000;
  for (const byte of bytes) rest -= byte;
  return Uint8Array.from([...bytes, Math.floor(rest / 256) % 256, rest % 256]);
}

function splitCode(text: string): { type: number; data: readonly number[] } {
  const [identifier, type] = CODE_TYPES.find(([start]) => text.startsWith(start)) ?? ['', 0x03];
  const rest = identifier === '' ? text : text.slice(3);
  return { type, data: [...new TextEncoder().encode(rest)] };
}

interface Outgoing {
  readonly opcode: number;
  readonly status: number;
  readonly data: readonly number[];
}

/** A scanner in SSI mode with packets and acknowledgements, as the factory sets it. */
export function createZebraSsiSimulator(seed: number): Simulator {
  const random = createSeededRandom(seed);
  let fault: SimulatedFault | null = null;
  let enabled = true;
  let received: number[] = [];
  let receivedMs = 0;
  /** Packets of codes; the first one waits for its acknowledgement once it was sent. */
  let outgoing: readonly Outgoing[] = [];
  let tries = 0;
  let dueMs: number | null = null;

  const sendFirst = (nowMs: number): readonly Uint8Array[] => {
    const [first] = outgoing;
    dueMs = first === undefined ? null : nowMs + RESEND_MS;
    if (first === undefined) return [];
    const status = first.status | (tries > 0 ? RESEND_BIT : 0);
    tries += 1;
    return [pack(first.opcode, status, first.data)];
  };
  const sendNext = (nowMs: number): readonly Uint8Array[] => {
    outgoing = outgoing.slice(1);
    tries = 0;
    return sendFirst(nowMs);
  };
  const read = (text: string, nowMs: number): readonly Uint8Array[] => {
    if (!enabled) return [];
    const { type, data } = splitCode(text);
    const wasIdle = outgoing.length === 0;
    const packets: Outgoing[] = [];
    for (let at = 0; at === 0 || at < data.length; at += MOST_DATA) {
      const more = at + MOST_DATA < data.length;
      const part = [type, ...data.slice(at, at + MOST_DATA)];
      packets.push({ opcode: 0xf3, status: more ? MORE_BIT : 0, data: part });
    }
    outgoing = [...outgoing, ...packets];
    return wasIdle ? sendFirst(nowMs) : [];
  };
  const obey = (packet: readonly number[], nowMs: number): readonly Uint8Array[] => {
    const sum = packet.slice(0, -2).reduce((total, byte) => total + byte, 0);
    const said = (packet.at(-2) ?? 0) * 256 + (packet.at(-1) ?? 0);
    if ((sum + said) % 0x10000 !== 0) return [pack(0xd1, 0, [1])];
    const opcode = packet[1] ?? 0;
    if (opcode === 0xd0) return outgoing.length > 0 ? sendNext(nowMs) : [];
    if (opcode === 0xd1) return outgoing.length > 0 ? sendFirst(nowMs) : [];
    if (fault === 'error-reply') return [pack(0xd1, 0, [6])];
    if (opcode === 0xa3) return [pack(0xa4, 0, [...Buffer.from(REVISION, 'latin1')])];
    if (opcode === 0xe9) enabled = true;
    if (opcode === 0xea) enabled = false;
    if (opcode === 0xd2) outgoing = [];
    return [ACKNOWLEDGED.includes(opcode) ? pack(0xd0, 0, []) : pack(0xd1, 0, [2])];
  };
  const receive = (bytes: Uint8Array, nowMs: number): readonly Uint8Array[] => {
    const replies: Uint8Array[] = [];
    if (nowMs - receivedMs > CHARACTER_MS) received = [];
    receivedMs = nowMs;
    for (const byte of bytes) {
      // A NUL between packets wakes the scanner up.
      if (received.length === 0 && byte < 4) continue;
      received.push(byte);
      if (received.length < (received[0] ?? 0) + 2) continue;
      replies.push(...obey(received, nowMs));
      received = [];
    }
    return replies;
  };
  const due = (nowMs: number): readonly Uint8Array[] => {
    if (fault === 'babble') {
      if (dueMs !== null && nowMs < dueMs) return [];
      dueMs = nowMs + BABBLE_MS;
      return [random.bytes(1 + Math.floor(random.next() * 24))];
    }
    if (dueMs === null || nowMs < dueMs) return [];
    // Two more times, then the code is lost.
    return tries < 3 ? sendFirst(nowMs) : sendNext(nowMs);
  };
  const step = (emit: readonly Uint8Array[], nowMs: number): SimulatorStep => {
    const dead = fault === 'disconnected' || fault === 'silent';
    const all = fault === 'babble' ? due(nowMs) : emit;
    return { emit: dead ? [] : all, wakeAtMs: dead ? null : dueMs };
  };

  return {
    start: (nowMs) => step([], nowMs),
    receive: (bytes, nowMs) => step(receive(bytes, nowMs), nowMs),
    wake: (nowMs) => step(fault === 'babble' ? [] : due(nowMs), nowMs),
    change(change, nowMs) {
      switch (change.kind) {
        case 'ok':
          fault = null;
          dueMs = outgoing.length > 0 ? nowMs : null;
          return step([], nowMs);
        case 'fault':
          fault = change.name;
          if (fault === 'babble') dueMs = nowMs;
          return step([], nowMs);
        case 'scan': {
          const dead = fault === 'disconnected' || fault === 'silent' || fault === 'babble';
          return step(dead ? [] : read(change.text, nowMs), nowMs);
        }
        case 'bytes':
          return step([change.bytes], nowMs);
        default:
          return step([], nowMs);
      }
    },
  };
}

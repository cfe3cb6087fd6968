import type { DriverStep, Protocol, ProtocolDescriptor } from '../../electron/devices/protocol.ts';
import type { Driver, Simulator, SimulatorStep } from '../../electron/devices/protocol.ts';
import type { Observation } from '../../shared/measure/reading.ts';

/*
 * A small instrument for tests of everything around protocols. The host asks `I\n` once (answer
 * `ID fake 1.0\n`, at most 1 s) and `Q\n` every 500 ms; the instrument answers `V <grams>\n`.
 */
const ANSWER_LIMIT_MS = 1000;
const POLL_MS = 500;
const LONGEST_LINE = 64;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function createDriver(descriptor: ProtocolDescriptor): Driver {
  let buffer = '';
  let identified = descriptor.silentAfterMs === null;
  let pollAtMs = 0;
  const step = (part: Partial<DriverStep>, wakeAtMs: number | null): DriverStep => ({
    send: [],
    observations: [],
    wakeAtMs,
    ...part,
  });
  return {
    start(nowMs) {
      pollAtMs = nowMs + ANSWER_LIMIT_MS;
      return identified ? step({}, null) : step({ send: [encode('I\n')] }, pollAtMs);
    },
    receive(bytes) {
      if (bytes.includes(0xee)) throw new Error('a mistake in the driver');
      buffer = (buffer + Buffer.from(bytes).toString('latin1')).slice(-4 * LONGEST_LINE);
      const lines = buffer.split('\n');
      buffer = lines.pop() ?? '';
      const observations: Observation[] = [];
      let identity: string | undefined;
      for (const line of lines) {
        if (line.startsWith('ID ')) identity = line.slice(3);
        else observations.push(decode(line));
      }
      if (buffer.length > LONGEST_LINE) {
        observations.push(malformed(buffer));
        buffer = '';
      }
      identified ||= identity !== undefined;
      const wakeAtMs = descriptor.silentAfterMs === null ? null : pollAtMs;
      return step({ observations, ...(identity === undefined ? {} : { identity }) }, wakeAtMs);
    },
    wake(nowMs) {
      if (!identified) {
        const failure = {
          type: 'fault',
          code: 'silent',
          raw: '',
          detail: 'no answer to I',
        } as const;
        return step({ failure }, null);
      }
      pollAtMs = nowMs + POLL_MS;
      return step({ send: [encode('Q\n')] }, pollAtMs);
    },
  };
}

function decode(line: string): Observation {
  const raw = Buffer.from(`${line}\n`, 'latin1').toString('hex');
  if (line === 'OVER') return { type: 'fault', code: 'overload', raw };
  const value = /^V (\d+)$/.exec(line)?.[1];
  if (value === undefined) return malformed(line);
  return {
    type: 'reading',
    kind: 'mass',
    value,
    unit: 'g',
    stable: true,
    basis: 'gross',
    tare: null,
    zero: value === '0',
    raw,
  };
}

function malformed(text: string): Observation {
  return { type: 'fault', code: 'malformed', raw: Buffer.from(text, 'latin1').toString('hex') };
}

function createSimulator(seed: number): Simulator {
  let grams = String(seed);
  let silent = false;
  let babbling = false;
  let asked = '';
  const quiet: SimulatorStep = { emit: [], wakeAtMs: null };
  const babble = (nowMs: number): SimulatorStep =>
    babbling ? { emit: [encode('?!\n'.repeat(20))], wakeAtMs: nowMs + 10 } : quiet;
  const answer = (question: string): string => {
    if (question === 'I') return 'ID fake 1.0\n';
    return question === 'Q' ? `V ${grams}\n` : 'ES\n';
  };
  return {
    start: () => quiet,
    receive(bytes, nowMs) {
      const parts = (asked + Buffer.from(bytes).toString('latin1')).split('\n');
      asked = parts.pop() ?? '';
      if (silent) return quiet;
      return { emit: parts.map((part) => encode(answer(part))), wakeAtMs: babble(nowMs).wakeAtMs };
    },
    wake: babble,
    change(change, nowMs) {
      if (change.kind === 'place') grams = change.value;
      if (change.kind === 'remove') grams = '0';
      if (change.kind === 'bytes') return { ...babble(nowMs), emit: [change.bytes] };
      if (change.kind === 'scan') return { ...babble(nowMs), emit: [encode(`${change.text}\n`)] };
      if (change.kind === 'ok') silent = babbling = false;
      if (change.kind === 'fault' && change.name === 'silent') silent = true;
      if (change.kind === 'fault' && change.name === 'babble') babbling = true;
      return babble(nowMs);
    },
  };
}

/** The fake protocol; `changes` replaces parts of its descriptor. */
export function fakeProtocol(changes: Partial<ProtocolDescriptor> = {}): Protocol {
  const descriptor: ProtocolDescriptor = {
    id: 'mt-sics',
    kind: 'scale',
    title: 'Fake scale',
    lineSettings: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
    settleMs: 300,
    silentAfterMs: 2000,
    detection: { usb: [], passive: 'nothing', probes: [] },
    ...changes,
  };
  return {
    descriptor,
    createDriver: () => createDriver(descriptor),
    createSimulator,
    decodeStream: () => [],
    decodeExchange: () => [],
  };
}

import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { protocolOf } from '../../electron/devices/protocols.ts';
import {
  runSimulator,
  type RunningSimulator,
} from '../../electron/devices/simulate/run-simulator.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { FromDevices, ToDevices } from '../../shared/bridge/devices-messages.ts';
import type { InstrumentConfig } from '../../shared/measure/instrument.ts';
import { PROJECT } from '../app/launch.ts';
import { round } from './figures.ts';
import { usageOf } from './process-usage.ts';

/** Six instruments that send or are asked all the time, each at the rate that its document says. */
const INSTRUMENTS = [
  ['scale', 'mt-continuous'],
  ['scale-2', 'st-gs'],
  ['scale-3', 'mt-sics'],
  ['dosimeter', 'gq-gmc'],
  ['dosimeter-2', 'radeye'],
  ['dosimeter-3', 'automess-6150ad'],
] as const;

/** Opening, identification and the first readings of all of them. */
const READY_LIMIT_MS = 60_000;

/** What the devices process costs while six instruments stream. */
export interface StreamingDevices {
  readonly cpuPercent: number;
  readonly rssMb: number;
  /** Readings and faults a second of each. */
  readonly perS: Readonly<Record<string, number>>;
}

function deviceProcess(): ChildProcess {
  return fork(path.join(PROJECT, 'electron', 'devices', 'index.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function until(condition: () => boolean, limitMs: number, what: string): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what} did not happen within ${limitMs} ms`);
    await sleep(50);
  }
}

/**
 * The devices process as the app starts it, with six simulated instruments of six protocols on
 * pseudo-terminals, watched for `seconds`. The simulators run in this process and are not counted.
 * @throws Error when an instrument does not deliver
 */
export async function measureStreamingDevices(
  folder: string,
  seconds: number,
): Promise<StreamingDevices> {
  const configs = INSTRUMENTS.map(([id, protocol]): InstrumentConfig => {
    const { kind } = protocolOf(protocol).descriptor;
    return { id, kind, protocol, transport: { kind: 'serial', path: path.join(folder, id) } };
  });
  const simulators: RunningSimulator[] = [];
  const counts = new Map<string, number>();
  const child = deviceProcess();
  try {
    for (const [id, protocol] of INSTRUMENTS) {
      const attach = { kind: 'pty', link: path.join(folder, id) } as const;
      const input = Readable.from([]);
      const made = { protocol: protocolOf(protocol), seed: 1, attach, input, clock: realClock };
      simulators.push(await runSimulator({ ...made, log() {} }));
    }
    let ready = false;
    child.on('message', (message: FromDevices | { readonly kind: 'ready' }) => {
      if (message.kind === 'ready') ready = true;
      if (message.kind !== 'observed') return;
      const { instrument } = message.observed;
      counts.set(instrument, (counts.get(instrument) ?? 0) + 1);
    });
    await until(() => ready, READY_LIMIT_MS, 'the start of the devices process');
    child.send({ kind: 'configure', instruments: configs } satisfies ToDevices);
    await until(() => counts.size === configs.length, READY_LIMIT_MS, 'a reading of each');
    return await watch(child, counts, seconds);
  } finally {
    child.kill();
    await Promise.all(simulators.map((simulator) => simulator.close()));
  }
}

async function watch(
  { pid = 0 }: ChildProcess,
  counts: ReadonlyMap<string, number>,
  seconds: number,
): Promise<StreamingDevices> {
  const names = new Map([[pid, 'devices']]);
  const [before] = usageOf(pid, names);
  const countsBefore = new Map(counts);
  const startMs = performance.now();
  await sleep(seconds * 1000);
  const elapsedS = (performance.now() - startMs) / 1000;
  const [after] = usageOf(pid, names);
  const perS = [...counts].map(
    ([id, count]) => [id, round((count - (countsBefore.get(id) ?? 0)) / elapsedS)] as const,
  );
  return {
    cpuPercent: round((((after?.cpuS ?? 0) - (before?.cpuS ?? 0)) / elapsedS) * 100),
    rssMb: round(after?.rssMb ?? 0),
    perS: Object.fromEntries(perS),
  };
}

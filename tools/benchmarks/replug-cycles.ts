import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromDevices } from '../../shared/bridge/devices-messages.ts';
import type { LinkReport } from '../../shared/measure/instrument.ts';
import { protocolOf } from '../../electron/devices/protocols.ts';
import { runSimulator } from '../../electron/devices/simulate/run-simulator.ts';
import { realClock } from '../../electron/real-clock.ts';

const DEVICES = path.join(import.meta.dirname, '../../electron/devices/index.ts');
const ADAPTER = { vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' };
const IDENTITY = 'usb:0403:6001:A50285BI';
/** Longer than any reconnection: then something is broken. */
const LIMIT_MS = 20_000;
/** Waiting retries and sockets of a closed terminal are gone by then. */
const SETTLE_MS = 3000;

/** What unplugging and plugging in again came to. */
export interface ReplugResult {
  /** From the moment in which the port is listed to the line being ready, in milliseconds. */
  readonly readyMs: readonly number[];
  /** From that moment to the first reading. */
  readonly readingMs: readonly number[];
  /** From pulling the plug to the line being lost. */
  readonly lostMs: readonly number[];
  /** Open handles of the devices process, unplugged, after the first cycle and after the last. */
  readonly handles: readonly [number, number];
  /** Readings while the line was not ready, or with the mass of an earlier cycle. */
  readonly oldValues: number;
  /** Why the devices process ended before it was told to; null when it did not. */
  readonly crashed: string | null;
}

/** A scale on a pseudo-terminal that gets another name, and another mass, at each plugging in. */
interface Plug {
  readonly plugIn: (grams: number) => Promise<void>;
  readonly unplug: () => Promise<void>;
}

function createPlug(folder: string, list: string): Plug {
  let simulator: Awaited<ReturnType<typeof runSimulator>> | null = null;
  let times = 0;
  const tellPorts = async (ports: readonly object[]): Promise<void> => {
    await writeFile(`${list}.new`, JSON.stringify(ports));
    await rename(`${list}.new`, list);
  };
  return {
    async plugIn(grams) {
      const link = path.join(folder, `ttyUSB${(times += 1)}`);
      simulator = await runSimulator({
        protocol: protocolOf('mt-sics'),
        seed: times,
        attach: { kind: 'pty', link },
        input: Readable.from([`place ${grams} g\n`]),
        clock: realClock,
        log: () => {},
      });
      // The mass is on the pan before anybody can ask for it.
      await sleep(50);
      await tellPorts([{ path: link, ...ADAPTER }]);
    },
    async unplug() {
      await simulator?.close();
      await tellPorts([]);
    },
  };
}

/** The devices process with one scale, and what it says. */
function startDevices(list: string): {
  readonly child: ChildProcess;
  readonly state: { report: LinkReport | null; masses: string[]; early: number };
} {
  const env = { ...process.env, STATION_PORT_LIST: list };
  const child = fork(DEVICES, { env, silent: true });
  const state = { report: null as LinkReport | null, masses: [] as string[], early: 0 };
  child.on('message', (message: FromDevices) => {
    if (message.kind === 'link') state.report = message.report;
    if (message.kind !== 'observed' || message.observed.observation.type !== 'reading') return;
    if (state.report?.state !== 'ready') state.early += 1;
    const { observation } = message.observed;
    if (observation.kind === 'mass') state.masses.push(observation.value);
  });
  const transport = { kind: 'serial', path: '/dev/ttyUSB0', identity: IDENTITY } as const;
  const scale = { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport } as const;
  child.send({ kind: 'configure', instruments: [scale] });
  return { child, state };
}

/**
 * Unplugs a scale that is polled and plugs it in again, `cycles` times: its pseudo-terminal goes and
 * comes back under another name with the same adapter.
 * @param folder an empty one, for names and the list of ports
 */
export async function replugCycles(
  cycles: number,
  folder: string,
  log: (line: string) => void,
): Promise<ReplugResult> {
  const list = path.join(folder, 'ports.json');
  await writeFile(list, '[]');
  const { child, state } = startDevices(list);
  let crashed: string | null = null;
  child.once('exit', (code, signal) => (crashed = `ended with ${code ?? signal}`));
  const plug = createPlug(folder, list);
  const handles = (): number => readdirSync(`/proc/${child.pid}/fd`).length;
  const msUntil = async (what: string, condition: () => boolean): Promise<number> => {
    const sinceMs = performance.now();
    while (!condition()) {
      if (crashed !== null) throw new Error(`the devices process ${crashed}`);
      if (performance.now() - sinceMs > LIMIT_MS) throw new Error(`not ${what} in ${LIMIT_MS} ms`);
      await sleep(2);
    }
    return performance.now() - sinceMs;
  };

  const result = { readyMs: [] as number[], readingMs: [] as number[], lostMs: [] as number[] };
  let oldValues = 0;
  let handlesFirst = 0;
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const grams = cycle * 10;
    state.masses = [];
    await plug.plugIn(grams);
    const readyMs = await msUntil('ready', () => state.report?.state === 'ready');
    const moreMs = await msUntil('read', () => state.masses.length > 0);
    await sleep(200);
    oldValues += state.masses.filter((mass) => Number(mass) !== grams).length;
    const pulledMs = performance.now();
    await plug.unplug();
    await msUntil('lost', () => state.report?.state === 'lost');
    result.lostMs.push(performance.now() - pulledMs);
    result.readyMs.push(readyMs);
    result.readingMs.push(readyMs + moreMs);
    if (cycle === 1) {
      await sleep(SETTLE_MS);
      handlesFirst = handles();
    }
    if (cycle % 10 === 0) log(`${cycle} of ${cycles}: ready after ${Math.round(readyMs)} ms`);
  }
  await sleep(SETTLE_MS);
  const handlesLast = handles();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const ended = crashed;
  child.disconnect();
  await exited;
  return {
    ...result,
    handles: [handlesFirst, handlesLast],
    oldValues: oldValues + state.early,
    crashed: ended,
  };
}

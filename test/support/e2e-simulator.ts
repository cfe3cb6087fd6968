import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ProtocolId, SimulatedDetector } from '../../shared/measure/instrument.ts';
import { PROJECT } from '../../tools/app/launch.ts';
import { onEnd } from './e2e-end.ts';
import { waitFor } from './wait-for.ts';

/** Instruments of a bench: their ids are their kinds. */
export const INSTRUMENT_NAMES = ['scale', 'scanner', 'dosimeter'] as const;
export type InstrumentName = (typeof INSTRUMENT_NAMES)[number];

interface Played {
  readonly protocol: ProtocolId;
  readonly seed: number;
  readonly detector?: SimulatedDetector;
}

/**
 * What plays each instrument of the bench. The dosimeter counts twice as much as a common tube, and its seed
 * is chosen: each ten seconds of its first 400 in the simulated room (6 pulses on average) have 3 to 12. A
 * background of fewer may clear nothing for minutes; with many more a dwell is over before anything can be
 * done to it, and what these tests call dangerous saturates the tube.
 */
export const PLAYED: Record<InstrumentName, Played> = {
  scale: { protocol: 'mt-sics', seed: 1 },
  scanner: { protocol: 'line-scanner', seed: 2 },
  dosimeter: { protocol: 'gq-gmc', seed: 1351, detector: { cpmPerMicrosievert: 300 } },
};

/** A simulator in a process of its own, on a pseudo-terminal. */
export interface Simulator {
  /** Changes its world by a line on its standard input. */
  tell(line: string): void;
  /** Ends it and removes the pseudo-terminal. */
  stop(): Promise<void>;
}

/** Plays one of the bench's instruments. */
export function startSimulator(name: InstrumentName, link: string): Promise<Simulator> {
  const { protocol, seed, detector } = PLAYED[name];
  return simulate(protocol, seed, link, detector);
}

/** Runs `station simulate`. Resolves when the pseudo-terminal can be opened. */
export async function simulate(
  protocol: ProtocolId,
  seed: number,
  link: string,
  detector: SimulatedDetector = {},
): Promise<Simulator> {
  const station = path.join(PROJECT, 'electron', 'cli', 'station.mjs');
  const { cpmPerMicrosievert: cpm } = detector;
  const values = ['--protocol', protocol, '--seed', String(seed), '--pty', link];
  if (cpm !== undefined) values.push('--cpm', String(cpm));
  const child = spawn(process.execPath, [station, 'simulate', ...values], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const stop = (): Promise<void> => end(child, () => child.kill('SIGTERM'));
  onEnd(stop);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"ready":true')) {
      return { tell: (change) => void child.stdin.write(`${change}\n`), stop };
    }
  }
  throw new Error(`the simulator of ${protocol} ended before it was ready`);
}

/** What a broken instrument or a wrong cable sends, as fast as the line takes it. */
const BABBLE = { noise: 'cat /dev/urandom', 'endless line': "tr '\\0' A </dev/zero" } as const;
export type BabbleName = keyof typeof BABBLE;

/** Sends babble on a pseudo-terminal with the name `link` until it is stopped. */
export async function startBabble(name: BabbleName, link: string): Promise<() => Promise<void>> {
  const script = `${BABBLE[name]} | socat -u - pty,raw,echo=0,link="$0"`;
  // Its own group, so that shell, source and socat end together.
  const child = spawn('sh', ['-c', script, link], { detached: true, stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    await end(child, () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
    rmSync(link, { force: true });
  };
  onEnd(stop);
  await waitFor(() => existsSync(link));
  return stop;
}

async function end(child: ChildProcess, kill: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  kill();
  await exited;
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPtyLine } from '../../electron/devices/simulate/pty-line.ts';
import type { Transport } from '../../electron/devices/transport/transport.ts';
import { runStation } from '../support/run-station.ts';
import { bytesOf } from '../support/scripted-transport.ts';
import { waitFor } from '../support/wait-for.ts';

const STATION = join(import.meta.dirname, '../../electron/cli/station.mjs');
const FRAME = bytesOf('S S     100.00 g\r\n');

interface Recording {
  readonly child: ChildProcess;
  said: string;
  exit: number | string | null | undefined;
}

let folder: string;
let path: string;
let out: string;
let instrument: Transport;
let asked: string;
let running: Recording[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  path = join(folder, 'port');
  out = join(folder, 'scale.txt');
  asked = '';
  running = [];
  instrument = createPtyLine(path, 9600);
  await instrument.open({ data: (bytes) => (asked += Buffer.from(bytes).toString()), lost() {} });
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await instrument.close();
  await rm(folder, { recursive: true, force: true });
});

function start(...options: string[]): Recording {
  const words = [STATION, 'record', '--port', path, '--out', out, ...options, '--json'];
  const child = spawn(process.execPath, words);
  const recording: Recording = { child, said: '', exit: undefined };
  const hear = (text: Buffer): void => void (recording.said += text.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.once('exit', (code, signal) => (recording.exit = code ?? signal));
  running.push(recording);
  return recording;
}
async function record(...options: string[]): Promise<Recording> {
  const recording = start(...options);
  await waitFor(() => recording.said.includes('"ready":true'), 10_000);
  return recording;
}
const linesOf = async (): Promise<string[]> =>
  (await readFile(out, 'utf8')).split('\n').filter((line) => /^\+/.test(line));

async function sendFrames(count: number): Promise<void> {
  for (let sent = 1; sent <= count; sent += 1) {
    await instrument.write(FRAME);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe('station record', () => {
  it('ends well on Ctrl-C, and what it wrote decodes', async () => {
    const recording = await record('--settings', '9600-8N1');
    await sendFrames(3);
    recording.child.kill('SIGINT');
    await waitFor(() => recording.exit !== undefined);
    expect([recording.exit, recording.said]).toEqual([0, expect.stringContaining('"bytes":54')]);
    const decoded = runStation('decode', '--protocol', 'mt-sics', '--file', out);
    expect(decoded.answers.map(({ value }) => value)).toEqual(['100.00', '100.00', '100.00']);
    expect(asked).toBe('');
  });

  it('loses nothing when it is killed', async () => {
    const recording = await record('--settings', '9600-8N1');
    await sendFrames(3);
    await waitFor(() => existsSync(out));
    recording.child.kill('SIGKILL');
    await waitFor(() => recording.exit !== undefined);
    const hex = (await linesOf()).map((line) => line.replace(/^\+\d+ < /, '')).join('');
    expect(Buffer.from(hex.replaceAll(' ', ''), 'hex').toString()).toBe(
      Buffer.concat([FRAME, FRAME, FRAME]).toString(),
    );
  });

  it('asks the instrument and records both directions with a protocol', async () => {
    const recording = await record('--protocol', 'mt-sics');
    await waitFor(() => asked !== '');
    await sendFrames(1);
    recording.child.kill('SIGINT');
    await waitFor(() => recording.exit !== undefined);
    const lines = await linesOf();
    expect(lines.some((line) => / > /.test(line))).toBe(true);
    expect(lines.some((line) => / < /.test(line))).toBe(true);
  });

  it('says that the port went, and keeps what came before', async () => {
    const recording = await record('--settings', '9600-8N1');
    await sendFrames(1);
    await instrument.close();
    await waitFor(() => recording.exit !== undefined);
    expect([recording.exit, (await linesOf()).length > 0]).toEqual([1, true]);
  });

  it('never takes the place of a file', async () => {
    await writeFile(out, 'mine');
    const recording = start('--settings', '9600-8N1');
    await waitFor(() => recording.exit !== undefined, 10_000);
    expect([recording.exit, await readFile(out, 'utf8')]).toEqual([2, 'mine']);
  });

  it('leaves no file of a port that is not there', async () => {
    path = join(folder, 'no-such-port');
    const recording = start('--settings', '9600-8N1');
    await waitFor(() => recording.exit !== undefined, 10_000);
    expect([recording.exit, existsSync(out)]).toEqual([1, false]);
  });
});

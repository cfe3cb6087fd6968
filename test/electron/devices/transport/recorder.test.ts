import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createRecorder } from '../../../../electron/devices/transport/recorder.ts';
import { createReplayTransport } from '../../../../electron/devices/transport/replay.ts';
import { bytesOf, createScriptedLine } from '../../../support/scripted-transport.ts';

let folder: string;
let file: string;
let clock: SimulatedClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorder-'));
  file = join(folder, 'scale.txt');
  clock = createSimulatedClock();
});
afterEach(() => rm(folder, { recursive: true }));

describe('a recorder', () => {
  it('writes each moment at once, with its time and direction', async () => {
    const line = createScriptedLine();
    const recorder = createRecorder(file, ['A scale.'], clock);
    let heard = '';
    const transport = recorder.wrap(line.createTransport());
    await transport.open({ data: (bytes) => (heard += Buffer.from(bytes).toString()), lost() {} });
    await clock.advance(10.4);
    await transport.write(bytesOf('Q\n'));
    await clock.advance(10.4);
    line.openings[0]?.handlers.data(bytesOf('V 1\n'));
    expect(await readFile(file, 'utf8')).toBe('# A scale.\n+10 > 51 0a\n+11 < 56 20 31 0a\n');
    expect([heard, recorder.bytes()]).toEqual(['V 1\n', 6]);
    recorder.close();
  });

  it('makes what replays with the same bytes at the same times', async () => {
    const line = createScriptedLine();
    const recorder = createRecorder(file, [], clock);
    await recorder.wrap(line.createTransport()).open({ data() {}, lost() {} });
    for (const [waitMs, text] of [
      [100, 'V 1\n'],
      [250, 'V 2\n'],
    ] as const) {
      await clock.advance(waitMs);
      line.openings[0]?.handlers.data(bytesOf(text));
    }
    recorder.close();
    const startMs = clock.monotonicMs();
    const played: string[] = [];
    await createReplayTransport({ file, rate: 960, clock }).open({
      data: (bytes) =>
        played.push(`${clock.monotonicMs() - startMs} ${Buffer.from(bytes).toString().trim()}`),
      lost() {},
    });
    await clock.advance(1000);
    expect(played).toEqual(['100 V 1', '350 V 2']);
  });

  it('never takes the place of a file', async () => {
    await writeFile(file, 'mine');
    expect(() => createRecorder(file, [], clock)).toThrow('EEXIST');
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('writes nothing after its end', async () => {
    const line = createScriptedLine();
    const recorder = createRecorder(file, [], clock);
    await recorder.wrap(line.createTransport()).open({ data() {}, lost() {} });
    recorder.close();
    line.openings[0]?.handlers.data(bytesOf('V 1\n'));
    expect(await readFile(file, 'utf8')).toBe('');
  });
});

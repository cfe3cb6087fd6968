import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import {
  readRecordedLines,
  readRecording,
} from '../../../../electron/devices/transport/recording.ts';
import { createReplayTransport } from '../../../../electron/devices/transport/replay.ts';
import type { Transport } from '../../../../electron/devices/transport/transport.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';

const RATE = 960;

describe('recording', () => {
  it('adds up the times of lines that are not played', () => {
    const text = '# a scale\n+10 < 41 42\n\n+20 > 51\r\n+30 < 43\n< 44\n';
    expect(readRecording(bytesOf(text), RATE)).toEqual([
      { afterMs: 10, bytes: Buffer.from('AB') },
      { afterMs: 50, bytes: Buffer.from('C') },
      { afterMs: 0, bytes: Buffer.from('D') },
    ]);
  });

  it('takes an exchange with comments behind its lines as well', () => {
    expect(readRecordedLines(bytesOf('# head\n> 51 0A  # asked\n< 56 # said\n'))).toEqual([
      { from: 'host', afterMs: 0, bytes: Buffer.from('Q\n') },
      { from: 'instrument', afterMs: 0, bytes: Buffer.from('V') },
    ]);
  });

  it('of a line on which nothing came is empty, and its head is no bytes', () => {
    const head = Buffer.from('# station record /dev/ttyUSB0\n# Class: ?\n');
    expect(readRecordedLines(head)).toEqual([]);
  });

  it('is no list of lines when its bytes are raw', () => {
    expect(readRecordedLines(bytesOf('S S     100.00 g\r\n'))).toBeNull();
  });

  it('names the line that cannot be read', () => {
    expect(() => readRecording(bytesOf('+10 < 41\n+10 < 4G\n'), RATE)).toThrow('line 2');
  });

  it('plays raw bytes at the speed of the line', () => {
    const chunks = readRecording(bytesOf('S S     100.00 g\r\n'), RATE);
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()).toBe('S S     100.00 g\r\n');
    const totalMs = chunks.reduce((sum, { afterMs }) => sum + afterMs, 0);
    expect(totalMs).toBeCloseTo((18 / RATE) * 1000);
  });
});

describe('replay transport', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
    await writeFile(join(folder, 'scale.txt'), '+100 < 41\n+200 < 42\n');
    await writeFile(join(folder, 'broken.txt'), '+100 < 41\nnonsense\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const clock = createSimulatedClock();
  const replay = (name: string): Transport =>
    createReplayTransport({ file: join(folder, name), rate: RATE, clock });

  it('plays each chunk at its time, then stays open and silent', async () => {
    const played: string[] = [];
    const startMs = clock.monotonicMs();
    await replay('scale.txt').open({
      data: (bytes) => played.push(`${clock.monotonicMs() - startMs} ${bytes[0]}`),
      lost: () => played.push('lost'),
    });
    await clock.advance(10_000);
    expect(played).toEqual(['100 65', '300 66']);
  });

  it('stops when it is closed', async () => {
    const played: number[] = [];
    const transport = replay('scale.txt');
    await transport.open({ data: (bytes) => played.push(bytes.length), lost() {} });
    await clock.advance(150);
    await transport.close();
    await clock.advance(10_000);
    expect(played).toHaveLength(1);
  });

  it.each([
    ['absent.txt', 'port-missing'],
    ['broken.txt', 'wrong-settings'],
  ])('refuses %s with %s', async (name, code) => {
    await expect(replay(name).open({ data() {}, lost() {} })).rejects.toMatchObject({ code });
  });
});

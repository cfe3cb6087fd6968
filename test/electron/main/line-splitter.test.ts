import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { forEachLine } from '../../../electron/main/line-splitter.ts';

async function linesOf(...chunks: readonly Buffer[]): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  forEachLine(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  return lines;
}

it('gives whole lines, wherever the chunks are cut', async () => {
  const bytes = Buffer.from('first\r\n\nsecond µSv/h\nunfinished');
  const whole = await linesOf(bytes);
  expect(whole).toEqual(['first', 'second µSv/h', 'unfinished']);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(await linesOf(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
  }
});

it('does not gather a line without an end', async () => {
  const lines = await linesOf(...Array.from({ length: 100 }, () => Buffer.alloc(1_000, 'x')));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(10_000);
  expect(lines.join('')).toHaveLength(100_000);
});

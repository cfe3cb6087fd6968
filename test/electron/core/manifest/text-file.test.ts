import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import type { TextEncoding } from '../../../../electron/core/manifest/text-decoders.ts';
import { readTextLines } from '../../../../electron/core/manifest/text-file.ts';
import { temporaryFolder, tickingClock } from '../store/support.ts';

const text = Buffer.from.bind(Buffer);
/** A line longer than the chunks in which a file is read. */
const LONG = 'x'.repeat(70_000);

async function imported(...parts: (string | Buffer)[]) {
  const dataDir = temporaryFolder();
  const file = join(temporaryFolder(), 'manifest.csv');
  writeFileSync(file, Buffer.concat(parts.map((part) => text(part as string))));
  const result = await importManifest({ file, dataDir, clock: tickingClock() });
  return { result, left: readdirSync(join(dataDir, 'manifest')) };
}

async function lines(bytes: Buffer, encoding: TextEncoding): Promise<string[]> {
  const file = join(temporaryFolder(), 'text');
  writeFileSync(file, bytes);
  const all: string[] = [];
  for await (const batch of readTextLines(file, encoding, createHash('sha256'), () => undefined)) {
    all.push(...batch);
  }
  return all;
}

const utf16 = (content: string): Buffer => text(`\ufeff${content}`, 'utf16le');
const HEAD = 'item_id,sender_name\n';
const BAD = text([0xfc]);

describe('a damaged file', () => {
  it.each<[string, number, (string | Buffer)[]]>([
    ['after a character of several bytes', 3, [HEAD, 'A,Müller\nB,M', BAD, 'ller\nC,x\n']],
    ['after one in the same line', 2, [HEAD, 'A,Müller M', BAD, 'ller\n']],
    ['after a byte order mark', 3, ['\ufeff', HEAD, 'A,x\r\nB,M', BAD, 'ller\r\n']],
    ['many lines later', 4, [HEAD, `A,ü\n\n${LONG}`, BAD, '\n']],
    ['after a CR alone', 3, ['item_id,sender_name\rA,ü\r', BAD, '\r']],
    ['within a character at its end', 3, [HEAD, 'A,Müller\nB,M', text('ü').subarray(0, 1)]],
    ['within one of four bytes at its end', 2, [HEAD, 'A,ü', text('\u{1F600}').subarray(0, 3)]],
  ])('in UTF-8 is refused with its line: %s', async (_name, line, parts) => {
    const { result, left } = await imported(...parts);
    const message = `is damaged in line ${line}: the file is UTF-8, bytes there are not. Copy`;
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'manifest-unreadable', message: expect.stringContaining(message) as string },
    });
    expect(left).toEqual([]);
  });

  it.each<[string, number, Buffer]>([
    ['an odd length', 3, Buffer.concat([utf16(`${HEAD}A,x\nB,y`), text('z')])],
    ['half a pair', 2, utf16(`${HEAD}A,\ud83d x\n`)],
    ['the other half', 3, utf16(`${HEAD}A,x\r\nB,\ude00\r\n`)],
    ['half a pair at its end', 2, utf16(`${HEAD}A,\ud83d`)],
    ['half a pair in a later chunk', 4, utf16(`${HEAD}A,x\n${LONG}\nB,\ud83d\n`)],
  ])('in UTF-16 is refused with its line: %s', async (_name, line, bytes) => {
    const { result, left } = await imported(bytes);
    const message = `is damaged in line ${line}: the file is UTF-16, bytes there are not. Copy`;
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'manifest-unreadable', message: expect.stringContaining(message) as string },
    });
    expect(left).toEqual([]);
  });

  it.each<[string, (string | Buffer)[]]>([
    ['alone', [HEAD, 'A,M', BAD, 'ller\n']],
    ['at the end', [HEAD, 'A,Caf', text([0xe9])]],
    ['that begin as U+FFFD does', [HEAD, 'A,', text([0xef, 0xbf]), 'x\n']],
    ['before what would be UTF-8', [HEAD, 'A,', BAD, '\nB,ü\n']],
  ])('is not what has only bytes of windows-1252 in it: %s', async (_name, parts) => {
    const { result } = await imported(...parts);
    expect(result).toMatchObject({ ok: true, value: { encoding: 'windows-1252' } });
  });
});

describe('characters across two chunks', () => {
  it.each([0, 1, 2, 3])('are read whole, %i bytes on', async (shift) => {
    const content = `${'-'.repeat(shift)}${'ü€\u{1F600}'.repeat(20_000)}\nend`;
    expect(await lines(text(content), 'utf-8')).toEqual(content.split('\n'));
    expect(await lines(utf16(content), 'utf-16le')).toEqual(content.split('\n'));
  });
});

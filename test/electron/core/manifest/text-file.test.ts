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
  ])('is not what has only bytes of windows-1252 in it: %s', async (_name, parts) => {
    const { result } = await imported(...parts);
    expect(result).toMatchObject({
      ok: true,
      value: { encoding: 'windows-1252', encodingGuessed: true },
    });
  });

  it('is not guessed where lines are in one encoding and in another', async () => {
    const { result, left } = await imported(HEAD, 'A,', BAD, '\nB,ü\n');
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-encoding-unclear' } });
    expect(left).toEqual([]);
  });

  it('is not taken for damaged where bytes begin as U+FFFD does', async () => {
    const { result, left } = await imported(HEAD, 'A,', text([0xef, 0xbf]), 'x\n');
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-encoding-unclear' } });
    expect(left).toEqual([]);
  });
});

describe('characters across two chunks', () => {
  it.each([0, 1, 2, 3])('are read whole, %i bytes on', async (shift) => {
    const content = `${'-'.repeat(shift)}${'ü€\u{1F600}'.repeat(20_000)}\nend`;
    expect(await lines(text(content), 'utf-8')).toEqual(content.split('\n'));
    expect(await lines(utf16(content), 'utf-16le')).toEqual(content.split('\n'));
    expect(await lines(utf16(content).swap16(), 'utf-16be')).toEqual(content.split('\n'));
  });

  it.each([0, 1, 2, 3])('of GB18030 are read whole, %i bytes on', async (shift) => {
    // One character of two bytes and one of four (U+20BB7; outside the BMP it is counted, not tabled).
    const one = text([0xc3, 0xde, 0x95, 0x34, 0xb2, 0x35]);
    const bytes = [text('-'.repeat(shift)), ...Array.from({ length: 40_000 }, () => one)];
    const content = `${'-'.repeat(shift)}${'棉\u{20bb7}'.repeat(40_000)}`;
    expect((await lines(Buffer.concat(bytes), 'gb18030')).join('') === content).toBe(true);
  });
});

describe('bytes that an encoding has no character for', () => {
  it.each<[TextEncoding, number[]]>([
    ['windows-1251', [0x98]],
    ['windows-1252', [0x81]],
    ['gb18030', [0xff]],
    ['gb18030', [0xc3]],
  ])('in %s are named with their line, not replaced: %j', async (encoding, bad) => {
    const bytes = Buffer.concat([text('a\nb\nc'), text(bad)]);
    await expect(lines(bytes, encoding)).rejects.toMatchObject({ line: 3, encoding });
  });
});

describe('NUL characters', () => {
  it.each<[string, number, Buffer]>([
    ['in a cell', 3, text('item_id,sender_name\nA,x\nB,\0\n')],
    ['in every second byte', 1, text('item_id\nA\n', 'utf16le')],
    ['after many lines', 9, text(`item_id\nA\nB\n${LONG}\n\n\n\n\n\0\n`)],
    ['in UTF-16', 2, utf16('item_id\nA\0\n')],
  ])('make a file no text, and its line is said: %s', async (_name, line, bytes) => {
    const { result, left } = await imported(bytes);
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-unreadable' } });
    expect(result.ok ? '' : result.error.message).toContain(`has NUL characters in line ${line}:`);
    expect(left).toEqual([]);
  });
});

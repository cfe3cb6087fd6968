import { describe, expect, it } from 'vitest';
import type { Part } from '../../../../../electron/core/manifest/xlsx/archive.ts';
import { readSharedStrings } from '../../../../../electron/core/manifest/xlsx/shared-strings.ts';

/** A part in chunks of so many bytes, which cut characters and tags anywhere. */
function partOf(text: string, chunk = 7): Part {
  const bytes = Buffer.from(text);
  return {
    packedBytes: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += chunk) {
        yield await Promise.resolve(bytes.subarray(at, at + chunk));
      }
    },
  };
}

const sst = (...texts: readonly string[]): string =>
  `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;

describe('texts that cells point at', () => {
  it.each([1, 2, 3, 1_000])('come back as they were, in chunks of %i bytes', async (chunk) => {
    const texts = ['', 'Müller', '运单号', '\u{1F4E6} x', 'z'.repeat(5_000)];
    const read = await readSharedStrings(partOf(sst(...texts), chunk), () => undefined);
    expect(texts.map((_, at) => read.at(at))).toEqual(texts);
    expect([read.at(5), read.at(-1), read.at(0.5), read.at(Number.NaN)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('are refused where they are more than is kept', async () => {
    const part = partOf(sst('abc', 'def', 'ghi'));
    const read = (strings: number, bytes: number) =>
      readSharedStrings(part, () => undefined, { strings, bytes });
    expect((await read(3, 9)).at(2)).toBe('ghi');
    await expect(read(2, 9)).rejects.toThrow('list of texts has more than 2 different texts');
    await expect(read(3, 8)).rejects.toThrow('more than 8 bytes of different texts: export it');
  });
});

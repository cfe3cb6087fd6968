import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelBytes, readModel } from '../../../shared/goods/model.ts';

const FILE = path.join(import.meta.dirname, '../../../resources/goods/model.bin');
const shipped = readFileSync(FILE);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const read = (bytes: Uint8Array) => readModel(bytes, sha256);

/** The shipped model with another header. */
function withHeader(change: (header: Record<string, unknown>) => void): Uint8Array {
  const end = shipped.indexOf(0x0a);
  const header = JSON.parse(shipped.subarray(0, end).toString()) as Record<string, unknown>;
  change(header);
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), shipped.subarray(end + 1)]);
}

describe('the file of a model', () => {
  it('is read as it was written', () => {
    expect(Buffer.from(modelBytes(read(shipped))).equals(shipped)).toBe(true);
  });

  it('is refused when a byte of its weights is another', () => {
    const damaged = Buffer.from(shipped);
    damaged[damaged.length - 1000] = (damaged[damaged.length - 1000] ?? 0) ^ 1;
    expect(() => read(damaged)).toThrow('changed or damaged');
  });

  it.each([
    ['empty', Buffer.alloc(0), 'does not begin with a line of JSON'],
    ['not a model', Buffer.from('hello\nworld'), 'its first line is no JSON'],
    ['cut', shipped.subarray(0, -10), 'bytes of weights where'],
    ['of another version', withHeader((header) => (header.version = 2)), 'version'],
    ['of other categories', withHeader((header) => (header.categories = ['none'])), 'categories'],
    ['without thresholds', withHeader((header) => delete header.alarmAt), 'alarmAt'],
  ])('is refused when it is %s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(message);
  });
});

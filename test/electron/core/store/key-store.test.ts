import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeyStore } from '../../../../electron/core/store/key-store.ts';
import { openForReading } from '../../../../electron/core/store/sqlite.ts';
import { onEnd, temporaryFolder } from './support.ts';

it('a file of keys is built anew once after keys were destroyed, and at the first scrub of a start', () => {
  const file = join(temporaryFolder(), 'keys.db');
  const keys = openKeyStore(file, null);
  onEnd(() => keys.close());
  const reader = openForReading(file, null);
  onEnd(() => reader.close());
  // Each VACUUM counts it up.
  const version = () => Number(reader.pragma('schema_version', { simple: true }));
  keys.obtain('a');
  keys.obtain('b');
  const before = version();
  // Nobody knows what the process before has left.
  expect([keys.scrub(), keys.scrub()]).toEqual([true, true]);
  const scrubbed = version();
  expect(scrubbed).toBeGreaterThan(before);
  expect([keys.destroy(['a']), keys.has('a')]).toEqual([1, false]);
  const destroyed = version();
  expect(destroyed).toBeGreaterThan(scrubbed);
  expect([keys.scrub(), version()]).toEqual([true, destroyed]);
});

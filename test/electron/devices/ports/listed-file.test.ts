import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPortLister } from '../../../../electron/devices/ports/port-lister.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port-list-'));
  file = join(folder, 'ports.json');
});
afterEach(() => rm(folder, { recursive: true }));

const lister = (): ReturnType<typeof createPortLister> =>
  createPortLister({ STATION_PORT_LIST: file });

describe('a list of ports in a file', () => {
  it('is read anew each time', async () => {
    const port = { vendorId: '0403', productId: '6001', serialNumber: 'A1', location: null };
    const ports = lister();
    await writeFile(file, JSON.stringify([{ path: '/tmp/one', ...port }, { path: '/tmp/plain' }]));
    expect(await ports.list()).toMatchObject([
      { path: '/tmp/one', stableId: 'usb:0403:6001:A1' },
      { path: '/tmp/plain', stableId: 'port:/tmp/plain' },
    ]);
    await writeFile(file, JSON.stringify([{ path: '/tmp/two', ...port }]));
    expect(await ports.list()).toMatchObject([{ path: '/tmp/two', stableId: 'usb:0403:6001:A1' }]);
  });

  it.each([
    ['no JSON', '[{', 'cannot be read'],
    ['no list', '{}', 'is no list'],
    ['a port without a path', '[{"vendorId":"0403"}]', 'entry 1: path is missing'],
    ['a number for a text', '[{"path":"/tmp/a","vendorId":1027}]', 'vendorId is no text'],
  ])('with %s is refused in words', async (_name, text, words) => {
    await writeFile(file, text);
    await expect(lister().list()).rejects.toThrow(words);
  });

  it('that is missing is refused in words', async () => {
    await expect(lister().list()).rejects.toThrow('cannot be read');
  });
});

import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listLinuxPorts } from '../../../../electron/devices/ports/linux-ports.ts';
import type { PortDescription } from '../../../../electron/devices/ports/port-description.ts';
import { describePorts } from '../../../../electron/devices/ports/port-description.ts';
import { createPortLister } from '../../../../electron/devices/ports/port-lister.ts';

const FIXTURE = join(import.meta.dirname, '../../../fixtures/ports/linux.txt');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ports-'));
  for (const line of (await readFile(FIXTURE, 'utf8')).split('\n')) await put(line);
});
afterEach(() => rm(root, { recursive: true }));

/** One line of the fixture: `path = text` or `path -> target`. */
async function put(line: string): Promise<void> {
  const [, path = '', mark, text = ''] = /^([^#]\S*) (=|->) ?(.*)$/.exec(line) ?? [];
  if (path === '') return;
  await mkdir(dirname(join(root, path)), { recursive: true });
  if (mark === '->') {
    const target = join(dirname(join(root, path)), text);
    if (path.startsWith('sys/')) await mkdir(target, { recursive: true });
    await symlink(text, join(root, path));
  } else await writeFile(join(root, path), `${text}\n`);
}

const list = async (): Promise<readonly PortDescription[]> =>
  describePorts(await listLinuxPorts(root));
const portAt = async (path: string): Promise<PortDescription | undefined> =>
  (await list()).find((port) => port.path === path);

describe('serial ports of a Linux system', () => {
  it('follow the adapter when it has a serial number', async () => {
    expect(await portAt('/dev/ttyUSB0')).toMatchObject({
      vendorId: '0403',
      productId: '6001',
      serialNumber: 'A50285BI',
      manufacturer: 'FTDI',
      stableId: 'usb:0403:6001:A50285BI',
    });
  });

  it('stay with the socket when the adapter has none', async () => {
    expect(await portAt('/dev/ttyUSB1')).toMatchObject({
      serialNumber: null,
      stableId: 'usb:1a86:7523@pci-0000:00:14.0-usb-0:2:1.0-port0',
    });
  });

  it('tell the two ports of one chip apart in any socket', async () => {
    const ids = [await portAt('/dev/ttyUSB2'), await portAt('/dev/ttyUSB3')];
    expect(ids.map((port) => port?.stableId)).toEqual([
      'usb:0403:6010:FT5ABC12#0',
      'usb:0403:6010:FT5ABC12#1',
    ]);
  });

  it('find the USB device of a scanner whose port hangs on the interface', async () => {
    expect(await portAt('/dev/ttyACM0')).toMatchObject({
      stableId: 'usb:0c2e:0b6a:19301B0DBF',
      location: 'pci-0000:00:14.0-usb-0:6:1.0',
    });
  });

  it('have the places that udev names under by-path, without asking it', async () => {
    const folder = join(root, 'dev/serial/by-path');
    for (const name of await readdir(folder)) {
      const path = `/dev/${basename(await readlink(join(folder, name)))}`;
      expect((await portAt(path))?.location).toBe(name);
    }
    await rm(folder, { recursive: true });
    expect(await portAt('/dev/ttyUSB1')).toMatchObject({
      location: 'pci-0000:00:14.0-usb-0:2:1.0-port0',
    });
  });

  it('leave out ports without hardware, terminals and other files', async () => {
    const others = (await list()).filter(({ vendorId }) => vendorId === null);
    expect(others).toMatchObject([{ path: '/dev/ttyS0', stableId: 'port:/dev/ttyS0' }]);
  });

  it('have no more than a path where the system tells nothing', async () => {
    await rm(join(root, 'sys'), { recursive: true });
    expect(await portAt('/dev/ttyUSB0')).toMatchObject({ stableId: 'port:/dev/ttyUSB0' });
  });
});

describe('serial ports of this computer', () => {
  it('are listed', async () => {
    await expect(createPortLister({}).list()).resolves.toBeInstanceOf(Array);
  });
});

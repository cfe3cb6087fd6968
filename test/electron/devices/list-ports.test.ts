import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  describeLinuxPorts,
  listDeviceFiles,
  listPorts,
} from '../../../electron/devices/list-ports.ts';
import type { PortDescription } from '../../../electron/devices/list-ports.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ports-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** A USB adapter as the kernel shows it. */
async function plugIn(name: string, socket: string, ids: Record<string, string>): Promise<void> {
  await put(`dev/${name}`);
  const device = `sys/devices/usb1/${socket}`;
  const tty = join(root, `${device}/${socket}:1.0/${name}`);
  await mkdir(tty, { recursive: true });
  for (const [file, text] of Object.entries(ids)) await put(`${device}/${file}`, `${text}\n`);
  await mkdir(join(root, `sys/class/tty/${name}`), { recursive: true });
  await symlink(tty, join(root, `sys/class/tty/${name}/device`));
}

const list = async (): Promise<readonly PortDescription[]> =>
  describeLinuxPorts(await listDeviceFiles(root), root);

describe('serial ports without udevadm', () => {
  it('follow the adapter when it has a serial number', async () => {
    await plugIn('ttyUSB0', '1-4', { idVendor: '0403', idProduct: '6001', serial: 'A50285BI' });
    expect(await list()).toEqual([
      {
        path: '/dev/ttyUSB0',
        vendorId: '0403',
        productId: '6001',
        serialNumber: 'A50285BI',
        manufacturer: null,
        stableId: 'usb:0403:6001:A50285BI',
      },
    ]);
  });

  it('stay with the socket when the adapter has none', async () => {
    await plugIn('ttyUSB1', '1-1.4', { idVendor: '1a86', idProduct: '7523' });
    expect(await list()).toMatchObject([{ stableId: 'usb:1a86:7523@1-1.4:1.0' }]);
  });

  it('take the place from udev where it is known', async () => {
    await plugIn('ttyUSB1', '1-1.4', { idVendor: '1a86', idProduct: '7523' });
    await mkdir(join(root, 'dev/serial/by-path'), { recursive: true });
    await symlink('../../ttyUSB1', join(root, 'dev/serial/by-path/pci-0:14.0-usb-0:1.4:1.0-port0'));
    expect(await list()).toMatchObject([
      { stableId: 'usb:1a86:7523@pci-0:14.0-usb-0:1.4:1.0-port0' },
    ]);
  });

  it('differ although two clones carry the same serial number', async () => {
    await plugIn('ttyUSB0', '1-1', { idVendor: '10c4', idProduct: 'ea60', serial: '0001' });
    await plugIn('ttyUSB1', '1-2', { idVendor: '10c4', idProduct: 'ea60', serial: '0001' });
    expect((await list()).map(({ stableId }) => stableId)).toEqual([
      'usb:10c4:ea60:0001@1-1:1.0',
      'usb:10c4:ea60:0001@1-2:1.0',
    ]);
  });

  it('leave out ports without hardware, terminals and other files', async () => {
    await put('dev/ttyS0');
    await put('dev/ttyS1');
    await put('dev/tty1');
    await put('dev/null');
    await put('sys/class/tty/ttyS0/type', '4\n');
    await put('sys/class/tty/ttyS1/type', '0\n');
    expect(await list()).toMatchObject([{ path: '/dev/ttyS0', stableId: 'port:/dev/ttyS0' }]);
  });
});

describe('serial ports of this computer', () => {
  it('are listed with or without udevadm', async () => {
    await expect(listPorts()).resolves.toBeInstanceOf(Array);
  });
});

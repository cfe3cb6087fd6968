import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findStrayAdapters } from '../../../../electron/devices/ports/stray-adapters.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'usb-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A USB device with what is in the folder of its first interface. */
async function plugIn(socket: string, usb: string, inInterface: readonly string[]): Promise<void> {
  const folder = join(root, 'sys/bus/usb/devices');
  const [vendor = '', product = ''] = usb.split(':');
  await mkdir(join(folder, socket), { recursive: true });
  await writeFile(join(folder, socket, 'idVendor'), `${vendor}\n`);
  await writeFile(join(folder, socket, 'idProduct'), `${product}\n`);
  for (const name of ['driver', ...inInterface]) {
    await mkdir(join(folder, `${socket}:1.0`, name), { recursive: true });
  }
}

async function runs(name: string): Promise<void> {
  await mkdir(join(root, 'proc/700'), { recursive: true });
  await writeFile(join(root, 'proc/700/comm'), `${name}\n`);
}

describe('adapters without a port', () => {
  it('are not those that have one, nor devices of another kind', async () => {
    await plugIn('1-1', '0403:6001', ['ttyUSB0']);
    await plugIn('1-2', '0483:5740', ['tty']);
    await plugIn('1-3', '046d:c31c', []);
    expect(await findStrayAdapters(root)).toEqual([]);
  });

  it('miss their driver', async () => {
    await plugIn('1-1.4', '1a86:7523', []);
    expect(await findStrayAdapters(root)).toEqual([
      { usb: '1a86:7523', advice: expect.stringContaining('modprobe ch341') as string },
    ]);
  });

  it('were taken by brltty where it runs', async () => {
    await runs('brltty');
    await plugIn('1-1', '10c4:ea60', []);
    await plugIn('1-2', '0403:6001', []);
    const advice = (await findStrayAdapters(root)).map((stray) => stray.advice);
    expect(advice[0]).toContain('brltty');
    expect(advice[1]).toContain('modprobe ftdi_sio');
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runningPrograms } from './linux-programs.ts';

/** Adapters and the kernel's driver for each (devices.md D; drivers/usb/serial, drivers/usb/class). */
const DRIVERS: Readonly<Record<string, string>> = {
  '0403:6001': 'ftdi_sio',
  '0403:6010': 'ftdi_sio',
  '0403:6011': 'ftdi_sio',
  '0403:6014': 'ftdi_sio',
  '0403:6015': 'ftdi_sio',
  '067b:2303': 'pl2303',
  '067b:23a3': 'pl2303',
  '1a86:7523': 'ch341',
  '1a86:5523': 'ch341',
  '1a86:55d4': 'cdc_acm',
  '10c4:ea60': 'cp210x',
  '10c4:ea70': 'cp210x',
  '0483:5740': 'cdc_acm',
};

/** Adapters that `brltty` takes for a braille display on Debian and Ubuntu. */
const TAKEN_BY_BRLTTY = ['1a86:7523', '10c4:ea60'];

/** An adapter that is plugged in and has no port, with what to do about it. */
export interface StrayAdapter {
  /** `1a86:7523`. */
  readonly usb: string;
  readonly advice: string;
}

/** Serial adapters without a port on a Linux system. `root` is `/` but in tests. */
export async function findStrayAdapters(root = '/'): Promise<readonly StrayAdapter[]> {
  const folder = join(root, 'sys/bus/usb/devices');
  const devices = await readdir(folder).catch(() => []);
  const strays: StrayAdapter[] = [];
  // An interface has a colon in its name, a device has not.
  for (const device of devices.filter((name) => !name.includes(':')).sort()) {
    const vendor = await readText(join(folder, device, 'idVendor'));
    const usb = `${vendor}:${await readText(join(folder, device, 'idProduct'))}`;
    const driver = DRIVERS[usb];
    if (driver === undefined) continue;
    const interfaces = devices.filter((name) => name.startsWith(`${device}:`));
    const ports = await Promise.all(interfaces.map((name) => hasPort(join(folder, name))));
    if (!ports.includes(true)) strays.push({ usb, advice: await adviceFor(usb, driver, root) });
  }
  return strays;
}

/** `ttyUSB0` below the interface, or `tty/ttyACM0`. */
async function hasPort(place: string): Promise<boolean> {
  const names = await readdir(place).catch(() => []);
  return names.some((name) => name === 'tty' || /^tty[A-Z]/.test(name));
}

async function adviceFor(usb: string, driver: string, root: string): Promise<string> {
  return (
    (await brlttyAdvice(usb, root)) ??
    `The adapter ${usb} is plugged in but has no port: its driver ${driver} is missing or off. ` +
      `Run "sudo modprobe ${driver}", then plug it in again.`
  );
}

/** Advice for an adapter that `brltty` has probably taken; null when it has not. */
export async function brlttyAdvice(usb: string, root = '/'): Promise<string | null> {
  if (!TAKEN_BY_BRLTTY.includes(usb)) return null;
  const running = await runningPrograms(root);
  if (!running.some(({ name }) => name === 'brltty')) return null;
  return (
    `brltty runs on this computer and takes the adapter ${usb} for a braille display. Where nobody ` +
    'needs it run "sudo apt-get remove brltty", else see docs/ports.md; then plug the adapter in again.'
  );
}

async function readText(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text?.trim() ?? null;
}

import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ListedPort } from './port-description.ts';

/** The names that the binding counts as serial ports on Linux (bindings-cpp, linux-list). */
export const LINUX_PORT_NAME = /^(tty(S|WCH|ACM|USB|AMA|MFD|O|XRUSB)|rfcomm)\d+$/;
/** A USB device is at most this many folders above its tty (port, interface, converter driver). */
const USB_SEARCH_DEPTH = 6;
/** Folder of a root hub: `usb1`. */
const ROOT_HUB = /^usb\d+$/;

/**
 * The serial ports of a Linux system, from `/dev` and `/sys` alone: that takes milliseconds, needs
 * neither udev nor `udevadm`, and knows a port in the moment in which it appears.
 * @param root `/` but in tests
 */
export async function listLinuxPorts(root: string): Promise<readonly ListedPort[]> {
  const names = await readdir(join(root, 'dev')).catch(() => []);
  const ports: ListedPort[] = [];
  for (const name of names) {
    if (LINUX_PORT_NAME.test(name) && !(await isPhantom(name, root))) {
      ports.push({ path: join('/dev', name), ...(await usbIdentity(name, root)) });
    }
  }
  return ports;
}

/**
 * True for a `/dev/ttyS…` that the kernel keeps in reserve without a UART: its `type` is 0
 * (PORT_UNKNOWN, linux/serial_core.h).
 */
async function isPhantom(name: string, root: string): Promise<boolean> {
  return (await readText(join(root, 'sys/class/tty', name, 'type'))) === '0';
}

/** What the USB device above the port says of itself; nothing for a port that is not on USB. */
async function usbIdentity(name: string, root: string): Promise<Omit<ListedPort, 'path'>> {
  const start = join(root, 'sys/class/tty', name, 'device');
  let folder = await realpath(start).catch(() => null);
  let below = '';
  for (let depth = 0; folder !== null && depth < USB_SEARCH_DEPTH; depth += 1) {
    const vendorId = await readText(join(folder, 'idVendor'));
    if (vendorId !== undefined) {
      // A USB interface is named after its place: bus, hub ports, interface (`1-1.4:1.0`).
      const place = basename(below);
      const port = await readText(join(start, 'port_number'));
      return {
        vendorId,
        productId: await readText(join(folder, 'idProduct')),
        serialNumber: await readText(join(folder, 'serial')),
        manufacturer: await readText(join(folder, 'manufacturer')),
        location: await usbLocation(folder, place, port),
        part: partOf(place, port),
      };
    }
    below = folder;
    folder = dirname(folder);
  }
  return {};
}

/** Interface number, and the port within it where one interface carries several. */
function partOf(place: string, port = '0'): string {
  const number = place.replace(/^.*:\d+\./, '');
  return port === '0' ? number : `${number}.${port}`;
}

/**
 * The name that udev gives the port under `/dev/serial/by-path` (systemd, udev-builtin-path_id), for
 * a controller on PCI or a platform: unlike the number of the bus it survives a restart.
 */
async function usbLocation(device: string, place: string, port?: string): Promise<string> {
  let hub = device;
  while (!ROOT_HUB.test(basename(hub)) && dirname(hub) !== hub) hub = dirname(hub);
  const controller = dirname(hub);
  const subsystem = await readlink(join(controller, 'subsystem')).catch(() => null);
  if (subsystem === null) return place;
  const socket = place.replace(/^\d+-/, '');
  const end = port === undefined ? '' : `-port${port}`;
  return `${basename(subsystem)}-${basename(controller)}-usb-0:${socket}${end}`;
}

async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim();
}

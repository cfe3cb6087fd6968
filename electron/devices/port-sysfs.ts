import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What is known of a port before it gets its stable id. */
export type RawPort = { readonly path: string } & {
  readonly [Key in 'vendorId' | 'productId' | 'serialNumber' | 'manufacturer' | 'locationId']?:
    string | undefined;
};

/** A USB device is at most this many folders above its tty (interface, port, converter driver). */
const USB_SEARCH_DEPTH = 6;

/**
 * True for a `/dev/ttyS…` that the kernel keeps in reserve without a UART: its `type` is 0
 * (PORT_UNKNOWN, linux/serial_core.h).
 */
export async function isPhantomPort(path: string, root: string): Promise<boolean> {
  return (await readText(join(root, 'sys/class/tty', basename(path), 'type'))) === '0';
}

/** Fills in vendor, product, serial number and manufacturer from the USB device above the port. */
export async function addUsbIdentity(port: RawPort, root: string): Promise<RawPort> {
  if (port.vendorId !== undefined) return port;
  const start = join(root, 'sys/class/tty', basename(port.path), 'device');
  let folder = await realpath(start).catch(() => null);
  let below = '';
  for (let depth = 0; folder !== null && depth < USB_SEARCH_DEPTH; depth += 1) {
    const vendorId = await readText(join(folder, 'idVendor'));
    if (vendorId !== undefined) {
      return {
        ...port,
        vendorId,
        productId: await readText(join(folder, 'idProduct')),
        serialNumber: await readText(join(folder, 'serial')),
        manufacturer: await readText(join(folder, 'manufacturer')),
        // A USB interface's folder is named after its place: bus, hub ports, interface (`1-1.4:1.0`).
        locationId: basename(below),
      };
    }
    below = folder;
    folder = dirname(folder);
  }
  return port;
}

/** The name under `/dev/serial/by-path` that points to this port, or null without udev. */
export async function findPathLink(path: string, root: string): Promise<string | null> {
  const folder = join(root, 'dev/serial/by-path');
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const target = await readlink(join(folder, name)).catch(() => '');
    if (basename(target) === basename(path)) return name;
  }
  return null;
}

async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim();
}

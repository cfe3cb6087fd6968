import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addUsbIdentity, findPathLink, isPhantomPort } from './port-sysfs.ts';
import type { RawPort } from './port-sysfs.ts';
import { listSerialPorts } from './transport/serial.ts';

/** A serial port of this computer. */
export interface PortDescription {
  /** What to open: `/dev/ttyUSB0`, `COM7`. May name another instrument tomorrow. */
  readonly path: string;
  /** USB ids in lower-case hex, four digits; null for a port that is not on USB. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  /**
   * Names the instrument's adapter for as long as possible: `usb:VID:PID:SERIAL` follows it to
   * another socket; without a serial number `usb:VID:PID@LOCATION` stays with the socket; a built-in
   * port has only its path, `port:PATH`. Adapters that share a serial number (two ports of one
   * chip, clones) share the id up to here and get `@LOCATION` as well.
   */
  readonly stableId: string;
}

/** The names that the binding counts as serial ports on Linux (bindings-cpp, linux-list). */
const LINUX_PORT_NAME = /^(tty(S|WCH|ACM|USB|AMA|MFD|O|XRUSB)|rfcomm)\d+$/;

/**
 * Lists the serial ports of this computer, in order of their paths. Without `udevadm` (containers,
 * minimal systems) Linux ports are read from `/dev` and `/sys`. Ports without hardware behind them
 * are left out. Pseudo-terminals never appear; they are opened by path.
 */
export async function listPorts(): Promise<readonly PortDescription[]> {
  if (process.platform !== 'linux') {
    return finish((await listSerialPorts()).map((port) => ({ port, location: null })));
  }
  return describeLinuxPorts(await listSerialPorts().catch(() => listDeviceFiles('/')), '/');
}

/** Completes ports with what the kernel knows. `root` is `/` but in tests. */
export async function describeLinuxPorts(
  ports: readonly RawPort[],
  root: string,
): Promise<readonly PortDescription[]> {
  const located: LocatedPort[] = [];
  for (const port of ports) {
    if (await isPhantomPort(port.path, root)) continue;
    const location = await findPathLink(port.path, root);
    located.push({ port: await addUsbIdentity(port, root), location });
  }
  return finish(located);
}

/** The serial ports among the device files, when nobody else can list them. */
export async function listDeviceFiles(root: string): Promise<readonly RawPort[]> {
  const names = await readdir(join(root, 'dev')).catch(() => []);
  return names
    .filter((name) => LINUX_PORT_NAME.test(name))
    .map((name) => ({ path: join('/dev', name) }));
}

interface LocatedPort {
  readonly port: RawPort;
  readonly location: string | null;
}

function finish(ports: readonly LocatedPort[]): readonly PortDescription[] {
  const ids = ports.map(({ port }) => identityOf(port));
  return ports
    .map(({ port, location }, index) => {
      const id = ids[index] ?? '';
      const unique = ids.indexOf(id) === ids.lastIndexOf(id) && !id.endsWith(':');
      const where = location ?? port.locationId ?? port.path;
      return describePort(port, unique ? id : `${id.replace(/:$/, '')}@${where}`);
    })
    .sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/** Ends with a colon when there is no serial number. */
function identityOf({ path, vendorId, productId, serialNumber }: RawPort): string {
  if (vendorId === undefined || productId === undefined) return `port:${path}`;
  return `usb:${vendorId}:${productId}`.toLowerCase() + `:${serialNumber ?? ''}`;
}

function describePort(port: RawPort, stableId: string): PortDescription {
  return {
    path: port.path,
    vendorId: port.vendorId?.toLowerCase() ?? null,
    productId: port.productId?.toLowerCase() ?? null,
    serialNumber: port.serialNumber === '' ? null : (port.serialNumber ?? null),
    manufacturer: port.manufacturer ?? null,
    stableId,
  };
}

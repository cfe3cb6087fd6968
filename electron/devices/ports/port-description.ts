/** A serial port of this computer. */
export interface PortDescription {
  /** What to open: `/dev/ttyUSB0`, `COM7`. May name another instrument tomorrow. */
  readonly path: string;
  /** USB ids in lower-case hex, four digits; null for a port that is not on USB. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  /** The USB socket, in words of the operating system; null where it is not known. */
  readonly location: string | null;
  /** The first of `names` that no other port has: what a configuration remembers. */
  readonly stableId: string;
  /**
   * Every name of this port, the one that follows it farthest first. `usb:VID:PID:SERIAL` goes with
   * the adapter to another socket; `…:SERIAL#PART` is one port of a chip that has several;
   * `usb:VID:PID[:SERIAL]@LOCATION` stays with the socket, for adapters without a serial number and
   * clones that share one. A port that is not on USB has only its path, `port:PATH`.
   */
  readonly names: readonly string[];
}

/** A port as the operating system lists it. */
export interface ListedPort {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly location?: string | undefined;
  /** Which port of its USB device it is, where one device can have several. */
  readonly part?: string | undefined;
}

/** Gives every port its names, in order of their paths (`COM2` before `COM10`). */
export function describePorts(ports: readonly ListedPort[]): readonly PortDescription[] {
  const named = ports.map((port) => ({ port, names: namesOf(port) }));
  return named
    .map(({ port, names }) => {
      const taken = new Set(named.flatMap((other) => (other.port === port ? [] : other.names)));
      const own = names.find((name) => !taken.has(name)) ?? names.at(-1) ?? port.path;
      return describe(port, names, own);
    })
    .sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/**
 * Serial numbers that makers give to every piece: blanks, zeros, `0001` (CP2102 as delivered), a count.
 * Such a one names no adapter, even while only one of them is plugged in.
 */
const PLACEHOLDER = /^(?:0*1?|0?123456789?\d*)$/;

function namesOf(port: ListedPort): readonly string[] {
  const { path, vendorId, productId, location, part } = port;
  const serialNumber = (port.serialNumber ?? '').trim();
  if (vendorId === undefined || productId === undefined) return [`port:${path}`];
  const device = `usb:${vendorId}:${productId}`.toLowerCase();
  const base = serialNumber === '' ? device : `${device}:${serialNumber}`;
  const bySerial = [base, ...(part === undefined ? [] : [`${base}#${part}`])];
  const places = [...(location === undefined ? [] : [location]), path];
  return [
    ...(PLACEHOLDER.test(serialNumber) ? [] : bySerial),
    ...places.map((place) => `${base}@${place}`),
  ];
}

function describe(port: ListedPort, names: readonly string[], stableId: string): PortDescription {
  return {
    path: port.path,
    vendorId: port.vendorId?.toLowerCase() ?? null,
    productId: port.productId?.toLowerCase() ?? null,
    serialNumber: port.serialNumber === '' ? null : (port.serialNumber ?? null),
    manufacturer: port.manufacturer ?? null,
    location: port.location ?? null,
    stableId,
    names,
  };
}

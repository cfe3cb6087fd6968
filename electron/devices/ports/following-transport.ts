import type { Transport } from '../transport/transport.ts';
import { TransportError } from '../transport/transport.ts';
import type { PortLister } from './port-lister.ts';
import { brlttyAdvice } from './stray-adapters.ts';

/** A line that goes to an adapter, whatever the path of its port is today. */
export interface FollowingOptions {
  /** One of the names of the port (`PortDescription.names`). */
  readonly identity: string;
  /** Where it was when it was set up; only told, never opened. */
  readonly lastPath: string;
  readonly lister: PortLister;
  readonly createTransport: (path: string) => Transport;
}

/**
 * Looks the adapter up at each opening and opens the port that it has now. Fails with
 * `port-missing` when it is not plugged in, when two ports have its name, or when ports cannot be
 * listed: opening the path that it had before could read another instrument.
 */
export function createFollowingTransport(options: FollowingOptions): Transport {
  let inner: Transport | null = null;
  let closed = false;
  return {
    async open(handlers) {
      const path = await findPath(options);
      if (closed) throw new TransportError('port-missing', 'closed while it was looked for');
      inner = options.createTransport(path);
      await inner.open(handlers);
    },
    write: (bytes) => inner?.write(bytes) ?? Promise.reject(new Error('the port is not open')),
    async close() {
      closed = true;
      await inner?.close();
    },
  };
}

async function findPath({ identity, lastPath, lister }: FollowingOptions): Promise<string> {
  const ports = await lister.list().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TransportError('port-missing', `The ports cannot be listed: ${reason}`);
  });
  const [found, ...others] = ports.filter(({ names }) => names.includes(identity));
  if (found === undefined) {
    const usb = identity.split(':', 3).slice(1).join(':');
    const taken = await brlttyAdvice(usb.replace(/@.*$/, ''));
    const socket = identity.includes('@')
      ? 'Plug it into the same socket as before, or choose its port in the setup again.'
      : 'Plug it in; any socket will do.';
    const advice = taken ?? socket;
    const detail = `${adapterInWords(identity)} is not plugged in (it was ${lastPath}). ${advice}`;
    throw new TransportError('port-missing', detail);
  }
  if (others.length > 0) {
    const paths = [found, ...others].map(({ path }) => path).join(' and ');
    const detail =
      `${paths} both are ${adapterInWords(identity)}. Neither is opened. ` +
      'Unplug one, or choose the port in the setup again.';
    throw new TransportError('port-missing', detail);
  }
  return found.path;
}

/** `usb:0403:6001:A50285BI` as somebody with the plug in hand reads it. */
function adapterInWords(identity: string): string {
  const usb = /^usb:([^:@]+):([^:@]+)(?::([^@#]+))?(?:#([^@]+))?(?:@(.+))?$/.exec(identity);
  if (usb === null) return `the port ${identity.replace(/^port:/, '')}`;
  const [, vendor, product, serial, part, place] = usb;
  return [
    `the USB adapter ${vendor}:${product}`,
    ...(serial === undefined ? [] : [`serial number ${serial}`]),
    ...(part === undefined ? [] : [`its port ${part}`]),
    ...(place === undefined ? [] : [`socket ${place}`]),
  ].join(', ');
}

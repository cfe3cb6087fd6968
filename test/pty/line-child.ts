/*
 * Run as a process of its own by the tests in this folder: an unhandled error ends it, as it would
 * end the devices process. Arguments: PROTOCOL PATH SECONDS. Opens a link on the pseudo-terminal, writes all the
 * time, and prints one JSON line at the end.
 */
import { openLink } from '../../electron/devices/link.ts';
import { protocolOf } from '../../electron/devices/protocols.ts';
import { createSerialTransport } from '../../electron/devices/transport/serial.ts';
import type { Transport } from '../../electron/devices/transport/transport.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { LinkReport, ProtocolId } from '../../shared/measure/instrument.ts';

const [id = '', path = '', seconds = '1'] = process.argv.slice(2);
const protocol = protocolOf(id as ProtocolId);
const [settings] = protocol.descriptor.lineSettings;
const reports: LinkReport[] = [];
const latest: Transport[] = [];
let observed = 0;
let received = 0;
let rejected = 0;

const link = openLink({
  config: {
    id: 'scale',
    kind: protocol.descriptor.kind,
    protocol: protocol.descriptor.id,
    transport: { kind: 'serial', path },
  },
  protocol,
  openTransport: () => {
    const transport = createSerialTransport({ path, settings, clock: realClock });
    const counted: Transport = {
      ...transport,
      open: (handlers) =>
        transport.open({
          ...handlers,
          data(bytes) {
            received += bytes.length;
            handlers.data(bytes);
          },
        }),
    };
    latest.push(counted);
    return counted;
  },
  clock: realClock,
  random: Math.random,
  nextSeq: () => (observed += 1),
  onObserved() {},
  onReport: (report) => reports.push(report),
});

const memoryBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const writer = setInterval(() => {
  for (let count = 0; count < 5; count += 1) {
    latest
      .at(-1)
      ?.write(Buffer.from('Q\n'))
      .catch(() => (rejected += 1));
  }
}, 1);

setTimeout(() => {
  const startBytes = memoryBytes();
  setTimeout(
    () => {
      const grownBytes = memoryBytes() - startBytes;
      clearInterval(writer);
      void link.close().then(() => {
        process.stdout.write(JSON.stringify({ grownBytes, received, observed, rejected, reports }));
        process.exit();
      });
    },
    Number(seconds) * 1000,
  );
}, protocol.descriptor.settleMs + 500);

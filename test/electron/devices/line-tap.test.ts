import { beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { createDevicesHost, type DevicesHost } from '../../../electron/devices/devices-host.ts';
import { createLineTap, type LineTap } from '../../../electron/devices/line-tap.ts';
import { describePorts } from '../../../electron/devices/ports/port-description.ts';
import type {
  Transport,
  TransportHandlers,
} from '../../../electron/devices/transport/transport.ts';
import type { FromDevices, RawBytes } from '../../../shared/bridge/devices-messages.ts';

let clock: SimulatedClock;
let told: RawBytes[];
let tap: LineTap;
beforeEach(() => {
  clock = createSimulatedClock();
  told = [];
  tap = createLineTap(clock, (raw) => told.push(raw));
});

/** A line whose far end is in the test's hand. */
function line(instrument = 'scale') {
  let handlers: TransportHandlers | null = null;
  const [received, written]: [number[], number[]] = [[], []];
  const transport: Transport = {
    open(given) {
      handlers = given;
      return Promise.resolve();
    },
    write(bytes) {
      written.push(...bytes);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const wrapped = tap.wrap(instrument, transport);
  void wrapped.open({ data: (bytes) => received.push(...bytes), lost: () => {} });
  return {
    wrapped,
    received,
    written,
    arrive: (...bytes: number[]) => handlers?.data(Uint8Array.from(bytes)),
  };
}

describe('a tapped line', () => {
  it('tells what came and what was sent, in order and with time, and passes both on', async () => {
    const scale = line();
    tap.watch('scale');
    scale.arrive(0x53, 0x20);
    await clock.advance(30);
    await scale.wrapped.write(Uint8Array.of(0x0d));
    await clock.advance(100);
    expect(told).toEqual([
      {
        instrument: 'scale',
        leftOut: 0,
        chunks: [
          { from: 'instrument', hex: '5320', atMs: 0 },
          { from: 'host', hex: '0d', atMs: 30 },
        ],
      },
    ]);
    expect([scale.received, scale.written]).toEqual([[0x53, 0x20], [0x0d]]);
  });

  it('tells nothing of other lines, and nothing while nobody looks', async () => {
    const [scale, scanner] = [line(), line('scanner')];
    scale.arrive(1);
    tap.watch('scanner');
    scale.arrive(2);
    scanner.arrive(3);
    tap.watch(null);
    await clock.advance(1_000);
    expect(told).toEqual([]);
    expect([scale.received, scanner.received]).toEqual([[1, 2], [3]]);
  });

  it('ends by itself 15 s after somebody last asked', async () => {
    const scale = line();
    tap.watch('scale');
    await clock.advance(14_000);
    tap.watch('scale');
    await clock.advance(14_000);
    scale.arrive(1);
    await clock.advance(500);
    scale.arrive(2);
    await clock.advance(2_000);
    scale.arrive(3);
    await clock.advance(2_000);
    expect(told.flatMap(({ chunks }) => chunks.map(({ hex }) => hex))).toEqual(['01', '02']);
  });

  it('that babbles costs ten messages of 4 kB a second at most; what is left out is counted', async () => {
    const scale = line();
    tap.watch('scale');
    const babble = Array.from({ length: 3_000 }, () => 0xff);
    for (let at = 0; at < 100; at += 1) {
      scale.arrive(...babble);
      await clock.advance(10);
    }
    await clock.advance(100);
    const shown = told
      .flatMap(({ chunks }) => chunks)
      .reduce((sum, { hex }) => sum + hex.length / 2, 0);
    const leftOut = told.reduce((sum, raw) => sum + raw.leftOut, 0);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(shown).toBe(4096 * told.length);
    expect(shown + leftOut).toBe(300_000);
    expect(scale.received).toHaveLength(300_000);
  });
});

describe('the devices process', () => {
  let sent: FromDevices[];
  let host: DevicesHost;
  beforeEach(async () => {
    sent = [];
    host = createDevicesHost({
      clock,
      random: () => 0.5,
      send: (message) => sent.push(message),
      log: () => {},
      lister: {
        list: () =>
          Promise.resolve(
            describePorts([
              {
                path: 'COM7',
                vendorId: '0403',
                productId: '6001',
                serialNumber: 'A1',
                manufacturer: 'FTDI',
              },
            ]),
          ),
      },
    });
    const transport = { kind: 'virtual', seed: 1 } as const;
    host.handle({
      kind: 'configure',
      instruments: [{ id: 'scale', kind: 'scale', protocol: 'mt-sics', transport }],
    });
    await clock.advance(5_000);
  });

  it('tells the bytes of a line both ways while readings go on', async () => {
    host.handle({ kind: 'tap', instrument: 'scale' });
    sent.length = 0;
    await clock.advance(2_000);
    const raw = sent.flatMap((message) => (message.kind === 'raw' ? message.raw.chunks : []));
    expect(new Set(raw.map(({ from }) => from))).toEqual(new Set(['instrument', 'host']));
    expect(sent.filter(({ kind }) => kind === 'observed').length).toBeGreaterThan(0);
    host.handle({ kind: 'tap', instrument: null });
    sent.length = 0;
    await clock.advance(2_000);
    expect(sent.filter(({ kind }) => kind === 'raw')).toEqual([]);
  });

  it('lists ports with their USB identity, and the usual settings of each protocol', async () => {
    sent.length = 0;
    host.handle({ kind: 'list-ports' });
    await clock.advance(10);
    const found = sent.find(({ kind }) => kind === 'ports');
    expect(found).toMatchObject({
      ports: [{ path: 'COM7', vendorId: '0403', productId: '6001', serialNumber: 'A1' }],
      why: null,
    });
    expect(found?.kind === 'ports' ? found.protocols : []).toContainEqual(
      expect.objectContaining({ id: 'mt-sics', kind: 'scale', lineSettings: '9600-8N1' }),
    );
  });
});

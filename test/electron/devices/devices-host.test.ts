import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { createDevicesHost } from '../../../electron/devices/devices-host.ts';
import type { DevicesHost } from '../../../electron/devices/devices-host.ts';
import {
  describePorts,
  type ListedPort,
} from '../../../electron/devices/ports/port-description.ts';
import type { FromDevices } from '../../../shared/bridge/devices-messages.ts';
import type { InstrumentConfig, LinkReport } from '../../../shared/measure/instrument.ts';
import type { Observed } from '../../../shared/measure/reading.ts';
import { fakeProtocol } from '../../support/fake-protocol.ts';

let clock: SimulatedClock;
let sent: FromDevices[];
let log: string[];
let host: DevicesHost;

beforeEach(() => {
  clock = createSimulatedClock();
  sent = [];
  log = [];
  host = createDevicesHost({
    clock,
    random: () => 0.5,
    send: (message) => sent.push(message),
    log: (line) => log.push(line),
    protocols: () => fakeProtocol(),
  });
});

function scale(seed = 1, id = 'scale'): InstrumentConfig {
  return { id, kind: 'scale', protocol: 'mt-sics', transport: { kind: 'virtual', seed } };
}

const reports = (): LinkReport[] =>
  sent.flatMap((message) => (message.kind === 'link' ? [message.report] : []));
const observed = (): Observed[] =>
  sent.flatMap((message) => (message.kind === 'observed' ? [message.observed] : []));
const world = (line: string, instrument = 'scale'): void =>
  host.handle({ kind: 'world', instrument, line });

describe('devices host', () => {
  it('opens what it was configured with and passes readings on', async () => {
    host.handle({ kind: 'configure', instruments: [scale(42)] });
    await clock.advance(3000);
    expect(reports().at(-1)).toMatchObject({ instrument: 'scale', state: 'ready' });
    expect(observed()[0]).toMatchObject({ seq: 1, observation: { value: '42' } });
  });

  it('opens at once, so that the world can be changed in the same breath', async () => {
    host.handle({ kind: 'configure', instruments: [scale(1)] });
    world('place 250 g');
    await clock.advance(3000);
    expect(observed()[0]).toMatchObject({ observation: { value: '250' } });
  });

  it('keeps the line of an unchanged instrument and tells its state again', async () => {
    host.handle({ kind: 'configure', instruments: [scale()] });
    await clock.advance(3000);
    const before = reports().length;
    host.handle({ kind: 'configure', instruments: [scale(), scale(7, 'second')] });
    const own = reports()
      .slice(before)
      .filter(({ instrument }) => instrument === 'scale');
    await clock.advance(3000);
    expect(own).toMatchObject([{ state: 'ready', identity: 'fake 1.0' }]);
    expect(reports().filter(({ state }) => state === 'lost')).toEqual([]);
  });

  it('counts on when the settings of an instrument change', async () => {
    host.handle({ kind: 'configure', instruments: [scale(1)] });
    await clock.advance(3000);
    host.handle({ kind: 'configure', instruments: [scale(2)] });
    await clock.advance(3000);
    const numbers = observed().map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(observed().at(-1)).toMatchObject({ observation: { value: '2' } });
  });

  it('says nothing more of an instrument that was taken away', async () => {
    host.handle({ kind: 'configure', instruments: [scale()] });
    await clock.advance(3000);
    host.handle({ kind: 'configure', instruments: [] });
    const before = sent.length;
    await clock.advance(60_000);
    expect(sent).toHaveLength(before);
  });

  it('plays a pulled cable: lost, and ready again after it is back', async () => {
    host.handle({ kind: 'configure', instruments: [scale()] });
    await clock.advance(3000);
    world('fault disconnected');
    await clock.advance(100);
    expect(reports().at(-1)).toMatchObject({ state: 'lost', fault: 'disconnected' });
    const told = reports().length;
    await clock.advance(10_000);
    expect(reports()).toHaveLength(told);
    world('ok');
    await clock.advance(5000);
    expect(reports().at(-1)).toMatchObject({ state: 'ready' });
  });

  it('logs a world line that it cannot play and goes on', async () => {
    host.handle({ kind: 'configure', instruments: [scale()] });
    world('explode');
    world('remove', 'nobody');
    await clock.advance(3000);
    expect(log).toHaveLength(2);
    expect(reports().at(-1)).toMatchObject({ state: 'ready' });
  });

  it('reports line settings that cannot be read and serves the others', async () => {
    const broken: InstrumentConfig = {
      ...scale(1, 'broken'),
      transport: { kind: 'serial', path: '/dev/null', settings: 'fast' },
    };
    host.handle({ kind: 'configure', instruments: [broken, scale()] });
    await clock.advance(3000);
    expect(reports().find(({ fault }) => fault === 'wrong-settings')).toMatchObject({
      instrument: 'broken',
      state: 'lost',
    });
    expect(observed().every(({ instrument }) => instrument === 'scale')).toBe(true);
  });

  it('looks for an adapter at each opening, and tells ports that come while they are asked for', async () => {
    const ports: ListedPort[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'host-'));
    vi.stubEnv('STATION_PORT_LIST', join(folder, 'no', 'ports.json'));
    const own = createDevicesHost({
      clock,
      random: () => 0.5,
      send: (message) => sent.push(message),
      log() {},
      lister: { list: () => Promise.resolve(describePorts(ports)) },
      protocols: () => fakeProtocol(),
    });
    const identity = 'usb:0403:6001:A1';
    const transport = { kind: 'serial', path: '/dev/ttyUSB7', identity } as const;
    own.handle({ kind: 'configure', instruments: [{ ...scale(), transport }] });
    await clock.advance(10);
    expect(reports().at(-1)).toMatchObject({ state: 'lost', fault: 'port-missing' });
    expect(reports().at(-1)?.detail).toContain('serial number A1');
    own.handle({ kind: 'list-ports' });
    ports.push({ path: folder, vendorId: '0403', productId: '6001', serialNumber: 'A1' });
    await clock.advance(2_000);
    await vi.waitFor(() => expect(reports().at(-1)?.detail).toContain(folder));
    const told = sent.flatMap((message) =>
      message.kind === 'ports' ? [message.ports.length] : [],
    );
    expect(told).toEqual([0, 1]);
    await own.close();
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it('is silent after it was closed', async () => {
    host.handle({ kind: 'configure', instruments: [scale()] });
    await clock.advance(3000);
    await host.close();
    const before = sent.length;
    host.handle({ kind: 'configure', instruments: [scale()] });
    await clock.advance(60_000);
    expect(sent).toHaveLength(before);
  });
});

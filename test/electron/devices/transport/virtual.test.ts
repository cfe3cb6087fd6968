import { beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createVirtualInstrument } from '../../../../electron/devices/transport/virtual.ts';
import type { VirtualInstrument } from '../../../../electron/devices/transport/virtual.ts';
import type { TransportHandlers } from '../../../../electron/devices/transport/transport.ts';
import { fakeProtocol } from '../../../support/fake-protocol.ts';
import { bytesOf } from '../../../support/scripted-transport.ts';

let clock: SimulatedClock;
let instrument: VirtualInstrument;
let chunks: string[];
let losses: string[];
let handlers: TransportHandlers;

beforeEach(() => {
  clock = createSimulatedClock();
  instrument = createVirtualInstrument({ protocol: fakeProtocol(), seed: 42, clock });
  chunks = [];
  losses = [];
  handlers = {
    data: (bytes) => chunks.push(Buffer.from(bytes).toString('latin1')),
    lost: (code) => losses.push(code),
  };
});

describe('virtual transport', () => {
  it('answers in small pieces, later, like a serial line', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    await transport.write(bytesOf('I\n'));
    expect(chunks).toEqual([]);
    await clock.advance(100);
    expect(chunks).toEqual(['ID fake ', '1.0\n']);
  });

  it('takes as long as the line settings say', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    await transport.write(bytesOf('I\n'));
    // 16 characters of 10 bits at 9600 baud.
    await clock.advance(16);
    expect(chunks).toHaveLength(1);
    await clock.advance(1);
    expect(chunks).toHaveLength(2);
  });

  it('keeps its world from one opening to the next', async () => {
    const first = instrument.createTransport();
    await first.open(handlers);
    instrument.change({ kind: 'place', value: '250', unit: 'g' });
    await first.close();
    const second = instrument.createTransport();
    await second.open(handlers);
    await second.write(bytesOf('Q\n'));
    await clock.advance(100);
    expect(chunks.join('')).toBe('V 250\n');
  });

  it('is lost when the cable is pulled, and missing until it is plugged in', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    instrument.change({ kind: 'fault', name: 'disconnected' });
    await clock.advance(1);
    expect(losses).toEqual(['disconnected']);
    await expect(instrument.createTransport().open(handlers)).rejects.toMatchObject({
      code: 'port-missing',
    });
    instrument.change({ kind: 'ok' });
    await expect(instrument.createTransport().open(handlers)).resolves.toBeUndefined();
  });

  it('loses what was on its way when the cable is pulled', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    await transport.write(bytesOf('I\n'));
    await clock.advance(9);
    instrument.change({ kind: 'fault', name: 'disconnected' });
    await clock.advance(1000);
    expect(chunks).toEqual(['ID fake ']);
  });

  it('refuses writes after the cable was pulled', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    instrument.change({ kind: 'fault', name: 'disconnected' });
    await expect(transport.write(bytesOf('Q\n'))).rejects.toThrow('closed');
  });

  it('is busy for a second opener', async () => {
    await instrument.createTransport().open(handlers);
    await expect(instrument.createTransport().open(handlers)).rejects.toMatchObject({
      code: 'port-busy',
    });
  });

  it('says nothing after it was closed', async () => {
    const transport = instrument.createTransport();
    await transport.open(handlers);
    await transport.write(bytesOf('I\n'));
    await clock.advance(9);
    await transport.close();
    instrument.change({ kind: 'fault', name: 'disconnected' });
    await clock.advance(1000);
    expect([chunks.length, losses.length]).toEqual([1, 0]);
  });

  it('carries no more of a babble than its line can', async () => {
    await instrument.createTransport().open(handlers);
    instrument.change({ kind: 'fault', name: 'babble' });
    await clock.advance(2000);
    expect(chunks.join('').length).toBeLessThanOrEqual(1920);
  });
});

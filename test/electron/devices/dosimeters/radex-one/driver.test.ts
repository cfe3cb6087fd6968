import { describe, expect, it } from 'vitest';
import { radexOne } from '../../../../../electron/devices/dosimeters/radex-one/protocol.ts';
import { readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const REAL = readExchange('radex-one/real-frames.exchange');
const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

function createReadyRig(seed = 8344) {
  const rig = createProtocolRig(radexOne, seed, 1);
  rig.run(3000);
  rig.takeObservations();
  return rig;
}

describe('RADEX ONE driver with its simulator', () => {
  it('asks for the serial number, then for values every second, in numbered packets', () => {
    const rig = createProtocolRig(radexOne, 8344, 1);
    rig.run(4000);
    expect(rig.identity()).toBe('RADEX ONE firmware 1.8, serial 180620-0840-008344');
    const packets = rig.sent.map((text) => text.charCodeAt(6));
    expect(packets).toEqual(packets.map((_, index) => index + 1));
    expect(new Set(rig.sent.map((text) => text.slice(12, 16)))).toEqual(
      new Set(['\x01\x00\x0c\x00', '\x00\x08\x0c\x00']),
    );
  });

  it('the simulator answers the real requests with frames of the real shape', () => {
    const simulator = radexOne.createSimulator(8344);
    simulator.start(0);
    const lengths = REAL.flatMap(({ from, bytes }, index) => {
      const [said] = from === 'host' ? simulator.receive(bytes, 1).emit : [];
      return said === undefined ? [] : [[said.length, REAL[index + 1]?.bytes.length]];
    });
    expect(lengths).toHaveLength(5);
    for (const [said, real] of lengths) expect(said).toBe(real);
    const serial = REAL.findIndex(({ bytes }) => hex(bytes).includes('9b0d'));
    const [identity] = simulator.receive(REAL[serial]?.bytes ?? new Uint8Array(), 2).emit;
    expect(hex(identity)).toBe(hex(REAL[serial + 1]?.bytes));
  });

  it('shows the dose rate every second', () => {
    const rig = createReadyRig();
    rig.world('source 20 uSv/h');
    rig.run(62_000);
    rig.takeObservations();
    rig.run(60_000);
    const observations = rig.takeObservations();
    const rates = readingsOf(observations, 'dose-rate');
    expect(rates).toHaveLength(60);
    expect(rates[0]).toMatchObject({ unit: 'uSv/h', windowS: 60, alarms: [] });
    const mean = rates.reduce((sum, { value }) => sum + Number(value), 0) / 60;
    expect(Math.abs(mean / 20 - 1)).toBeLessThan(0.1);
    expect(readingsOf(observations, 'counts')[0]).toMatchObject({ unit: 'cpm' });
  });

  it('drops a late answer by its number', () => {
    const rig = createReadyRig();
    rig.run(950);
    rig.inject(REAL[1]?.bytes ?? new Uint8Array());
    rig.run(3000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(observations.map(({ raw }) => raw)).not.toContain(hex(REAL[1]?.bytes));
  });

  it('saturation gives faults and no rate, a dead tube zeros for core to judge', () => {
    const rig = createReadyRig();
    rig.world('fault saturated');
    rig.run(1500);
    rig.takeObservations();
    rig.run(3000);
    expect(faultCodes(rig.takeObservations())).toEqual(Array(3).fill('saturated'));
    rig.world('ok');
    rig.world('fault dead-tube');
    rig.run(62_000);
    rig.takeObservations();
    rig.run(3000);
    const counts = readingsOf(rig.takeObservations(), 'counts').map(({ value }) => value);
    expect(counts).toEqual(['0', '0', '0']);
  });

  it('a cable pulled in the middle of a reply leaves no value behind', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.inject(REAL[1]?.bytes.subarray(0, 20) ?? new Uint8Array());
    rig.run(10_000);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
    expect(rig.failure()?.code).toBe('silent');
  });

  it.each([
    ['silent', 'silent'],
    ['babble', 'malformed'],
  ])('fails on %s without a value', (fault, code) => {
    const rig = createProtocolRig(radexOne, 1, 1);
    rig.world(`fault ${fault}`);
    rig.run(20_000);
    expect(rig.failure()?.code).toBe(code);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
  });

  it('recognises its own probe only', () => {
    const [probe] = radexOne.descriptor.detection.probes;
    expect(probe?.recognise(REAL[3]?.bytes ?? new Uint8Array())).toContain('008344');
    expect(probe?.recognise(Buffer.from('ERROR\r\n'))).toBeNull();
  });
});

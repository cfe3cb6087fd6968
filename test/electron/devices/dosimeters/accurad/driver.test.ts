import { describe, expect, it } from 'vitest';
import { accuRad } from '../../../../../electron/devices/dosimeters/accurad/protocol.ts';
import { bytesFrom, readExchange } from '../../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const DATA = bytesFrom(readExchange('accurad/prefixed-request.exchange'), 'instrument');

function createReadyRig(seed = 2) {
  const rig = createProtocolRig(accuRad, seed, 0.1);
  rig.run(5000);
  rig.takeObservations();
  return rig;
}

describe('AccuRad driver with its simulator', () => {
  it.each([
    [2, 'bare'],
    [3, 'prefixed'],
  ])('seed %d answers the %s request', (seed, form) => {
    const rig = createProtocolRig(accuRad, seed, 0.1);
    rig.run(6000);
    expect(rig.identity()).toBe(`MIRION ACCURAD PRD, serial 00000${seed}`);
    expect(rig.sent.at(-1)?.startsWith('#!AccuRad!#')).toBe(form === 'prefixed');
    expect(faultCodes(rig.takeObservations())).toEqual([]);
  });

  it('shows the dose rate every second', () => {
    const rig = createReadyRig();
    rig.world('source 2.0 uSv/h');
    rig.run(12_000);
    rig.takeObservations();
    rig.run(60_000);
    const observations = rig.takeObservations();
    const rates = readingsOf(observations, 'dose-rate');
    expect(rates).toHaveLength(60);
    expect(rates[0]).toMatchObject({ unit: 'uSv/h', windowS: 10, alarms: [] });
    const mean = rates.reduce((sum, { value }) => sum + Number(value), 0) / 60;
    expect(Math.abs(mean / 2 - 1)).toBeLessThan(0.03);
    expect(readingsOf(observations, 'counts')).toHaveLength(60);
  });

  it("passes the instrument's own alarm on", () => {
    const rig = createReadyRig();
    rig.world('fault alarm');
    rig.run(3000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate').at(-1)?.alarms).toEqual(['high']);
  });

  it('is warming up until it says that it is not, whatever it shows', () => {
    const rig = createReadyRig();
    rig.world('fault warming-up');
    rig.run(1500);
    rig.takeObservations();
    rig.run(3000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(Array(3).fill('warming-up'));
    expect(observations).toHaveLength(3);
  });

  it('tells a low battery once and measures on', () => {
    const rig = createReadyRig();
    rig.world('fault low-battery');
    rig.run(20_000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['low-battery']);
    expect(readingsOf(observations, 'dose-rate').length).toBeGreaterThan(18);
  });

  it('one that has stopped measuring has a fault', () => {
    const driver = accuRad.createDriver();
    const [info] = readExchange('accurad/manual-examples.exchange').filter(
      ({ from }) => from === 'instrument',
    );
    driver.start(0);
    driver.wake(400);
    driver.receive(info?.bytes ?? new Uint8Array(), 410);
    const codes: string[] = [];
    for (let atMs = 500; atMs < 4000; atMs += 1000) {
      const { observations } = driver.receive(DATA, atMs);
      codes.push(...observations.map((one) => (one.type === 'fault' ? one.code : one.kind)));
      driver.wake(atMs + 900);
    }
    expect(codes).toEqual(['counts', 'dose-rate', 'instrument-error']);
  });

  it('a damaged reply is a fault, and the conversation begins anew', () => {
    const rig = createReadyRig();
    rig.run(950);
    rig.inject(DATA.map((byte, at) => (at === 20 ? byte ^ 1 : byte)));
    rig.run(4000);
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual(['checksum']);
    expect(readingsOf(observations, 'dose-rate').length).toBeGreaterThan(1);
  });

  it('a cable pulled in the middle of a reply leaves no value behind', () => {
    const rig = createReadyRig();
    rig.cut(true);
    rig.inject(DATA.subarray(0, 40));
    rig.run(10_000);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
    expect(rig.failure()?.code).toBe('silent');
  });

  it.each([
    ['silent', 'silent'],
    ['babble', 'malformed'],
  ])('fails on %s without a value', (fault, code) => {
    const rig = createProtocolRig(accuRad, 2, 0.1);
    rig.world(`fault ${fault}`);
    rig.run(20_000);
    expect(rig.failure()?.code).toBe(code);
    expect(rig.takeObservations().every(({ type }) => type === 'fault')).toBe(true);
  });

  it('recognises its replies only', () => {
    const [probe] = accuRad.descriptor.detection.probes;
    expect(probe?.recognise(DATA)).toBe('AccuRad PRD');
    expect(probe?.recognise(DATA.subarray(0, 50))).toBeNull();
    expect(probe?.recognise(Buffer.from('ERROR\r\n'))).toBeNull();
  });
});

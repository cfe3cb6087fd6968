import { describe, expect, it } from 'vitest';
import { mtContinuous } from '../../../../../electron/devices/scales/mt-continuous/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

function createReadyRig(seed = 1) {
  const rig = createProtocolRig(mtContinuous, seed);
  rig.run(1000);
  rig.takeObservations();
  return rig;
}
type Rig = ReturnType<typeof createReadyRig>;
const massesAfter = (rig: Rig, ms: number) => {
  rig.takeObservations();
  rig.run(ms);
  return readingsOf(rig.takeObservations(), 'mass');
};

describe('Mettler-Toledo Continuous driver with its simulator', () => {
  it('is identified by the first frame and asks nothing', () => {
    const rig = createReadyRig();
    expect(rig.identity()).toBe('Mettler-Toledo Continuous');
    expect(rig.sent).toEqual([]);
  });

  it('follows a parcel from motion to rest', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    const moving = massesAfter(rig, 300);
    expect(moving.some((one) => !one.stable)).toBe(true);
    expect(massesAfter(rig, 1000).at(-1)).toMatchObject({
      value: '1.250',
      unit: 'kg',
      stable: true,
      basis: 'gross',
    });
  });

  it('zeroes, tares and clears the tare when asked', () => {
    const rig = createReadyRig();
    rig.world('place 0.100 kg');
    rig.run(1000);
    rig.request('zero');
    expect(massesAfter(rig, 1000).at(-1)).toMatchObject({ value: '0.000', zero: true });
    rig.world('place 0.600 kg');
    rig.run(1000);
    rig.request('tare');
    expect(massesAfter(rig, 1000).at(-1)).toMatchObject({
      value: '0.000',
      basis: 'net',
      tare: '0.500',
    });
    rig.request('clear-tare');
    expect(massesAfter(rig, 1000).at(-1)).toMatchObject({ value: '0.500', basis: 'gross' });
    expect(rig.sent).toEqual(['Z\r\n', 'T\r\n', 'C\r\n']);
  });

  it.each(['overload', 'underload'])('%s is a fault, not a weight', (fault) => {
    const rig = createReadyRig();
    rig.world(`fault ${fault}`);
    rig.run(300);
    rig.takeObservations();
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set([fault]));
  });

  it('an unstable scale never gives a stable weight', () => {
    const rig = createReadyRig();
    rig.world('fault unstable');
    rig.run(500);
    const masses = massesAfter(rig, 3000);
    expect(masses.length).toBeGreaterThan(10);
    expect(masses.some((one) => one.stable)).toBe(false);
  });

  it('silence gives nothing, and the stream goes on afterwards', () => {
    const rig = createReadyRig();
    rig.world('fault silent');
    rig.run(500);
    expect(massesAfter(rig, 3000)).toEqual([]);
    rig.world('ok');
    expect(massesAfter(rig, 500).length).toBeGreaterThan(1);
  });

  it('babble gives no weight and ends the session as wrong settings', () => {
    const rig = createReadyRig(3);
    rig.world('fault babble');
    rig.run(300);
    expect(massesAfter(rig, 5000)).toEqual([]);
    expect(rig.failure()?.code).toBe('wrong-settings');
  });

  it('a cable pulled in the middle of a frame leaves no weight behind', () => {
    const rig = createReadyRig();
    rig.run(9);
    rig.cut(true);
    rig.takeObservations();
    rig.inject(Uint8Array.from(Buffer.from('\x02-0   1234', 'latin1')));
    rig.run(1000);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'mass').map((one) => one.value)).not.toContain('1.234');
    expect(faultCodes(observations)).toContain('malformed');
  });

  it('sends bytes of the world as they are and stands still on them', () => {
    const rig = createReadyRig();
    const frame = Buffer.from('022C30202020313233342020202020300D1B', 'hex');
    rig.world(`bytes ${frame.toString('hex')}`);
    rig.run(50);
    const values = massesAfter(rig, 1000).map((one) => one.value);
    expect(new Set(values)).toEqual(new Set(['12.34']));
  });
});

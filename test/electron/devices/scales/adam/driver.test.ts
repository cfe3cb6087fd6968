import { describe, expect, it } from 'vitest';
import { adam } from '../../../../../electron/devices/scales/adam/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { itWeighs, massesWithin, tellsWithin } from '../../../../support/scale-checks.ts';

const [AZEXTRA, CPWPLUS, HIGHLAND] = [0, 1, 2];
const READY_MS = 4000;
const placed = { value: '1.250', unit: 'kg' };

const createReadyRig = (seed: number) => {
  const rig = createProtocolRig(adam, seed);
  rig.run(READY_MS);
  rig.takeObservations();
  return rig;
};

describe.each([
  ['CPWplus', CPWPLUS],
  ['Highland', HIGHLAND],
])('%s', (_model, seed) => {
  itWeighs({ protocol: adam, seed, readyMs: READY_MS, placed, faults: [] });

  it('gives no weight out of range, where it prints nothing', () => {
    const rig = createReadyRig(seed);
    rig.world('fault overload');
    rig.run(600);
    expect(massesWithin(rig, 3000)).toEqual([]);
  });
});

describe('asking', () => {
  it('a CPWplus is asked for its gross weight and keeps saying gross after a tare', () => {
    const rig = createReadyRig(CPWPLUS);
    rig.world('place 0.500 kg');
    rig.run(2000);
    rig.request('tare');
    expect(massesWithin(rig, 3000).at(-1)).toMatchObject({ value: '0.500', basis: 'gross' });
    expect(new Set(rig.sent)).toEqual(new Set(['G\r\n', 'Z\r\n']));
  });

  it('a CPWplus that falls silent is told', () => {
    const rig = createReadyRig(CPWPLUS);
    rig.world('fault silent');
    expect(faultCodes(tellsWithin(rig, 3000))).toContain('silent');
  });

  it('error replies of a CPWplus are told', () => {
    const rig = createReadyRig(CPWPLUS);
    rig.world('fault error-reply');
    rig.run(300);
    expect(new Set(faultCodes(tellsWithin(rig, 1000)))).toEqual(new Set(['instrument-error']));
  });

  it('Highland streams and is asked nothing; it tares with T', () => {
    const rig = createReadyRig(HIGHLAND);
    rig.world('place 0.500 kg');
    rig.run(4000);
    rig.request('tare');
    expect(massesWithin(rig, 2000).at(-1)).toMatchObject({ value: '0.000', basis: 'net' });
    expect(rig.sent).toEqual(['T\r\n']);
  });

  it('AZextra answers a new weight once, is then asked every five seconds, and is not stable', () => {
    const rig = createReadyRig(AZEXTRA);
    rig.world('place 1.250 kg');
    const first = massesWithin(rig, 4000);
    expect(first).toMatchObject([{ value: '1.250', basis: 'unknown', stable: false }]);
    const before = rig.sent.length;
    const told = tellsWithin(rig, 20_000);
    expect(readingsOf(told, 'mass')).toEqual([]);
    expect(faultCodes(told)).toEqual([]);
    expect(rig.sent.slice(before).length).toBeLessThanOrEqual(4);
    rig.world('place 2.500 kg');
    expect(massesWithin(rig, 6000)).toMatchObject([{ value: '2.500' }]);
  });
});

describe('detection', () => {
  const [probe] = adam.descriptor.detection.probes;

  it('recognises a CPWplus by its answer to G', () => {
    expect(probe?.recognise(Buffer.from('G  +   2.00 kg\r\n'))).toBe(
      'Adam CPWplus: G  +   2.00 kg',
    );
    expect(probe?.recognise(Buffer.from('ER G\r\n'))).toBeNull();
    expect(probe?.recognise(Buffer.from('ES\r\n'))).toBeNull();
  });

  it('never asks for a print', () => {
    expect(adam.descriptor.detection.probes).toHaveLength(1);
    expect(probe?.steps.map((step) => Buffer.from(step.send).toString())).toEqual(['G\r\n']);
  });
});

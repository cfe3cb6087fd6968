import { describe, expect, it } from 'vitest';
import { riceLake } from '../../../../../electron/devices/scales/rice-lake/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { itWeighs, massesWithin, tellsWithin } from '../../../../support/scale-checks.ts';

const [CARDINAL, RICE_LAKE, WEIGH_TRONIX] = [0, 1, 2];
const placed = { value: '1.250', unit: 'kg' };

const createReadyRig = (seed: number) => {
  const rig = createProtocolRig(riceLake, seed);
  rig.run(1500);
  rig.takeObservations();
  return rig;
};

describe.each([
  ['Rice Lake', RICE_LAKE],
  ['Cardinal', CARDINAL],
])('%s', (_style, seed) => {
  itWeighs({
    protocol: riceLake,
    seed,
    readyMs: 1000,
    placed,
    faults: ['overload', 'underload'],
  });
});

describe('Weigh-Tronix', () => {
  itWeighs({ protocol: riceLake, seed: WEIGH_TRONIX, readyMs: 1000, placed, faults: [] });

  it('blanks out of range are no weight', () => {
    const rig = createReadyRig(WEIGH_TRONIX);
    rig.world('fault overload');
    rig.run(300);
    const told = tellsWithin(rig, 1000);
    expect(readingsOf(told, 'mass')).toEqual([]);
    expect(new Set(faultCodes(told))).toEqual(new Set(['malformed']));
  });
});

describe('requests of the bench', () => {
  it('zeroes and tares a Rice Lake indicator with EDP commands', () => {
    const rig = createReadyRig(RICE_LAKE);
    rig.world('place 0.100 kg');
    rig.run(1000);
    rig.request('zero');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.000', zero: true });
    rig.world('place 0.600 kg');
    rig.run(1000);
    rig.request('tare');
    expect(massesWithin(rig, 1000).at(-1)).toMatchObject({ value: '0.000', basis: 'net' });
    expect(rig.sent).toEqual(['KZERO\r', 'KTARE\r']);
  });

  it('a refusal is told', () => {
    const rig = createReadyRig(RICE_LAKE);
    rig.world('place 5 kg');
    rig.run(1000);
    rig.request('zero');
    expect(faultCodes(tellsWithin(rig, 500))).toEqual(['not-executable']);
  });

  it.each([CARDINAL, WEIGH_TRONIX])('sends nothing to stream %i', (seed) => {
    const rig = createReadyRig(seed);
    rig.request('tare');
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    expect(rig.sent).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { dibal } from '../../../../../electron/devices/scales/dibal/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { itWeighs, massesWithin, tellsWithin } from '../../../../support/scale-checks.ts';

const createReadyRig = () => {
  const rig = createProtocolRig(dibal);
  rig.run(2000);
  rig.takeObservations();
  return rig;
};

describe('Dibal driver with its simulator', () => {
  itWeighs({
    protocol: dibal,
    seed: 1,
    readyMs: 2000,
    placed: { value: '1250', unit: 'g' },
    faults: [],
  });

  it('asks four times a second with price zero and nothing else', () => {
    const rig = createReadyRig();
    expect(rig.identity()).toBe('Dibal scale');
    const before = rig.sent.length;
    rig.run(2000);
    const asked = rig.sent.slice(before);
    expect(new Set(asked)).toEqual(new Set(['98000001\r\n']));
    expect(asked).toHaveLength(8);
  });

  it('a late answer is thrown away and a missed one told', () => {
    const rig = createReadyRig();
    rig.cut(true);
    expect(faultCodes(tellsWithin(rig, 1100))).toEqual(['silent']);
    rig.inject(Uint8Array.from(Buffer.from('9900031600000004\r\n')));
    rig.cut(false);
    const values = massesWithin(rig, 3000).map((one) => one.value);
    expect(new Set(values)).toEqual(new Set(['0']));
  });

  it('error replies are told, not weights', () => {
    const rig = createReadyRig();
    rig.world('fault error-reply');
    rig.run(300);
    const told = tellsWithin(rig, 1000);
    expect(readingsOf(told, 'mass')).toEqual([]);
    expect(new Set(faultCodes(told))).toEqual(new Set(['instrument-error']));
  });

  it('reads on when an earlier program has left the scale sending', () => {
    const rig = createReadyRig();
    rig.world('fault heartbeat-left-on');
    expect(massesWithin(rig, 2000).length).toBeGreaterThan(6);
  });

  it('refuses requests, which it has none of', () => {
    const rig = createReadyRig();
    rig.request('zero');
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
  });
});

describe('detection', () => {
  it('recognises the answer to price zero by form and checksum', () => {
    const [probe] = dibal.descriptor.detection.probes;
    expect(probe?.recognise(Buffer.from('9900031600000004\r\n'))).toBe(
      'Dibal scale: 9900031600000004',
    );
    expect(probe?.recognise(Buffer.from('9900031600000005\r\n'))).toBeNull();
    expect(probe?.recognise(Buffer.from('98000001\r\n'))).toBeNull();
  });
});

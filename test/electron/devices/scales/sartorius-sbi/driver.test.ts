import { describe, expect, it } from 'vitest';
import { sartoriusSbi } from '../../../../../electron/devices/scales/sartorius-sbi/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';
import { after, createReadyScale } from '../../../../support/ready-scale.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const createReadyRig = (load?: string) => createReadyScale(sartoriusSbi, load);

describe('Sartorius SBI driver with its simulator', () => {
  it('follows a parcel to rest, with no weight while it moves, and sends nothing but ESC P', () => {
    const rig = createReadyRig();
    rig.world('place 1255.7 g');
    expect(faultCodes(after(rig, 350))).toContain('not-executable');
    expect(readingsOf(after(rig, 700), 'mass').at(-1)).toMatchObject({
      value: '1255.7',
      unit: 'g',
      stable: true,
      basis: 'gross',
    });
    expect(new Set(rig.sent)).toEqual(new Set(['\x1bP\r\n']));
  });

  it.each(['overload', 'underload'])('%s is a fault and no weight', (fault) => {
    const rig = createReadyRig('1 kg');
    rig.world(`fault ${fault}`);
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set([fault]));
  });

  it('zeroes and tares when asked, and has no way to clear the tare alone', () => {
    const rig = createReadyRig('50 g');
    rig.request('zero');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({ value: '0.0', zero: true });
    rig.world('place 550 g');
    rig.run(1000);
    rig.request('tare');
    const tared = after(rig, 1000);
    expect(readingsOf(tared, 'mass').at(-1)).toMatchObject({ value: '0.0', basis: 'net' });
    expect(faultCodes(tared)).toEqual([]);
    rig.takeObservations();
    rig.request('clear-tare');
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
  });

  it('an error line behind a request is its refusal', () => {
    const rig = createReadyRig('500 g');
    rig.request('tare');
    for (let ms = 0; ms < 500 && rig.sent.at(-1) !== '\x1bU\r\n'; ms += 1) rig.run(1);
    rig.takeObservations();
    rig.inject(latin1('      Err 54    \r\n'));
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
  });

  it('listens while the scale prints by itself, and asks again when it stops', () => {
    const rig = createProtocolRig(sartoriusSbi);
    rig.world('fault heartbeat-left-on');
    rig.run(3000);
    const before = rig.sent.length;
    const printed = after(rig, 2000);
    expect(rig.sent).toHaveLength(before);
    expect(faultCodes(printed)).toEqual([]);
    expect(readingsOf(printed, 'mass').length).toBeGreaterThanOrEqual(9);
    rig.world('ok');
    rig.run(3000);
    expect(rig.sent.length).toBeGreaterThan(before);
  });

  it('takes a request while the scale prints by itself', () => {
    const rig = createProtocolRig(sartoriusSbi);
    rig.world('fault heartbeat-left-on');
    rig.world('place 500 g');
    rig.run(4000);
    rig.request('tare');
    expect(readingsOf(after(rig, 1000), 'mass').at(-1)).toMatchObject({
      value: '0.0',
      basis: 'net',
    });
  });

  it('error replies are faults and no weight', () => {
    const rig = createReadyRig('1 kg');
    rig.world('fault error-reply');
    rig.run(300);
    const observations = after(rig, 1000);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(new Set(faultCodes(observations))).toEqual(new Set(['instrument-error']));
  });

  it('a cable pulled in the middle of a line leaves no weight behind', () => {
    const rig = createReadyRig('1 kg');
    rig.cut(true);
    rig.takeObservations();
    rig.inject(latin1('N     +   9.99'));
    const observations = after(rig, 1500);
    expect(readingsOf(observations, 'mass')).toEqual([]);
    expect(faultCodes(observations)).toContain('malformed');
  });
});

describe('Sartorius SBI simulator', () => {
  it.each([
    ['\x1bP', 'G#    +      0.0 g  \r\n'],
    ['\x1bP\r\n', 'G#    +      0.0 g  \r\n'],
    ['\x1bx1_', '      SIM6200       \r\n'],
    ['\x1bx2_\r\n', '      12345678      \r\n'],
    ['\x1bK\x1bQ\x1bO', ''],
    ['P', ''],
    ['\x1bx9_P', ''],
  ])('answers %j', (command, answer) => {
    const simulator = sartoriusSbi.createSimulator(1);
    simulator.start(0);
    const { emit } = simulator.receive(latin1(command), 1000);
    expect(Buffer.concat(emit).toString('latin1')).toBe(answer);
  });
});

it('Sartorius SBI is recognised by a weight, also one that moves, and not by a word', () => {
  const [probe] = sartoriusSbi.descriptor.detection.probes;
  expect(probe?.recognise(latin1('N     +   0.1234 g  \r\n'))).not.toBeNull();
  expect(probe?.recognise(latin1('+   0.1234    \r\n'))).not.toBeNull();
  expect(probe?.recognise(latin1('High\r\n'))).toBeNull();
  expect(probe?.recognise(latin1('ES\r\n'))).toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automess6150ad } from '../../../../../electron/devices/dosimeters/automess-6150ad/protocol.ts';
import { expectCapture } from '../../../../support/capture-checks.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const decode = (...chunks: Uint8Array[]) => automess6150ad.decodeStream(chunks);
const valuesOf = (...chunks: Uint8Array[]): readonly string[] =>
  readingsOf(decode(...chunks), 'dose-rate').map((one) => one.value);

const BACKGROUND = hex('02 14 E1 7A FD 72');
const ONE = hex('02 14 00 40 01 55');

describe('6150AD frames', () => {
  it.each(['manual', 'start-in-data'])('capture %s decodes in any chunking', (name) => {
    expectCapture(automess6150ad, name);
  });

  it('a changed bit in any byte is refused', () => {
    for (let bit = 0; bit < 48; bit += 1) {
      const changed = ONE.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(valuesOf(changed)).toEqual([]);
    }
  });

  it.each([
    ['a mantissa that is not normalised', '02 14 FF 3F 01 D5'],
    ['a rate that no probe reaches', '02 14 00 40 1B 4F'],
    ['another start byte', '03 14 00 40 01 55'],
    ['a wrong check byte', '02 14 00 40 01 54'],
  ])('%s is no frame', (_, bytes) => {
    expect(faultCodes(decode(hex(bytes)))).toEqual(['malformed']);
    expect(valuesOf(hex(bytes))).toEqual([]);
  });

  it('a single frame behind noise proves nothing, a second one does', () => {
    expect(valuesOf(hex('55'), ONE)).toEqual([]);
    expect(valuesOf(hex('55'), ONE, BACKGROUND)).toEqual(['1', '0.12']);
    expect(valuesOf(BACKGROUND, hex('02 14'), ONE, ONE, BACKGROUND)).toEqual([
      '0.12',
      '1',
      '1',
      '0.12',
    ]);
  });

  it('a frame that begins within another one is not taken', () => {
    // Read from its fifth byte on it would be 02 14 00 40 01 55.
    const other = hex('02 14 00 40 02 56');
    expect(valuesOf(other, ONE)).toEqual(['2', '1']);
  });

  it('random bytes give no reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        return valuesOf(...chunks).length === 0;
      }),
      { seed: 6150 },
    );
  });
});

describe('6150AD, simulated', () => {
  it('is identified by its first frame and delivers every second', () => {
    const rig = createProtocolRig(automess6150ad, 1, 2);
    rig.run(10_600);
    expect(rig.identity()).toBe('Automess 6150AD');
    const observations = rig.takeObservations();
    expect(faultCodes(observations)).toEqual([]);
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(10);
    expect(rig.sent).toEqual([]);
  });

  it.each(['0.12', '7', '1000'])('source %s uSv/h is what the meter shows', (shown) => {
    const rig = createProtocolRig(automess6150ad, 2);
    rig.world(`source ${shown} uSv/h`);
    rig.run(9000);
    rig.takeObservations();
    rig.run(600_000);
    const rates = readingsOf(rig.takeObservations(), 'dose-rate').map((one) => Number(one.value));
    const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
    // Four standard deviations of what 600 s count.
    const spread = 4 / Math.sqrt(Number(shown) * 4 * 600);
    expect(Math.abs(mean / Number(shown) - 1)).toBeLessThan(spread);
  });

  it('a dead tube shows nothing', () => {
    const rig = createProtocolRig(automess6150ad);
    rig.world('fault dead-tube');
    rig.run(3000);
    expect(readingsOf(rig.takeObservations(), 'dose-rate').at(-1)).toMatchObject({ value: '0' });
  });

  it('silence and babble give no reading, and frames are found again at once', () => {
    const rig = createProtocolRig(automess6150ad);
    rig.run(2500);
    rig.takeObservations();
    rig.world('fault silent');
    rig.run(3000);
    expect(rig.takeObservations()).toEqual([]);
    rig.world('ok');
    rig.world('fault babble');
    rig.run(900);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toEqual([]);
    rig.world('ok');
    rig.run(1600);
    expect(readingsOf(rig.takeObservations(), 'dose-rate')).toHaveLength(1);
  });

  it('a frame cut by a pulled cable is not completed by the next one', () => {
    const rig = createProtocolRig(automess6150ad, 1, 2);
    rig.inject(BACKGROUND.slice(0, 3));
    rig.run(2600);
    const observations = rig.takeObservations();
    expect(readingsOf(observations, 'dose-rate')).toHaveLength(2);
  });

  it('bytes of another speed end the session', () => {
    const rig = createProtocolRig(automess6150ad);
    for (let at = 0; at < 100; at += 1) rig.inject(hex('F8 80 00 FE 9C E0'));
    expect(rig.failure()).toMatchObject({ code: 'malformed' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genericScale } from '../../../../electron/devices/scales/generic-scale/protocol.ts';
import type { GenericProfile } from '../../../../shared/measure/generic-profile.ts';
import { readCapture } from '../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../support/protocol-rig.ts';
import { shippedProfile } from '../../../support/shipped-profile.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const PROFILE: GenericProfile = {
  name: 'Test scale',
  terminator: '0d0a',
  pattern: '(?P<status>[A-Z]{2}),(?P<basis>..),(?P<sign>[+-])(?P<value>[0-9., ]+)(?P<unit>[A-Z]*)',
  units: { KG: 'kg', G: 'g' },
  unit: 'g',
  status: { stable: ['ST'], unstable: ['US'], overload: ['OL'], underload: ['UL'] },
  basis: { gross: ['GS'], net: ['NT'] },
};
const decode = (text: string, profile: GenericProfile = PROFILE) =>
  genericScale.decodeStream([ascii(text)], { profile });

describe('a scale read by a profile', () => {
  it('gives value, unit, rest and basis as the profile names them', () => {
    expect(decode('ST,GS,+  1.250KG\r\nUS,NT,- 12.0\r\n')).toMatchObject([
      { value: '1.250', unit: 'kg', stable: true, basis: 'gross', zero: false },
      { value: '-12.0', unit: 'g', stable: false, basis: 'net' },
    ]);
  });

  it('is overloaded whatever number stands beside it', () => {
    expect(faultCodes(decode('OL,GS,+  1.250KG\r\nUL,GS,-999KG\r\n'))).toEqual([
      'overload',
      'underload',
    ]);
  });

  it.each([
    ['a status in no list', 'XX,GS,+1.0KG\r\n'],
    ['a unit that is not known', 'ST,GS,+1.0LB\r\n'],
    ['two points', 'ST,GS,+1.0.0KG\r\n'],
    ['a blank between digits', 'ST,GS,+10 20KG\r\n'],
    ['a unit with the name of something else', 'ST,GS,+1.0TOSTRING\r\n'],
    ['a line that the pattern does not match', 'hello\r\n'],
    ['another line end', 'ST,GS,+1.0KG\n'],
    ['a line without end', 'ST,GS,+1.0KG'],
  ])('is malformed for %s', (_, text) => {
    expect(faultCodes(decode(text))).toEqual(['malformed']);
  });

  it('takes implied decimals, a decimal comma and seven-bit bytes where the profile says so', () => {
    const implied = { ...PROFILE, impliedDecimals: 3 };
    expect(decode('ST,GS,+1250KG\r\nST,GS,+7KG\r\n', implied)).toMatchObject([
      { value: '1.250' },
      { value: '0.007' },
    ]);
    expect(decode('ST,GS,+1,250KG\r\n', { ...PROFILE, decimalComma: true })).toMatchObject([
      { value: '1.250' },
    ]);
    const parity = ascii('ST,GS,+1.0KG\r\n').map((byte) => byte | 0x80);
    const seven = { profile: { ...PROFILE, sevenBits: true } };
    expect(genericScale.decodeStream([parity], seven)).toMatchObject([{ value: '1.0' }]);
    expect(faultCodes(genericScale.decodeStream([parity], { profile: PROFILE }))).toContain(
      'malformed',
    );
  });

  it('is at rest after equal values in a row where it says nothing of rest', () => {
    const { status: _, ...silent } = PROFILE;
    const profile = { ...silent, pattern: '(?P<value>[0-9.]+)', equalReadings: 3 };
    const text = '1.0\r\n1.0\r\n1.0\r\n1.1\r\nnoise\r\n1.1\r\n1.1\r\n';
    const stable = readingsOf(decode(text, profile), 'mass').map((one) => one.stable);
    expect(stable).toEqual([false, false, true, false, false, false]);
  });

  it('reads on with a pattern that backtracking would never finish', () => {
    const profile = { ...PROFILE, pattern: '(?P<value>(?:[0-9]+)+)!', equalReadings: 3 };
    const line = ascii(`${'1'.repeat(250)}\r\n`);
    const decoded = genericScale.decodeStream(
      Array.from({ length: 100 }, () => line),
      { profile },
    );
    // A backtracking matcher needs 2^250 steps for the first of them.
    expect(faultCodes(decoded)).toHaveLength(100);
  });

  it('never makes a weight of random bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        const decoded = genericScale.decodeStream(chunks, { profile: PROFILE });
        return decoded.every((one) => one.type === 'fault');
      }),
    );
  });

  it('says that it needs a profile', () => {
    expect(genericScale.decodeStream([ascii('1.0\r\n')])).toMatchObject([
      { code: 'wrong-settings', detail: expect.stringContaining('profile') },
    ]);
    expect(genericScale.createDriver().start(0).failure?.code).toBe('wrong-settings');
  });
});

describe('the Sterling 7600 of the shipped profile', () => {
  const profile = shippedProfile('sterling-7600');

  it('is read as it was recorded', () => {
    const { lines, expected } = readCapture('generic-scale/sterling-7600.exchange');
    expect(genericScale.decodeExchange(lines, { profile })).toMatchObject(expected);
  });

  it('is asked every 200 ms and settles', () => {
    const rig = createProtocolRig(genericScale, 1, 1, {}, { profile });
    rig.world('place 2.000 kg');
    rig.run(5000);
    const weights = readingsOf(rig.takeObservations(), 'mass');
    expect(weights.length).toBeGreaterThan(20);
    expect(weights.at(-1)).toMatchObject({ unit: 'lb', stable: true, basis: 'gross' });
    expect(Number(weights.at(-1)?.value)).toBeCloseTo(4.409, 2);
    expect(rig.identity()).toBe('Sterling 7600');
  });

  it('keeps asking one question a second of a scale that is silent', () => {
    const rig = createProtocolRig(genericScale, 1, 1, {}, { profile });
    rig.run(1000);
    rig.world('fault silent');
    const before = rig.sent.length;
    rig.run(10_000);
    expect(rig.sent.length - before).toBeGreaterThanOrEqual(9);
    expect(rig.sent.length - before).toBeLessThanOrEqual(11);
  });

  it('is not zeroed by a command that its profile does not know', () => {
    const driver = genericScale.createDriver({ profile });
    driver.start(0);
    const step = driver.request?.('zero', 10);
    expect(step?.observations).toMatchObject([{ code: 'not-executable' }]);
  });

  it('is zeroed by the bytes of a profile that names them', () => {
    const driver = genericScale.createDriver({
      profile: { ...profile, commands: { zero: '5a0d' } },
    });
    driver.start(0);
    const zeroed = (): readonly string[] =>
      (driver.request?.('zero', 10).send ?? []).map((one) => Buffer.from(one).toString('latin1'));
    driver.receive(ascii('Gross   0.010 lb\r\n'), 5);
    expect(zeroed()).not.toContain('Z\r');
    for (let times = 0; times < 5; times += 1) driver.receive(ascii('Gross   0.010 lb\r\n'), 6);
    expect(zeroed()).toContain('Z\r');
  });
});

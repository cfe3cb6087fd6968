import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gammaScout } from '../../../../../electron/devices/dosimeters/gamma-scout/protocol.ts';
import { expectCapture } from '../../../../support/capture-checks.ts';
import { faultCodes } from '../../../../support/protocol-rig.ts';

const decode = (text: string) =>
  gammaScout.decodeStream([Uint8Array.from(Buffer.from(text, 'latin1'))]);

describe('Gamma-Scout lines', () => {
  it.each(['modes', 'online', 'checks'])('capture %s decodes in any chunking', (name) => {
    expectCapture(gammaScout, name);
  });

  it.each([
    'I000a00004',
    'I000a0000444',
    'I000A000044',
    'I000b000044',
    'I0000000044',
    'I0002ffffff',
    'X000a000044',
    '4.854 uSv/h',
    '4,85 uSv/h',
    '-4,854 uSv/h',
    '4,854 mSv/h',
    'Version',
    'standard',
  ])('%s is no line of it', (line) => {
    expect(decode(`\r\n${line}\r\n`)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });

  it('takes lines with their end before or behind them', () => {
    const counts = [{ value: '68' }, { value: '19' }];
    expect(decode('\r\nI000a000044\r\nI0002000013')).toMatchObject(counts);
    expect(decode('I000a000044\r\nI0002000013\r\n')).toMatchObject(counts);
    expect(decode('I000a000044\nI0002000013\n')).toMatchObject(counts);
  });

  it('finds the next line behind an endless one', () => {
    const observations = decode(`${'7'.repeat(5000)}\r\nI000a000044`);
    expect(faultCodes(observations)).toEqual(['malformed']);
    expect(observations.at(-1)).toMatchObject({ value: '68' });
  });

  it('random bytes give no reading', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        return gammaScout.decodeStream(chunks).every((one) => one.type === 'fault');
      }),
    );
  });

  it.each([
    ['\r\nStandard', 'Gamma-Scout, mode Standard'],
    ['44\r\nI000a000044\r\nOnline 01', 'Gamma-Scout, mode Online 01'],
    [
      '\r\nVersion 6.10 d93683 4f07 19.08.19 21:20:01\r\n',
      'Gamma-Scout firmware 6.10, serial d93683',
    ],
    ['\r\nStandart', null],
    ['', null],
  ])('the probe reads %j as %s', (answer, expected) => {
    const [probe] = gammaScout.descriptor.detection.probes;
    expect(probe?.recognise(Uint8Array.from(Buffer.from(answer)))).toBe(expected);
  });
});

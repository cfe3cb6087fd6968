import { describe, expect, it } from 'vitest';
import { nciScp01 } from '../../../../../electron/devices/scales/nci-scp01/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => nciScp01.decodeStream([latin1(text)]);

describe('NCI SCP-01 recordings', () => {
  itReadsCaptures(nciScp01, ['composed-replies']);
  itReadsWholeFramesOnly(
    nciScp01,
    ['\n0005.25LB\r\n00\r\x03', '\n0005.25LB\r\nS10\r\x03', '\n-000.75KG\r\n0p0\r\x03'],
    '\x03',
  );
  itNeverReadsLostBytes(nciScp01, '\n0005.25LB\r\n00\r\x03');

  it.each([
    ['two status bytes', '00', { basis: 'unknown' }],
    ['an S before the status', 'S00', { basis: 'unknown' }],
    ['a third byte', '0p0', { basis: 'gross' }],
    ['the net bit of the third byte', '0p4', { basis: 'net' }],
    ['a fourth byte', '0pp0', { basis: 'gross' }],
  ])('reads %s', (_name, status, expected) => {
    expect(decode(`\n0005.25LB\r\n${status}\r\x03`)).toMatchObject([expected]);
  });

  it.each([
    ['p0', 'a first byte that none may have'],
    ['00p', 'a third byte that was not announced'],
    ['0p', 'an announced third byte that is missing'],
    ['0', 'one byte'],
  ])('refuses status %s: %s', (status) => {
    expect(decode(`\n0005.25LB\r\n${status}\r\x03`)).toMatchObject([{ code: 'malformed' }]);
  });

  it.each([
    ['\n0005.25LB\r\n02\r\x03', 'overload'],
    ['\n0005.25LB\r\n01\r\x03', 'underload'],
    ['\n0005.25LB\r\n40\r\x03', 'instrument-error'],
    ['\n0005.25LB\r\n08\r\x03', 'instrument-error'],
    ['\n0005.25LB\r\n0p8\r\x03', 'zero-error'],
    ['\n_______LB\r\n01\r\x03', 'underload'],
    ['\n-------LB\r\n00\r\x03', 'zero-error'],
    ['\n0005.25CT\r\n00\r\x03', 'malformed'],
    ['\n0005.25\r\n00\r\x03', 'malformed'],
    ['\n12345678.25LB\r\n00\r\x03', 'malformed'],
  ])('%j is the fault %s', (message, code) => {
    expect(decode(message)).toMatchObject([{ type: 'fault', code }]);
  });

  it.each(['  5.25', '0005.25', '005.2', '000005.250'])(
    'reads a field of another width: %j',
    (field) => {
      expect(decode(`\n${field}lb\r\n00\r\x03`)).toMatchObject([{ type: 'reading', unit: 'lb' }]);
    },
  );

  it('reads clones that leave out ETX, in any chunking', () => {
    const stream = latin1('\n0005.25LB\r\n00\r\n0006.25LB\r\n10\r\n00\r');
    const whole = nciScp01.decodeStream([stream]);
    expect(whole).toMatchObject([{ value: '5.25' }, { value: '6.25', stable: false }]);
    const bytes = [...stream].map((byte) => Uint8Array.of(byte));
    expect(nciScp01.decodeStream(bytes)).toEqual(whole);
  });

  it('checks and strips parity', () => {
    const even = latin1('\n0005.25LB\r\n00\r\x03').map((byte) => {
      const ones = byte.toString(2).replaceAll('0', '').length;
      return ones % 2 === 0 ? byte : byte | 0x80;
    });
    expect(nciScp01.decodeStream([even])).toMatchObject([{ value: '5.25', unit: 'lb' }]);
    even[3] = (even[3] ?? 0) ^ 0x02;
    expect(nciScp01.decodeStream([even])).toMatchObject([{ code: 'malformed' }]);
  });
});

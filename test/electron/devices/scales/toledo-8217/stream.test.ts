import { describe, expect, it } from 'vitest';
import { toledo8217 } from '../../../../../electron/devices/scales/toledo-8217/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => toledo8217.decodeStream([latin1(text)]);

/** The parity bit as a 7E1 line carries it. */
function withEvenParity(text: string): string {
  return [...text]
    .map((character) => {
      const byte = character.charCodeAt(0);
      const ones = byte.toString(2).replaceAll('0', '').length;
      return String.fromCharCode(ones % 2 === 0 ? byte : byte + 0x80);
    })
    .join('');
}

describe('Toledo 8217 recordings', () => {
  itReadsCaptures(toledo8217, ['composed-pounds', 'composed-kilograms', 'echo-and-status']);
  itReadsWholeFramesOnly(toledo8217, ['\x0200.567\r', '\x0212.340N\r'], '\r');
  itNeverReadsLostBytes(toledo8217, '\x0200.567\r');

  it('net is said by N, and gross by its absence', () => {
    expect(decode('\x0201.250N\r')).toMatchObject([{ value: '1.250', basis: 'net' }]);
    expect(decode('\x0201.250\r')).toMatchObject([{ value: '1.250', basis: 'gross' }]);
  });

  it('a lost N makes no gross weight, and a tare that was cleared does', () => {
    const [net, gross] = ['\x0201.250N\r', '\x0201.250\r'];
    expect(decode(net + gross + net)).toMatchObject([
      { basis: 'net' },
      { type: 'fault', code: 'malformed' },
      { basis: 'net' },
    ]);
    expect(decode(net + gross + gross)).toMatchObject([
      { basis: 'net' },
      { type: 'fault', code: 'malformed' },
      { basis: 'gross' },
    ]);
  });

  it('reads a negative weight and zero', () => {
    expect(decode('\x02-01.250\r')).toMatchObject([{ value: '-1.250', zero: false }]);
    expect(decode('\x0200.000\r')).toMatchObject([{ value: '0.000', zero: true }]);
  });

  it('checks and strips the parity of a 7E1 scale read with eight bits', () => {
    const frame = withEvenParity('\x0200.567\r');
    expect(decode(frame)).toMatchObject([{ value: '0.567', unit: 'kg' }]);
    const flipped = [...frame].map((one, at) =>
      at === 3 ? String.fromCharCode(one.charCodeAt(0) ^ 1) : one,
    );
    expect(decode(flipped.join(''))).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });

  it('takes another unit only when it is said twice', () => {
    expect(decode('\x0201.250\r\x0202.76\r\x0202.76\r\x0202.76\r')).toMatchObject([
      { value: '1.250', unit: 'kg' },
      { type: 'fault', code: 'malformed' },
      { value: '2.76', unit: 'lb' },
      { value: '2.76', unit: 'lb' },
    ]);
  });

  it.each(['kg', 'lb'] as const)(
    'reads in %s, whatever the decimals, where it is stated',
    (unit) => {
      for (const frame of ['\x0201.25\r', '\x0201.250\r']) {
        expect(toledo8217.decodeStream([latin1(frame)], { unit })).toMatchObject([{ unit }]);
        const lines = [{ from: 'instrument', bytes: latin1(frame) }] as const;
        expect(toledo8217.decodeExchange(lines, { unit })).toMatchObject([{ unit }]);
      }
    },
  );

  it('over capacity is an overload though the scale moves', () => {
    expect(decode('\x02?C\r')).toMatchObject([{ code: 'overload' }]);
  });

  it('never reads a high-resolution weight as another unit', () => {
    const lines = [
      { from: 'host', bytes: latin1('H') },
      { from: 'instrument', bytes: latin1('\x0201.250\r') },
    ] as const;
    expect(toledo8217.decodeExchange(lines)).toEqual([]);
  });

  it.each(['\x02  .   \r', '\x02     \r', '\x021.25\r', '\x02101.25\r', '01.25\r', '\x02?\r'])(
    'refuses %j',
    (frame) => {
      expect(decode(frame)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
    },
  );
});

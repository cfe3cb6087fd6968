import { describe, expect, it } from 'vitest';
import { adam } from '../../../../../electron/devices/scales/adam/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const decode = (...lines: readonly string[]) =>
  adam.decodeStream(lines.map((line) => Uint8Array.from(Buffer.from(`${line}\r\n`, 'latin1'))));

describe('recordings of Adam scales', () => {
  itReadsCaptures(adam, ['manual-lines']);
  itReadsWholeFramesOnly(adam, ['G  +   2.00 kg\r\n', 'GROSS   123.45 g\r\n'], '\r\n');
  itNeverReadsLostBytes(adam, 'G  + 123.45 kg\r\n');
  itNeverReadsLostBytes(adam, 'GROSS   123.45 g \r\n');
  itNeverReadsLostBytes(adam, '        123.45 g\r\n');
  itNeverReadsLostBytes(adam, '  12.345kg\r\n');

  it('gives a line as it came, not stable without times', () => {
    expect(decode('N  -   1.00 kg')).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '-1.00',
        unit: 'kg',
        stable: false,
        basis: 'net',
        tare: null,
        zero: false,
        raw: '4e20202d202020312e3030206b670d0a',
      },
    ]);
  });

  it('reads the label format of AZextra and the older headings of Highland', () => {
    expect(decode('   1.234kg', 'GS      123.45 g ', 'NET    -12.345kg ')).toMatchObject([
      { value: '1.234', unit: 'kg', basis: 'unknown' },
      { value: '123.45', unit: 'g', basis: 'gross' },
      { value: '-12.345', unit: 'kg', basis: 'net' },
    ]);
  });

  it('the rest of a ticket, the tare and empty lines are no weight', () => {
    const ticket = ['No.         01', 'Total   123.45 g ', 'Date 12/09/2026', '', 'T  +   1.00 kg'];
    expect(decode(...ticket)).toEqual([]);
  });

  it('pieces are no mass', () => {
    expect(decode('          125PCS')).toMatchObject([{ code: 'not-executable' }]);
  });

  it.each([
    'G  +   2.00 ct',
    'G  +   2 00 kg',
    'G  +  12.00kg',
    'G +   2.00 kg',
    'GROSS  123.45 g',
  ])('refuses "%s"', (line) => {
    expect(decode(line)).toMatchObject([{ code: 'malformed' }]);
  });
});

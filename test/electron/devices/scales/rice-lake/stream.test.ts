import { describe, expect, it } from 'vitest';
import { riceLake } from '../../../../../electron/devices/scales/rice-lake/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const decode = (...frames: readonly string[]) =>
  riceLake.decodeStream(frames.map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))));

describe('recordings of Rice Lake, Cardinal and Weigh-Tronix', () => {
  itReadsCaptures(riceLake, ['manual-frames']);
  itReadsWholeFramesOnly(riceLake, ['\x02   12.50LG \r', '\x02-   0.50LN \r'], '\r');
  itNeverReadsLostBytes(riceLake, '\x02  123.45LG \r\n');
  itNeverReadsLostBytes(riceLake, '\r+0123.45  kg g  \x03');
  itNeverReadsLostBytes(riceLake, ' G+0123.45 kg\r\n');

  it('gives a frame as it came', () => {
    expect(decode('\x02   12.50LG \r')).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '12.50',
        unit: 'lb',
        stable: true,
        basis: 'gross',
        tare: null,
        zero: false,
        raw: '02202020' + '31322e35304c47200d',
      },
    ]);
  });

  it.each([
    ['\x02^^^^^^^^LG \r', 'overload'],
    ['\x02 ^^^^^^^LGM\r', 'overload'],
    ['\x02   OVERFLG \r', 'malformed'],
    ['\x02  OVERFLLG \r', 'overload'],
    ['\x02]]]]]]]]KGO\r', 'underload'],
    ['\x02   12.50LGO\r', 'overload'],
    ['\x02-  12.50LGO\r', 'underload'],
    ['\x02   12.50LGI\r', 'instrument-error'],
    ['\r+0012.50o kg g  \x03', 'overload'],
    ['\r-0012.50o kg g  \x03', 'underload'],
    ['??\r\n', 'not-executable'],
  ])('%j is the fault %s whatever the number', (frame, code) => {
    expect(decode(frame)).toMatchObject([{ code }]);
  });

  it.each([
    ['\x02   12.50LBG \r\n', 'lb'],
    ['\x02   12.50KGG \r\n', 'kg'],
    ['\x02   12.50GG \r\n', 'g'],
    ['\x02   12.50GMG \r\n', 'g'],
    ['\x02   12.50OZN \r\n', 'oz'],
    ['\r+0012.50  t  g  \x03', 't'],
    ['\r+0012.50  oz n  \x03', 'oz'],
    [' N-0012.50 g\r\n', 'g'],
  ])('%j has the unit %s', (frame, unit) => {
    expect(decode(frame)).toMatchObject([{ unit }]);
  });

  it.each([
    '\x02   12.50TG \r',
    '\x02   12.50TNG \r',
    '\x02   12.50 G \r',
    '\r+0012.50  tn g  \x03',
  ])('%j: a ton may be short or metric, and a blank is no unit', (frame) => {
    expect(decode(frame)).toMatchObject([
      { code: 'malformed', detail: expect.stringContaining('unit') },
    ]);
  });

  it('reads Cardinal with its point behind the digits', () => {
    expect(decode('\r+001250. m kg n  \x03')).toMatchObject([{ code: 'malformed' }]);
    expect(decode('\r+001250.m kg n  \x03')).toMatchObject([
      { value: '1250', unit: 'kg', basis: 'net', stable: false },
    ]);
  });

  it('Weigh-Tronix says nothing of motion: not stable in a recording', () => {
    expect(decode(' G+0012.50 lb\r\n', ' n-0000.50 lb\r\n')).toMatchObject([
      { value: '12.50', unit: 'lb', basis: 'gross', stable: false },
      { value: '-0.50', basis: 'net', stable: false },
    ]);
  });

  it.each(['\x02   1 .50LG \r', '\x02+  12.50LG \r', '\r+0.12.50  kg g  \x03', 'G+0012.50 lb\r\n'])(
    'refuses %j',
    (frame) => {
      expect(decode(frame)).toMatchObject([{ code: 'malformed' }]);
    },
  );

  it('an acknowledgement says nothing', () => {
    expect(decode('OK\r\n')).toEqual([]);
  });
});

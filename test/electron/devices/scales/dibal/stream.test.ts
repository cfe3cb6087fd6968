import { describe, expect, it } from 'vitest';
import { dibal } from '../../../../../electron/devices/scales/dibal/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const decode = (...lines: readonly string[]) =>
  dibal.decodeStream(lines.map((line) => Uint8Array.from(Buffer.from(`${line}\r\n`, 'latin1'))));

const ANSWER = '9900031600000004';

describe('recordings of Dibal scales', () => {
  itReadsCaptures(dibal, ['sbzsystems-page']);
  itReadsWholeFramesOnly(dibal, [`${ANSWER}\r\n`, '9900125000000006\r\n'], '\r\n');
  itNeverReadsLostBytes(dibal, `${ANSWER}\r\n`);

  it('gives an answer as it came, not stable without times', () => {
    expect(decode(ANSWER)).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '316',
        unit: 'g',
        stable: false,
        basis: 'unknown',
        tare: null,
        zero: false,
        raw: '393930303033313630303030303030340d0a',
      },
    ]);
  });

  it('the checksum may be a character behind the digits', () => {
    // 9, 9, 8 and 7 folded are 15: "?".
    expect(decode('990000870000000?')).toMatchObject([{ value: '87' }]);
  });

  it('any single changed digit is a wrong checksum', () => {
    for (let at = 2; at < ANSWER.length; at += 1) {
      const other = ANSWER[at] === '9' ? '8' : '9';
      const changed = ANSWER.slice(0, at) + other + ANSWER.slice(at + 1);
      expect(decode(changed)).toMatchObject([{ code: 'checksum' }]);
    }
  });

  it('a status that is not zero is a fault whatever the weight', () => {
    expect(decode('9910031600000005')).toMatchObject([{ code: 'instrument-error' }]);
  });

  it.each(['98000001', '99000316000000', '990 0316000000004', 'ES'])('refuses "%s"', (line) => {
    expect(decode(line)).toMatchObject([{ code: 'malformed' }]);
  });
});

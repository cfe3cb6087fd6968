import { describe, expect, it } from 'vitest';
import { sma } from '../../../../../electron/devices/scales/sma/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => sma.decodeStream([latin1(text)]);

describe('SMA recordings', () => {
  itReadsCaptures(sma, ['composed-replies']);
  itReadsWholeFramesOnly(sma, ['\n 1G       5.025lb \r', '\n 1NM     -7.650kg \r'], '\r');
  itNeverReadsLostBytes(sma, '\n 1G     115.025lb \r');

  it('net, and the small letters of the high resolution', () => {
    expect(decode('\n 1N       5.025lb \r\n 1g      5.0254lb \r')).toMatchObject([
      { basis: 'net' },
      { basis: 'gross', value: '5.0254' },
    ]);
  });

  it.each([
    ['O', 'overload'],
    ['U', 'underload'],
    ['E', 'zero-error'],
    ['I', 'zero-error'],
    ['T', 'not-executable'],
  ])('status %s is the fault %s whatever number stands beside it', (status, code) => {
    expect(decode(`\n${status}1G       5.025lb \r`)).toMatchObject([{ type: 'fault', code }]);
  });

  it('a tare weight is no weight', () => {
    expect(decode('\n 1T       5.025lb \r')).toEqual([]);
  });

  it.each([
    ['an unknown unit', '\n 1G       5.025l/o\r'],
    ['an unknown status', '\nX1G       5.025lb \r'],
    ['a blank weight', '\n 1G            lb \r'],
    ['a blank in the number', '\n 1G      5 .025lb \r'],
    ['an eighth bit', '\n 1G       5\xae025lb \r'],
    ['a missing LF', ' 1G       5.025lb \r'],
  ])('refuses %s', (_name, frame) => {
    expect(decode(frame)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });
});

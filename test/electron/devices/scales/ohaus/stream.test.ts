import { describe, expect, it } from 'vitest';
import { ohaus } from '../../../../../electron/devices/scales/ohaus/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => ohaus.decodeStream([latin1(text)]);

describe('Ohaus recordings', () => {
  itReadsCaptures(ohaus, [
    'scout-11-places',
    'scout-12-places',
    'scout-pounds',
    'composed-defender',
    'composed-ranger',
  ]);
  itReadsWholeFramesOnly(ohaus, ['     192.21 g  \r\n', '       0.01 g ?\r\n'], '\n');
  itNeverReadsLostBytes(ohaus, '   12.345 kg    G  \r\n');
  itNeverReadsLostBytes(ohaus, '   12.345 kg   G  \r\n');
  itNeverReadsLostBytes(ohaus, '    -129.186 g\r\n');

  it.each([
    ['an unknown unit', '     192.21 ct \r\n'],
    ['an unknown legend', '   12.345 kg    XYZ\r\n'],
    ['a blank in the number', '     19 .21 g  \r\n'],
    ['a blank weight', '            g  \r\n'],
    ['a lost CR', '     192.21 g  \n'],
    ['an eighth bit', '     19\xb2.21 g  \r\n'],
  ])('refuses %s', (_name, line) => {
    expect(decode(line)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });

  it.each([
    ['a lost k', '      12.345 kg\r\n', '      12.345 g\r\n'],
    ['a lost k of a Defender', '   12.345 kg    G  \r\n', '   12.345 g    G  \r\n'],
    ['a lost question mark', '       0.01 g ?\r\n', '       0.01 g \r\n'],
    ['a lost question mark of a Defender', '   12.345 kg   ?G  \r\n', '   12.345 kg   G  \r\n'],
  ])('%s is refused once and taken when it comes again', (_name, whole, lost) => {
    const [first, second] = [decode(whole)[0], decode(lost)[0]];
    expect(second).toMatchObject({ type: 'reading' });
    expect(decode(whole + lost + whole)).toMatchObject([first, { code: 'malformed' }, first]);
    expect(decode(whole + lost + lost)).toMatchObject([first, { code: 'malformed' }, second]);
  });

  it('rest and motion have one shape where blanks stand for the question mark', () => {
    expect(decode('       0.01 g ?\r\n       0.01 g  \r\n')).toMatchObject([
      { stable: false },
      { stable: true },
    ]);
  });

  it('a tare weight is no weight', () => {
    expect(decode('   10.000 kg    T  \r\n')).toEqual([]);
  });
});

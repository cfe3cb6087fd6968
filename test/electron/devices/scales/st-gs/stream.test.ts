import { describe, expect, it } from 'vitest';
import { stGs } from '../../../../../electron/devices/scales/st-gs/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (...lines: readonly string[]) =>
  stGs.decodeStream(lines.map((line) => latin1(`${line}\r\n`)));

describe('recordings of the comma family', () => {
  itReadsCaptures(stGs, [
    'real-lines',
    'a-and-d-manual',
    'cas-manual',
    'dini-argeo-kern-excell-manuals',
  ]);
  itReadsWholeFramesOnly(
    stGs,
    ['ST,+00123.45  g\r\n', 'ST,GS,1\xc4,   10.00 kg\r\n', 'ST,GS,   0.400kg\r\n'],
    '\r\n',
  );
  itNeverReadsLostBytes(stGs, 'ST,+00123.45  g\r\n');
  itNeverReadsLostBytes(stGs, 'ST,GS,1\xc4,   12.34 kg\r\n');
  itNeverReadsLostBytes(stGs, 'ST,GS,+012.3456  kg\r\n');
  itNeverReadsLostBytes(stGs, 'ST,GS,  12.345,kg\r\n');
  itNeverReadsLostBytes(stGs, 'ST,GS  12.345kg\r\n');
  itNeverReadsLostBytes(stGs, '      12.345 kg \r\n');

  it('gives a frame as it came', () => {
    expect(decode('ST,NT,-  0.500kg')).toEqual([
      {
        type: 'reading',
        kind: 'mass',
        value: '-0.500',
        unit: 'kg',
        stable: true,
        basis: 'net',
        tare: null,
        zero: false,
        raw: '53542c4e542c2d2020302e3530306b670d0a',
      },
    ]);
  });

  it('believes the header and never the lamp byte', () => {
    // The one real lamp at hand says neither stable nor what bit 5 should be (BE under ST).
    expect(decode('ST,GS,1\xbe,   10.00 kg')).toMatchObject([{ value: '10.00', stable: true }]);
    expect(decode('US,GS,1\xff,   10.00 kg')).toMatchObject([{ stable: false, basis: 'gross' }]);
    expect(decode('OL,GS,1\xc4,   10.00 kg')).toMatchObject([{ code: 'overload' }]);
  });

  it.each([
    ['OL,+9999999E+19', 'overload'],
    ['OL,-9999.999 kg', 'underload'],
    ['OL,GS,-------', 'underload'],
    ['OL,GS,9999999kg', 'overload'],
    ['UL,GS,   1.000,kg', 'underload'],
    ['QT,+00001234 PC', 'not-executable'],
    ['ST,+00001234 PC', 'not-executable'],
    ['       12 pcs   ', 'not-executable'],
  ])('%s is the fault %s whatever the number', (line, code) => {
    expect(decode(line)).toMatchObject([{ code }]);
  });

  it.each([
    ['EC,E00', 'wrong-settings'],
    ['EC,E01', 'instrument-error'],
    ['EC,E02', 'not-executable'],
    ['EC,E03', 'not-executable'],
    ['EC,E04', 'instrument-error'],
    ['EC,E06', 'instrument-error'],
    ['EC,E07', 'instrument-error'],
    ['EC,E2', 'not-executable'],
    ['ERR03', 'not-executable'],
    ['ERR04', 'instrument-error'],
    ['!', 'not-executable'],
    ['?', 'instrument-error'],
    ['EZERO', 'instrument-error'],
  ])('error line %s is %s', (line, code) => {
    expect(decode(line)).toMatchObject([{ code }]);
  });

  it('an acknowledgement says nothing, also before a line', () => {
    expect(decode('\x06', 'AK', 'OK', '01MZ')).toEqual([]);
    expect(decode('\x06ST,+00123.45  g')).toMatchObject([{ value: '123.45' }]);
  });

  it('a tare line is no weight', () => {
    expect(decode('ST,TR,+012.3456  kg')).toEqual([]);
  });

  it('a line in motion without unit keeps the last one and is not stable', () => {
    const moving = 'US,GS,   0.410  ';
    expect(decode('ST,GS,   0.400lb', moving)).toMatchObject([
      { value: '0.400', unit: 'lb', stable: true },
      { value: '0.410', unit: 'lb', stable: false },
    ]);
    expect(decode(moving)).toMatchObject([{ code: 'malformed' }]);
  });

  it('blanks may stand between sign and digits, but not between digits', () => {
    expect(decode('ST,GS,+  1.234kg')).toMatchObject([{ value: '1.234' }]);
    expect(decode('ST,GS,   1 234kg')).toMatchObject([{ code: 'malformed' }]);
  });

  it.each(['ozt', 'ct', '%', 'tl.g', ''])('unit "%s" is refused', (unit) => {
    expect(decode(`ST,+00123.45${unit.padStart(3)}`)).toMatchObject([{ code: 'malformed' }]);
  });

  it('a t is a tonne, on A&D balances a tola and refused', () => {
    expect(decode('ST,GS,   0.400, t')).toMatchObject([{ unit: 't' }]);
    expect(decode('ST,+00123.45  t')).toMatchObject([{ code: 'malformed' }]);
  });

  it('reads capitals as units', () => {
    expect(decode('ST,GS   1.000KG', 'ST,NT,   1.000,Kg')).toMatchObject([
      { unit: 'kg', basis: 'gross' },
      { unit: 'kg', basis: 'net' },
    ]);
  });

  it('ten bytes without unit and state are refused', () => {
    expect(decode('   10.00')).toMatchObject([
      { code: 'malformed', detail: expect.stringContaining('format') },
    ]);
  });

  it('a line one byte longer is refused once and taken when it comes again', () => {
    const [short, long] = ['ST,GS,+ 12.345  kg', 'ST,GS,+012.3456  kg'];
    expect(decode(short, long, short)).toMatchObject([
      { value: '12.345' },
      { code: 'malformed' },
      { value: '12.345' },
    ]);
    expect(decode(short, long, long)).toMatchObject([
      { value: '12.345' },
      { code: 'malformed' },
      { value: '12.3456' },
    ]);
  });

  it('a line that lost two bytes is refused once', () => {
    const [whole, lost] = ['ST,GS,+ 112.345  kg', 'ST,GS,+ 12.45  kg'];
    expect(decode(whole, lost, whole)).toMatchObject([
      { value: '112.345' },
      { code: 'malformed' },
      { value: '112.345' },
    ]);
  });

  it('strips the parity of a 7-bit line that is read with eight', () => {
    const parity = (code: number): number =>
      [...code.toString(2)].filter((bit) => bit === '1').length % 2;
    const wired = latin1('ST,+00123.45  g\r\n').map((code) => code + 128 * parity(code));
    expect(stGs.decodeStream([wired])).toMatchObject([{ value: '123.45' }]);
  });
});

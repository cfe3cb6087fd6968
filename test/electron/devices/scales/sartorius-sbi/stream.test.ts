import { describe, expect, it } from 'vitest';
import { sartoriusSbi } from '../../../../../electron/devices/scales/sartorius-sbi/protocol.ts';
import {
  itNeverReadsLostBytes,
  itReadsCaptures,
  itReadsWholeFramesOnly,
} from '../../../../support/stream-checks.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const decode = (text: string) => sartoriusSbi.decodeStream([latin1(text)]);

describe('Sartorius SBI recordings', () => {
  itReadsCaptures(sartoriusSbi, ['numat-tests', 'composed-lines']);
  itReadsWholeFramesOnly(
    sartoriusSbi,
    ['N     +   0.1234 g  \r\n', '-  12.3450 kg \r\n', 'G     + 123.5[6] g  \r\n'],
    '\n',
  );
  itNeverReadsLostBytes(sartoriusSbi, 'N     + 110.1234 g  \r\n');
  itNeverReadsLostBytes(sartoriusSbi, '+ 110.1234 g  \r\n');

  it('never guesses the unit of a load that moves, whatever was printed before', () => {
    expect(decode('N     +   5.4321 g  \r\nN     +   5.4321    \r\n')).toMatchObject([
      { value: '5.4321', unit: 'g' },
      { type: 'fault', code: 'not-executable' },
    ]);
  });

  it.each([
    ['     High     ', 'overload'],
    ['     Low      ', 'underload'],
    ['      --      ', 'not-executable'],
    ['   Cal.Ext.   ', 'not-executable'],
    ['    Err 54    ', 'instrument-error'],
    ['Stat       Low      ', 'underload'],
    ['Stat        HH      ', 'overload'],
    ['Stat        LL      ', 'underload'],
    ['Stat         C      ', 'not-executable'],
    ['Stat     ERR 101    ', 'instrument-error'],
    ['   APP.ERR    ', 'instrument-error'],
  ])('%j is the fault %s', (line, code) => {
    expect(decode(`${line}\r\n`)).toMatchObject([{ type: 'fault', code }]);
  });

  it('a tare weight is no weight', () => {
    expect(decode('T     +   5.4321 g  \r\n')).toEqual([]);
  });

  it.each([
    ['a count', 'Qnt   +      100 pcs\r\n'],
    ['an unknown unit', 'N     +   0.1234 ct \r\n'],
    ['an unknown identification', 'X     +   0.1234 g  \r\n'],
    ['an empty value', 'N     +          g  \r\n'],
    ['a value without digits behind the point', 'N     +      12. g  \r\n'],
    ['a lost CR', 'N     +   0.1234 g  \n'],
  ])('refuses %s', (_name, line) => {
    expect(decode(line)).toMatchObject([{ type: 'fault', code: 'malformed' }]);
  });

  it('checks and strips the odd parity of a 7O1 scale read with eight bits', () => {
    const odd = latin1('N     +   0.1234 g  \r\n').map((byte) => {
      const ones = byte.toString(2).replaceAll('0', '').length;
      return ones % 2 === 1 ? byte : byte | 0x80;
    });
    expect(sartoriusSbi.decodeStream([odd])).toMatchObject([{ value: '0.1234', unit: 'g' }]);
    odd[12] = (odd[12] ?? 0) ^ 0x01;
    expect(sartoriusSbi.decodeStream([odd])).toMatchObject([{ code: 'malformed' }]);
  });
});

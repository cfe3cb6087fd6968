import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineScanner } from '../../../../../electron/devices/scanners/line-scanner/protocol.ts';
import { bytesFrom, readCapture, splitsOf } from '../../../../fixtures/captures/read-exchange.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (...chunks: Uint8Array[]) => lineScanner.decodeStream(chunks);

describe('line scanner recordings', () => {
  it('reads the forms that readers send', () => {
    const { lines, expected } = readCapture('line-scanner/forms.exchange');
    expect(lineScanner.decodeExchange(lines)).toMatchObject(expected);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(decode(...halves)).toMatchObject(expected);
    }
  });

  it('splits off the AIM identifier', () => {
    expect(decode(utf8(']C0RR473124829US\r\n'))).toEqual([
      {
        type: 'reading',
        kind: 'scan',
        text: 'RR473124829US',
        aim: ']C0',
        repeat: false,
        raw: '5d433052523437333132343832395553' + '0d',
      },
    ]);
  });

  it.each(['\r', '\n', '\r\n', '\t', '\x03', '\x03\r\n'])('one scan per terminator %j', (end) => {
    expect(decode(utf8(`ABC${end}DEF${end}`))).toMatchObject([{ text: 'ABC' }, { text: 'DEF' }]);
  });

  it.each(['\x02', '\x00\x00\x00', '\x00\x02'])('ignores the prefix %j', (prefix) => {
    expect(decode(utf8(`${prefix}ABC\x03`))).toMatchObject([{ text: 'ABC', aim: null }]);
  });

  it('ignores empty lines', () => {
    expect(decode(utf8('\r\n\r\n\x00\r\x02\x03'))).toEqual([]);
  });

  it.each([']1C23', ']CC1', ']C', '[C0AB', 'x]C0'])('%s is text without an identifier', (text) => {
    expect(decode(utf8(`${text}\r`))).toMatchObject([{ text, aim: null }]);
  });

  it('refuses an identifier without data', () => {
    expect(decode(utf8(']C1\r'))).toMatchObject([{ code: 'malformed' }]);
  });

  it('keeps GS, RS, EOT and blanks', () => {
    const text = ' [)>\u001e06\u001d10ABC\u001d21 7\u001e\u0004 ';
    expect(decode(utf8(`${text}\r`))).toMatchObject([{ text }]);
  });

  it('reads UTF-8, and Latin-1 where it is not UTF-8', () => {
    expect(decode(utf8('Grüße 李\r'), latin1('Gr\xfc\xdfe\r'))).toMatchObject([
      { text: 'Grüße 李' },
      { text: 'Grüße' },
    ]);
  });

  it.each(['\x00', '\x02', '\x07', '\x1b', '\x7f', '\x85'])(
    'refuses the control character %j inside a code',
    (noise) => {
      expect(decode(latin1(`AB${noise}CD\r`))).toMatchObject([{ code: 'malformed' }]);
    },
  );

  it('reports bytes without terminator as partial', () => {
    expect(decode(utf8('ABC'))).toMatchObject([
      { code: 'malformed', detail: expect.stringContaining('partial') },
    ]);
  });

  it('takes a code of 8191 bytes and reports an endless line once', () => {
    expect(decode(utf8(`${'9'.repeat(8191)}\r`))).toMatchObject([{ text: '9'.repeat(8191) }]);
    expect(decode(utf8(`${'9'.repeat(1_000_000)}\rOK\r`))).toMatchObject([
      { code: 'malformed' },
      { text: 'OK' },
    ]);
  });

  it('split at every offset gives the same scans', () => {
    const bytes = utf8('\x02]Q3010950600013435\u001d10AB\x03\r\nGrüße\n\x00RR473124829US\tEN');
    const whole = decode(bytes);
    for (const halves of splitsOf(bytes)) expect(decode(...halves)).toEqual(whole);
    expect(decode(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('random bytes never throw and never give an empty or noisy text', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (chunks) =>
        lineScanner.decodeStream(chunks).every(
          (one) =>
            one.type === 'fault' ||
            (one.kind === 'scan' &&
              one.text !== '' &&
              // eslint-disable-next-line no-control-regex
              !/[\u0000-\u0003\u0005-\u001c\u001f\u007f-\u009f]/.test(one.text)),
        ),
      ),
    );
  });
});

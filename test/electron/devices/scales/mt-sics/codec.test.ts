import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../../../electron/devices/scales/mt-sics/codec.ts';

const decode = (text: string) => decodeFrame(Uint8Array.from(Buffer.from(text, 'latin1')));

describe('MT-SICS codec', () => {
  it('keeps decimals as printed', () => {
    expect(decode('S S     100.00 g\r\n')).toEqual({
      kind: 'weight',
      stable: true,
      value: '100.00',
      unit: 'g',
    });
  });

  it('reads a dynamic negative weight', () => {
    expect(decode('S D     -0.452 kg\r\n')).toMatchObject({ stable: false, value: '-0.452' });
  });

  it('tolerates an unpadded value', () => {
    expect(decode('S S 431.31 g\r\n')).toMatchObject({ kind: 'weight', value: '431.31' });
  });

  it('tolerates blanks after the unit', () => {
    expect(decode('S S     100.00 g  \r\n')).toMatchObject({ kind: 'weight', unit: 'g' });
  });

  it.each([
    ['a lost digit', 'S S     10.00 g\r\n'],
    ['a doubled digit', 'S S     1000.00 g\r\n'],
    ['a lost blank', 'S S    100.00 g\r\n'],
    ['a lost CR', 'S S     100.00 g\n'],
    ['an eighth bit', 'S S     10\xb0.00 g\r\n'],
    ['a control character', 'S S     1\x0000.00 g\r\n'],
    ['a blank inside the number', 'S S     10 .00 g\r\n'],
    ['a missing unit', 'S S     100.00\r\n'],
    ['an unknown status', 'S X     100.00 g\r\n'],
    ['lower case', 's s     100.00 g\r\n'],
    ['no reply at all', 'hello\r\n'],
  ])('refuses %s', (_name, line) => {
    expect(decode(line).kind).toBe('malformed');
  });

  it.each(['ct', 'GN', 'ozt', 'PCS', '%', 'Kg'])('never guesses the unit %s', (unit) => {
    expect(decode(`S S     100.00 ${unit}\r\n`)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining(unit),
    });
  });

  it.each([
    ['S I', 'refused', 'not-executable'],
    ['S +', 'refused', 'overload'],
    ['S -', 'refused', 'underload'],
    ['S S Error 10b', 'refused', 'instrument-error'],
    ['ES', 'error', 'instrument-error'],
    ['ET', 'error', 'wrong-settings'],
    ['EL', 'error', 'instrument-error'],
  ])('%s is the fault %s %s', (line, kind, code) => {
    expect(decode(`${line}\r\n`)).toMatchObject({ kind, code });
  });

  it.each([
    ['TA A       0.00 g', true],
    ['TA A     100.00 g', false],
    ['T S     100.00 g', false],
    ['TI D       0.00 g', true],
    ['TAC A', true],
    ['TA A', null],
    ['TA I', null],
    ['T +', null],
    ['Z A', null],
  ])('%s: the tare is zero = %s', (line, isZero) => {
    expect(decode(`${line}\r\n`)).toMatchObject({ kind: 'tare', isZero });
  });

  it.each([
    ['Z A', 'Z', false],
    ['ZI D', 'ZI', false],
    ['Z I', 'Z', true],
    ['Z +', 'Z', true],
    ['T S     100.00 g', 'T', false],
    ['T -', 'T', true],
    ['TI L', 'TI', true],
    ['TAC A', 'TAC', false],
    ['TAC I', 'TAC', true],
  ])('%s answers %s, refused = %s', (line, id, isRefused) => {
    const message = decode(`${line}\r\n`);
    expect(message).toMatchObject({ kind: 'tare', id });
    expect('refused' in message && message.refused !== null).toBe(isRefused);
  });

  it.each(['Z S', 'ZI A', 'TAC S', 'T A     100.00 g', 'TA S     100.00 g'])(
    'refuses the status of another command: %s',
    (line) => {
      expect(decode(`${line}\r\n`).kind).toBe('malformed');
    },
  );

  it('joins the texts of an information reply', () => {
    expect(decode('I1 A "x1" "x2"\r\n')).toEqual({ kind: 'info', id: 'I1', text: 'x1 x2' });
  });
});

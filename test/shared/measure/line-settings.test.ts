import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesPerSecond,
  formatLineSettings,
  parseLineSettings,
} from '../../../shared/measure/line-settings.ts';

const settings = fc.record({
  baudRate: fc.integer({ min: 50, max: 4_000_000 }),
  dataBits: fc.constantFrom(7 as const, 8 as const),
  parity: fc.constantFrom('none' as const, 'even' as const, 'odd' as const),
  stopBits: fc.constantFrom(1 as const, 2 as const),
});

describe('line settings', () => {
  it('reads 9600-8N1', () => {
    expect(parseLineSettings('9600-8N1')).toEqual({
      ok: true,
      value: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    });
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(settings, (value) => {
        expect(parseLineSettings(formatLineSettings(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('accepts blanks around and lower case', () => {
    expect(parseLineSettings(' 2400-7e1 ')).toMatchObject({ value: { parity: 'even' } });
  });

  it.each(['', '9600', '9600-8N3', '9600-9N1', '9600-8X1', '9600,8,N,1', '0-8N1', '9999999-8N1'])(
    'refuses %j and says how to write it',
    (text) => {
      const parsed = parseLineSettings(text);
      expect(parsed).toMatchObject({ ok: false, error: { code: 'line-settings.invalid' } });
    },
  );

  it('counts start, parity and stop bits in the speed', () => {
    expect(
      bytesPerSecond({ baudRate: 1200, dataBits: 7, parity: 'even', stopBits: 2 }),
    ).toBeCloseTo(1200 / 11);
  });
});

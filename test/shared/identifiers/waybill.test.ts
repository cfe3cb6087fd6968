import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const serials = fc.integer({ min: 0, max: 9_999_999 }).map((n) => String(n).padStart(7, '0'));
const airlines = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0'));

describe('an IATA air waybill', () => {
  it.each(['12345675', '87654324', '00000011', '12345605', '55512343'])(
    'with serial number and check digit %s is valid in every printed form',
    (number) => {
      const [left, right] = [number.slice(0, 4), number.slice(4)];
      for (const text of [`020-${number}`, `020-${left} ${right}`, `020 ${left} ${right}`]) {
        expect(resolve(text)).toMatchObject({
          ...{ scheme: 'awb', valid: true, canonical: `020${number}`, names: 'consignment' },
          problems: [expect.stringMatching(/^names-consignment: /)],
          fields: { airline: '020', serial: number.slice(0, 7) },
        });
      }
    },
  );

  it('of bare digits says that others look the same', () => {
    const { scheme, valid, problems } = resolve('02012345675');
    expect([scheme, valid]).toEqual(['awb', true]);
    expect(problems).toContainEqual(expect.stringMatching(/^(?:common-form|ambiguous): /));
  });

  it('printed as one with a wrong check digit is refused, and the right one is named', () => {
    const { valid, expected, problems } = resolve('020-1234 5676');
    expect([valid, expected]).toEqual([false, '5']);
    expect(problems[0]).toBe(
      'check-digit: The check digit of this air waybill is 6, but 5 fits serial number 1234567.',
    );
  });

  it('of bare digits with a wrong check digit is none', () => {
    expect(resolve('02012345676').scheme).not.toBe('awb');
  });

  it('generated, is valid with the serial number mod 7 and with nothing else', () => {
    fc.assert(
      fc.property(airlines, serials, fc.nat(9), (airline, serial, check) => {
        const { scheme, valid } = resolve(`${airline}-${serial}${check}`);
        expect([scheme, valid]).toEqual(['awb', Number(serial) % 7 === check]);
      }),
    );
  });

  it('misses a serial digit that is off by 7 (0 and 7, 1 and 8, 2 and 9) and no other', () => {
    fc.assert(
      fc.property(serials, fc.nat(6), fc.nat(9), (serial, place, digit) => {
        fc.pre(serial[place] !== String(digit));
        const misread = serial.slice(0, place) + String(digit) + serial.slice(place + 1);
        const { valid } = resolve(`157-${misread}${Number(serial) % 7}`);
        expect(valid).toBe(Math.abs(Number(serial[place]) - digit) === 7);
      }),
      { numRuns: 1_000 },
    );
  });
});

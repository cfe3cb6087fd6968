import { describe, expect, it } from 'vitest';
import { protocolOf } from '../../../../electron/devices/protocols.ts';
import type { ProtocolId } from '../../../../shared/measure/instrument.ts';
import type { Reading } from '../../../../shared/measure/reading.ts';
import { readExchange } from '../../../fixtures/captures/read-exchange.ts';

/** Frames of the instrument and the readings that the program makes of each. */
function read(id: ProtocolId, name: string): readonly (readonly [Buffer, readonly Reading[]])[] {
  return readExchange(`${id}/${name}.exchange`)
    .filter(({ from }) => from === 'instrument')
    .map(({ bytes }) => [
      Buffer.from(bytes),
      protocolOf(id)
        .decodeStream([bytes])
        .filter((one) => one.type === 'reading'),
    ]);
}

/** `value unit` of a reading. */
const said = (reading: Reading | undefined): string =>
  reading === undefined || reading.kind === 'scan' ? '' : `${reading.value} ${reading.unit}`;

describe('real frames, read a second time in another way', () => {
  it('MightyOhm: fields between commas; the printed rate is CPM x 57 / 10000, cut', () => {
    for (const [frame, readings] of read('mightyohm', 'kit')) {
      const [, cps = '', , cpm = '', , rate = ''] = frame.toString('latin1').split(', ');
      expect(readings.map(said)).toEqual([`${cpm} cpm`, `${cps} count`, `${rate} uSv/h`]);
      expect(Math.trunc((Number(cpm) * 57) / 100)).toBe(Math.round(Number(rate) * 100));
    }
  });

  it('bGeigie: fields between commas, XOR of all between $ and *', () => {
    for (const [frame, readings] of read('bgeigie', 'nano')) {
      const fields = frame.toString('latin1').split(',');
      expect(readings.map(said)).toEqual([`${fields[3]} cpm`, `${fields[4]} count`]);
      const star = frame.indexOf('*');
      const xor = [...frame.subarray(1, star)].reduce((sum, byte) => sum ^ byte, 0);
      expect(xor).toBe(Number(`0x${frame.toString('latin1', star + 1, star + 3)}`));
    }
  });

  it('ADM-300: digits, sign and exponent at their columns; the dose grows by the rate', () => {
    const micro = { 'uR/h': 1, 'mR/h': 1e3, 'R/h': 1e6 } as Readonly<Record<string, number>>;
    const roentgens = (text: string): number =>
      Number(text.slice(0, 3)) * 10 ** (Number(text.slice(3)) - 5);
    const rows = read('adm-300', 'sentences').map(([frame, [reading]]) => {
      const text = frame.toString('latin1', 2);
      const rate = roentgens(text.slice(3, 8));
      const [value = '', unit = ''] = said(reading).split(' ');
      expect((Number(value) * (micro[unit] ?? NaN)) / (rate * 1e6)).toBeCloseTo(1, 12);
      return { rate, dose: roentgens(text.slice(9, 14)) };
    });
    // Eight sentences at about 23 mR/h, 2 s apart.
    const first = rows.slice(0, 9);
    const grown = (first.at(-1)?.dose ?? NaN) - (first[0]?.dose ?? NaN);
    const expected = first.slice(1).reduce((sum, { rate }) => sum + (rate * 2) / 3600, 0);
    expect(Math.abs(grown / expected - 1)).toBeLessThan(0.05);
  });

  it('Gamma-Scout: every recorded history row ends with the sum of its bytes', () => {
    const rows = read('gamma-scout', 'modes')
      .map(([frame]) => frame.toString('latin1').trim())
      .filter((text) => text.length === 66)
      .map((text) => text.match(/../g)?.map((pair) => Number(`0x${pair}`)) ?? []);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row.slice(0, 32).reduce((a, b) => a + b) & 0xff).toBe(row[32]);
    }
  });
});

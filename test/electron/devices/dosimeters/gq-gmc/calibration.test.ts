import { describe, expect, it } from 'vitest';
import {
  doseRateOf,
  readCalibration,
  readSecondTube,
} from '../../../../../electron/devices/dosimeters/gq-gmc/calibration.ts';
import { familyOf } from '../../../../../electron/devices/dosimeters/gq-gmc/family.ts';
import type { Family } from '../../../../../electron/devices/dosimeters/gq-gmc/family.ts';

function family(model: string, firmware = '2.0'): Family {
  const known = familyOf(model, firmware);
  if (known === null) throw new Error(`${model} is not known`);
  return known;
}

/** A configuration with three points as [cpm, µSv/h]. */
function smallConfig(points: readonly (readonly [number, number])[]): Uint8Array {
  const block = Buffer.alloc(256, 0xff);
  points.forEach(([cpm, rate], index) => {
    block.writeUInt16BE(cpm, 8 + 6 * index);
    block.writeFloatLE(rate, 10 + 6 * index);
  });
  return block;
}

describe('GMC calibration', () => {
  it('refuses a block of the wrong length', () => {
    expect(readCalibration(new Uint8Array(255), family('GMC-320'))).toMatchObject({ ok: false });
  });

  it.each([
    ['erased flash', new Uint8Array(256).fill(0xff)],
    ['zeros', new Uint8Array(256)],
    [
      'a negative rate',
      smallConfig([
        [60, -1],
        [240, 1.56],
        [1000, 6.5],
      ]),
    ],
    [
      'not a number',
      smallConfig([
        [60, NaN],
        [240, 1.56],
        [1000, 6.5],
      ]),
    ],
    [
      'a falling rate',
      smallConfig([
        [60, 0.39],
        [240, 0.3],
        [1000, 6.5],
      ]),
    ],
    [
      'an impossible sensitivity',
      smallConfig([
        [60, 1e9],
        [240, 2e9],
        [1000, 3e9],
      ]),
    ],
    [
      'floats of the other byte order',
      smallConfig([
        [60, 4.6e-41],
        [240, 1],
        [1000, 6.5],
      ]),
    ],
  ])('refuses %s', (_name, block) => {
    expect(readCalibration(block, family('GMC-320'))).toMatchObject({ ok: false });
  });

  it('ends where the counts stop ascending', () => {
    const block = smallConfig([
      [60, 0.39],
      [240, 1.56],
      [25, 4.85],
    ]);
    expect(readCalibration(block, family('GMC-320'))).toMatchObject({
      ok: true,
      value: [{ cpm: 60 }, { cpm: 240 }],
    });
  });

  it('never takes the point of the second tube, even where it ascends', () => {
    const block = Buffer.alloc(512);
    [
      [100, 0.65],
      [30_000, 195],
      [40_000, 7000],
    ].forEach(([cpm = 0, rate = 0], index) => {
      block.writeUInt16BE(cpm, 8 + 6 * index);
      block.writeFloatBE(rate, 10 + 6 * index);
    });
    const result = readCalibration(block, family('GMC-500+'));
    expect(result).toMatchObject({ ok: true, value: [{ cpm: 100 }, { cpm: 30_000 }] });
    expect(readSecondTube(block, family('GMC-500+'))).toEqual([{ cpm: 40_000, rate: 7000 }]);
  });

  it('has a second tube only where the model has one and its point is possible', () => {
    const block = Buffer.alloc(512);
    expect(readSecondTube(block, family('GMC-500+'))).toBeNull();
    block.writeUInt16BE(25, 20);
    block.writeFloatBE(4.85, 22);
    expect(readSecondTube(block, family('GMC-500+'))).toMatchObject([{ cpm: 25 }]);
    expect(readSecondTube(block, family('GMC-600+', '2.42'))).toBeNull();
  });

  it('finds the six points of a GMC-800', () => {
    const block = Buffer.alloc(512);
    for (let index = 0; index < 6; index += 1) {
      block.writeUInt32BE(1000 * (index + 1), 73 + 4 * index);
      block.writeFloatBE(6.5 * (index + 1), 97 + 4 * index);
    }
    const result = readCalibration(block, family('GMC-800', '1.08'));
    expect(result).toMatchObject({ ok: true, value: { length: 6 } });
  });

  it('draws straight lines from the origin through the points and prolongs the last', () => {
    const points = [
      { cpm: 100, rate: 1 },
      { cpm: 200, rate: 4 },
    ];
    const rates = [0, 50, 100, 150, 200, 300].map((cpm) => doseRateOf(points, cpm));
    expect(rates).toEqual([0, 0.5, 1, 2.5, 4, 7]);
  });
});

describe('GMC families', () => {
  it.each([
    ['GMC-300S', '1.14', 2, 2, 256],
    ['GMC-320+V5R', '5.73', 2, 2, 256],
    ['GMC-SE', '1.05', 2, 2, 256],
    ['GMC-500', '2.24', 4, 2, 512],
    ['GMC-500+', '2.22', 4, 4, 512],
    ['GMC-600+', '2.22', 4, 2, 512],
    ['GMC-600+', '2.42', 4, 4, 512],
    ['GMC-800', '1.08', 4, 4, 512],
  ])('%s %s', (model, firmware, cpmBytes, cpsBytes, configBytes) => {
    expect(family(model, firmware)).toMatchObject({ cpmBytes, cpsBytes, configBytes });
  });

  it('does not guess an unknown model', () => {
    expect(familyOf('GMC-1000', '1.00')).toBeNull();
    expect(familyOf('GMC-999', '1.00')).toBeNull();
  });
});

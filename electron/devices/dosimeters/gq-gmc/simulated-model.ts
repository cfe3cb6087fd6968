import type { SimulatedCalibration } from './simulated-tube.ts';

/** A counter as it answers on the line. */
export interface SimulatedModel {
  readonly version: string;
  /** Bytes of a count and of a heartbeat word. */
  readonly countBytes: 2 | 4;
  /** A second tube with a thirtieth of the sensitivity. */
  readonly twoTubes: boolean;
  /** Leaves the first GETVER after switching on unanswered. */
  readonly shy: boolean;
  configuration(calibration: SimulatedCalibration): Uint8Array;
  voltage(low: boolean): Uint8Array;
}

const text = (characters: string): Uint8Array =>
  Uint8Array.from(characters, (character) => character.charCodeAt(0));

/** Settings, then erased flash, as the counters give them. */
function emptyConfiguration(bytes: 256 | 512): Buffer {
  const block = Buffer.alloc(bytes, 0xff);
  block.fill(0, 0, bytes / 4);
  return block;
}

/** 256 bytes: three points from offset 8 on, floats little-endian. */
function smallConfiguration(calibration: SimulatedCalibration): Uint8Array {
  const block = emptyConfiguration(256);
  calibration.forEach(([cpm, rate], index) => {
    block.writeUInt16BE(cpm, 8 + index * 6);
    block.writeFloatLE(rate, 10 + index * 6);
  });
  return block;
}

/** 512 bytes: two points of the main tube and one of the second, floats big-endian. */
function twoTubeConfiguration([, middle, high]: SimulatedCalibration): Uint8Array {
  const block = emptyConfiguration(512);
  const [cpm, rate] = middle ?? [100, 0.65];
  const points = [middle, high, [25, (25 / cpm) * rate * 30]] as const;
  points.forEach(([count, shown] = [0, 0], index) => {
    block.writeUInt16BE(count, 8 + index * 6);
    block.writeFloatBE(shown, 10 + index * 6);
  });
  return block;
}

/** 512 bytes: six points, 32-bit counts from 73 on and floats from 97 on, big-endian. */
function sixPointConfiguration(calibration: SimulatedCalibration): Uint8Array {
  const block = emptyConfiguration(512);
  for (let index = 0; index < 6; index += 1) {
    const [cpm, rate] = calibration[index] ?? calibration.at(-1) ?? [0, 0];
    const times = Math.max(1, index - 1);
    block.writeUInt32BE(cpm * times, 73 + index * 4);
    block.writeFloatBE(rate * times, 97 + index * 4);
  }
  return block;
}

const GMC_320: SimulatedModel = {
  version: 'GMC-320Re 4.26',
  countBytes: 2,
  twoTubes: false,
  shy: false,
  configuration: smallConfiguration,
  voltage: (low) => Uint8Array.of(low ? 34 : 41),
};

const GMC_500_PLUS: SimulatedModel = {
  version: 'GMC-500+Re 1.18',
  countBytes: 4,
  twoTubes: true,
  shy: true,
  configuration: twoTubeConfiguration,
  voltage: (low) => text(low ? '3.4v\0' : '4.0v\0'),
};

const GMC_800: SimulatedModel = {
  ...GMC_500_PLUS,
  version: 'GMC-800Re1.08',
  twoTubes: false,
  shy: false,
  configuration: sixPointConfiguration,
  voltage: (low) => text(low ? '3.45v' : '3.95v'),
};

/** Seeds 500 to 599 play a two-tube GMC-500+, 800 to 899 a GMC-800, every other one a GMC-320. */
export function modelOf(seed: number): SimulatedModel {
  if (seed >= 500 && seed < 600) return GMC_500_PLUS;
  return seed >= 800 && seed < 900 ? GMC_800 : GMC_320;
}

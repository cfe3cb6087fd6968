import { describe, expect, it } from 'vitest';
import { mtSics } from '../../../electron/devices/scales/mt-sics/protocol.ts';
import { readRecording } from '../../../electron/devices/transport/recording.ts';
import type { MassReading } from '../../../shared/measure/reading.ts';
import { recordScale, STREAM_HZ } from '../../../tools/benchmarks/scale-recording.ts';
import {
  streamedBetween,
  streamingInstruments,
} from '../../../tools/benchmarks/streaming-bench.ts';

const SECONDS = 30;

/** What the protocol makes of a recording. */
function decoded(recording: string): readonly MassReading[] {
  const chunks = readRecording(Buffer.from(recording), 960);
  const observations = mtSics.decodeStream(chunks.map(({ bytes }) => bytes));
  return observations.map((observation) => {
    if (observation.type === 'reading' && observation.kind === 'mass') return observation;
    throw new Error(`not a mass: ${JSON.stringify(observation)}`);
  });
}

describe('a recorded scale', () => {
  it('gives a gross mass 20 times a second, an empty pan first', () => {
    const masses = decoded(recordScale(452, SECONDS));
    expect(masses).toHaveLength(SECONDS * STREAM_HZ);
    expect(masses[0]).toMatchObject({ value: '0.0', stable: true, zero: true });
    expect(masses.every(({ basis }) => basis === 'gross')).toBe(true);
  });

  it('is played in the time that it says, less what timers are late', () => {
    const chunks = readRecording(Buffer.from(recordScale(452, SECONDS)), 960);
    const [, , ...frames] = chunks;
    const lengthS = frames.reduce((sum, { afterMs }) => sum + afterMs, 0) / 1000;
    expect(lengthS).toBeLessThanOrEqual(SECONDS);
    expect(lengthS).toBeGreaterThan(SECONDS * 0.95);
  });

  it('swings when a parcel is put down and has a restless last digit then', () => {
    const masses = decoded(recordScale(452, SECONDS));
    expect(masses.filter(({ stable }) => !stable)).toHaveLength(8);
    const atRest = new Set(masses.slice(-40).map(({ value }) => value));
    expect(atRest).toEqual(new Set(['451.9', '452.0', '452.1']));
  });

  it('is emptied as often as told', () => {
    const masses = decoded(recordScale(452, SECONDS, 10));
    const lifted = masses.filter(({ zero }, index) => zero && masses[index - 1]?.zero === false);
    expect(lifted).toHaveLength(2);
  });
});

it('what streamed is the difference of what core has counted', () => {
  const instruments = streamingInstruments(['scale.txt'], '/dev/ttyS0');
  const counted = (scale: number) => ({
    instruments: [{ id: 'scale', observed: scale }],
  });
  expect(streamedBetween(instruments, counted(50), counted(250), 10)).toEqual([
    { instrument: 'scale', protocol: 'mt-sics', transport: 'replay', perS: 20 },
    { instrument: 'scanner', protocol: 'line-scanner', transport: 'serial', perS: 0 },
    { instrument: 'dosimeter', protocol: 'gq-gmc', transport: 'virtual', perS: 0 },
  ]);
});

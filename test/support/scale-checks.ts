import { expect, it } from 'vitest';
import type { Protocol } from '../../electron/devices/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from './protocol-rig.ts';
import type { ProtocolRig } from './protocol-rig.ts';
import type { Observation } from '../../shared/measure/reading.ts';

/** What a scale told within the next `ms`. */
export function tellsWithin(rig: ProtocolRig, ms: number): readonly Observation[] {
  rig.takeObservations();
  rig.run(ms);
  return rig.takeObservations();
}

/** The weights of the next `ms`. */
export const massesWithin = (rig: ProtocolRig, ms: number) =>
  readingsOf(tellsWithin(rig, ms), 'mass');

/** What every scale must hold with its simulator, which shows 30 kg in steps of 1 g. */
export interface ScaleUnderTest {
  readonly protocol: Protocol;
  /** The simulated make. */
  readonly seed: number;
  /** Milliseconds until it delivers. */
  readonly readyMs: number;
  /** 1.250 kg as it prints it. */
  readonly placed: { readonly value: string; readonly unit: string };
  /** False where the frame does not tell motion. */
  readonly tellsMotion?: boolean;
  readonly faults: readonly ('overload' | 'underload')[];
  /** What ends a session of babble. */
  readonly babble?: 'wrong-settings' | 'malformed';
}

/** Declares the tests of a scale's driver with its simulator on a wire of 1 ms a byte. */
export function itWeighs(scale: ScaleUnderTest): void {
  const createReadyRig = (): ProtocolRig => {
    const rig = createProtocolRig(scale.protocol, scale.seed);
    rig.run(scale.readyMs);
    rig.takeObservations();
    return rig;
  };

  it('follows a parcel from motion to rest', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    rig.run(50);
    const moving = massesWithin(rig, 250);
    if (scale.tellsMotion !== false) expect(moving.every((one) => !one.stable)).toBe(true);
    expect(massesWithin(rig, 3000).at(-1)).toMatchObject({ ...scale.placed, stable: true });
  });

  it.each(scale.faults)('%s is a fault, not a weight', (fault) => {
    const rig = createReadyRig();
    rig.world(`fault ${fault}`);
    rig.run(600);
    const told = tellsWithin(rig, 1000);
    expect(readingsOf(told, 'mass')).toEqual([]);
    expect(new Set(faultCodes(told))).toEqual(new Set([fault]));
  });

  it('a scale that never rests never gives a stable weight', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    rig.world('fault unstable');
    rig.run(600);
    const masses = massesWithin(rig, 5000);
    expect(masses.length).toBeGreaterThan(10);
    expect(masses.some((one) => one.stable)).toBe(false);
  });

  it('silence gives no weight, and weights come again afterwards', () => {
    const rig = createReadyRig();
    rig.world('place 1.250 kg');
    rig.run(1000);
    rig.world('fault silent');
    rig.run(600);
    expect(massesWithin(rig, 4000)).toEqual([]);
    rig.world('ok');
    expect(massesWithin(rig, 8000).at(-1)).toMatchObject(scale.placed);
    expect(rig.failure()).toBeNull();
  });

  it('babble gives no weight and ends the session', () => {
    const rig = createReadyRig();
    rig.world('fault babble');
    rig.run(600);
    expect(massesWithin(rig, 8000)).toEqual([]);
    expect(rig.failure()?.code).toBe(scale.babble ?? 'wrong-settings');
  });

  it('a cable pulled in the middle of a frame leaves no weight behind', () => {
    const rig = createReadyRig();
    rig.run(5);
    rig.cut(true);
    expect(massesWithin(rig, 5000).length).toBeLessThanOrEqual(1);
    rig.cut(false);
    expect(massesWithin(rig, 8000).length).toBeGreaterThan(0);
  });
}

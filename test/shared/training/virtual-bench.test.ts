import { describe, expect, it } from 'vitest';
import { INSTRUMENT_KINDS } from '../../../shared/measure/instrument.ts';
import { FAULTS_OF, SIMULATED_FAULTS } from '../../../shared/training/simulated-faults.ts';
import {
  afterAct,
  EMPTY_BENCH,
  trainingActSchema,
  type TrainingAct,
} from '../../../shared/training/virtual-bench.ts';

const after = (...acts: TrainingAct[]) => acts.reduce(afterAct, EMPTY_BENCH);
const hold = { act: 'hold', parcel: 6, face: 'front', distance: '0.5m' } as const;

describe('the virtual bench', () => {
  it('knows what is on the pan and what is at the dosimeter, each by itself', () => {
    expect(after({ act: 'place', parcel: 6 }, hold)).toEqual({
      pan: 6,
      dosimeter: { parcel: 6, face: 'front', distance: '0.5m' },
      broken: [],
    });
    expect(after({ act: 'place', parcel: 6 }, hold, { act: 'lift' }).dosimeter).not.toBeNull();
    expect(after({ act: 'place', parcel: 6 }, hold, { act: 'away' }).pan).toBe(6);
  });

  it('is as it was after a scan', () => {
    expect(after({ act: 'scan', parcel: 6 })).toEqual(EMPTY_BENCH);
  });

  it('has the last fault of each instrument until it is mended', () => {
    const faults: TrainingAct[] = [
      { act: 'fault', instrument: 'scale', fault: 'overload' },
      { act: 'fault', instrument: 'dosimeter', fault: 'dead-tube' },
      { act: 'fault', instrument: 'scale', fault: 'silent' },
    ];
    expect(after(...faults).broken).toEqual([
      { instrument: 'dosimeter', fault: 'dead-tube' },
      { instrument: 'scale', fault: 'silent' },
    ]);
    expect(after(...faults, { act: 'mend', instrument: 'dosimeter' }).broken).toEqual([
      { instrument: 'scale', fault: 'silent' },
    ]);
  });
});

describe('an act', () => {
  it.each(
    INSTRUMENT_KINDS.flatMap((instrument) =>
      SIMULATED_FAULTS.map(
        (fault) => [instrument, fault, FAULTS_OF[instrument].includes(fault)] as const,
      ),
    ),
  )('breaks a %s by %s: %s', (instrument, fault, fits) => {
    expect(trainingActSchema.safeParse({ act: 'fault', instrument, fault }).success).toBe(fits);
  });

  it('is whole: a parcel is held with a face of its own at a distance', () => {
    expect(trainingActSchema.safeParse(hold).success).toBe(true);
    for (const wrong of [{ face: 'unspecified' }, { distance: 'unknown' }, { parcel: '6' }]) {
      expect(trainingActSchema.safeParse({ ...hold, ...wrong }).success).toBe(false);
    }
  });
});

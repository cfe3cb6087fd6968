import type { benchContract } from '../../../shared/bridge/bench-contract.ts';
import { shiftTotals } from '../reports/shift-totals.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import type { HandlersOf } from './handlers.ts';
import { readableShift } from './manager-calls.ts';

const SCREENERS = ['operator', 'supervisor', 'trainer'] as const;

/** Answers for whoever screens. */
export function benchCalls(station: Station): HandlersOf<typeof benchContract> {
  return {
    shiftTotals({ shift }) {
      const totals = shiftTotals(station.desks().store, readableShift(station, shift));
      if (totals !== null) return totals;
      throw new StationError('no-shift', 'There is no such shift. Its records may be elsewhere.');
    },
    enteredDeclaration: () => ({ declaration: station.desks(SCREENERS).bench.entered() }),
  };
}

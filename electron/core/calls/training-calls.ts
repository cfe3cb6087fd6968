import type { trainingContract } from '../../../shared/bridge/training-contract.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import { createDebriefs } from '../training/debriefs.ts';
import { loadTraining, type Training } from '../training/training-scenario.ts';
import { createVirtualBench } from '../training/virtual-bench.ts';
import type { HandlersOf } from './handlers.ts';

/** Answers for the training bench. */
export function trainingCalls(station: Station): HandlersOf<typeof trainingContract> {
  const { mode, resourcesDir, dataDir } = station.config;
  let loaded: Training | null = null;

  /** The scenario, read when it is first asked for: a file that is none stops nothing else. */
  function training(): Training {
    if (mode !== 'training') {
      throw new StationError('not-training', 'A live bench has no training parcels.');
    }
    loaded ??= loadTraining(resourcesDir, dataDir);
    return loaded;
  }
  const bench = createVirtualBench(station, training);
  const debriefs = createDebriefs(training, bench.heldAt);

  return {
    trainingWorld: ({ instrument, line }) => {
      station.changeWorld(instrument, line);
      return {};
    },
    trainingParcels: () => ({
      parcels: training().parcels.map(({ shown }) => shown),
      bench: bench.state(),
    }),
    trainingAct: (act) => ({ bench: bench.act(act) }),
    trainingDebrief() {
      training();
      const { accounts, store } = station.desks();
      return accounts.person() === null ? { debrief: null, score: null } : debriefs(store);
    },
  };
}

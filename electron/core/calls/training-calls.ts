import type { trainingContract } from '../../../shared/bridge/training-contract.ts';
import type { Station } from '../station.ts';
import { loadTrainingParcels } from '../training-parcels.ts';
import type { HandlersOf } from './handlers.ts';

/** Answers for the training bench. */
export function trainingCalls(station: Station): HandlersOf<typeof trainingContract> {
  const { mode, resourcesDir } = station.config;
  return {
    trainingWorld: ({ instrument, line }) => {
      station.changeWorld(instrument, line);
      return {};
    },
    trainingParcels: () => ({
      parcels: mode === 'training' ? loadTrainingParcels(resourcesDir) : [],
    }),
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { TrainingParcel } from '../../shared/bridge/contract.ts';
import {
  scenarioSchema,
  type ScenarioParcel,
  type ScenarioStep,
} from '../../shared/training/scenario.ts';

/** First fault of a scenario's parcel, for the button that plays it. */
function faultOf(steps: readonly ScenarioStep[]): TrainingParcel['fault'] {
  const played = steps.find((step) => 'fault' in step);
  const [first] = Object.entries(played?.fault ?? {});
  return first === undefined ? null : { instrument: first[0], name: first[1] };
}

function toParcel(parcel: ScenarioParcel, index: number): TrainingParcel {
  const { steps, title = '' } = parcel;
  const [, number = String(index + 1), name = title] = /^(\d+) (.*)$/.exec(title) ?? [];
  const scan = steps.find((step) => 'scan' in step);
  const place = steps.find((step) => 'place' in step);
  const source = steps.find((step) => 'source' in step);
  return {
    number: Number(number),
    title: name,
    barcode: scan?.scan ?? '',
    place: place === undefined ? 'remove' : `place ${place.place}`,
    source: `source ${source?.source ?? '0.12 uSv/h'}`,
    fault: faultOf(steps),
  };
}

/** The demo's parcels for the training bench, from the scenario that the CLI plays. */
export function loadTrainingParcels(resourcesDir: string): TrainingParcel[] {
  const file = join(resourcesDir, 'demo', 'demo.yaml');
  return scenarioSchema.parse(parse(readFileSync(file, 'utf8'))).parcels.map(toParcel);
}

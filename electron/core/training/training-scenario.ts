import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingParcel } from '../../../shared/bridge/contract.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import { faultOf } from '../../../shared/training/debrief.ts';
import {
  backgroundOf,
  hiddenSource,
  type HiddenSource,
} from '../../../shared/training/hidden-source.ts';
import { scenarioSchema, type ScenarioParcel } from '../../../shared/training/scenario.ts';
import { badFile, parseAs, readYaml } from '../site-file.ts';

/** A parcel of the virtual bench. */
export interface BenchParcel {
  readonly shown: TrainingParcel;
  readonly scenario: ScenarioParcel;
  readonly source: HiddenSource;
  /** What its label says; null for a parcel without one. */
  readonly label: string | null;
  /** Its mass with unit; null when the scenario never weighs it. */
  readonly mass: string | null;
  /** Canonical identifiers by which the records may know it. */
  readonly items: readonly string[];
}

function toParcel(parcel: ScenarioParcel, index: number, source: HiddenSource): BenchParcel {
  const { steps, title = '', titles } = parcel;
  const [, number = String(index + 1), name = title] = /^(\d{1,5}) (.*)$/.exec(title) ?? [];
  const texts = steps.flatMap((step) =>
    'scan' in step ? [step.scan] : 'type' in step ? [step.type] : [],
  );
  return {
    shown: {
      number: Number(number),
      titles: titles ?? { en: name === '' ? number : name },
      fault: faultOf(steps),
    },
    scenario: parcel,
    source,
    label: steps.find((step) => 'scan' in step)?.scan ?? null,
    mass: steps.find((step) => 'place' in step)?.place ?? null,
    items: texts.map((text) => resolve(text).canonical),
  };
}

/** What a training bench plays. */
export interface Training {
  readonly parcels: readonly BenchParcel[];
  /** Dose rate of the room in uSv/h. */
  readonly background: number;
}

/** The file that a training bench takes its parcels from: the folder's own, else the demo. */
function scenarioFile(resourcesDir: string, dataDir: string): string {
  const own = join(dataDir, 'scenario.yaml');
  return existsSync(own) ? own : join(resourcesDir, 'demo', 'demo.yaml');
}

/**
 * The scenario of the training bench.
 * @throws StationError `configuration-invalid` when the folder's own scenario is none
 */
export function loadTraining(resourcesDir: string, dataDir: string): Training {
  const file = scenarioFile(resourcesDir, dataDir);
  const scenario = parseAs(scenarioSchema, readYaml(file), file);
  const parcels = scenario.parcels.map((parcel, index) =>
    toParcel(parcel, index, hiddenSource(parcel, scenario)),
  );
  const numbers = parcels.map(({ shown }) => shown.number);
  const twice = numbers.find((number, index) => numbers.indexOf(number) < index);
  if (twice !== undefined) throw badFile(file, `two parcels have the number ${String(twice)}`);
  return { parcels, background: backgroundOf(scenario) };
}

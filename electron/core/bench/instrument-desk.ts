import { isDeepStrictEqual } from 'node:util';
import type { InstrumentConfig, InstrumentKind } from '../../../shared/measure/instrument.ts';
import type { Body, NewEvent } from '../../../shared/records/event.ts';
import { panLost } from '../../../shared/session/placement.ts';
import { CHECK_OF } from '../instruments/register.ts';
import { StoreError } from '../store/store-error.ts';
import { newInstrument } from './instruments.ts';
import type { BenchMemory } from './memory.ts';
import type { SessionKeeper } from './session-keeper.ts';

const KINDS = Object.keys(CHECK_OF) as InstrumentKind[];

/** Another instrument may be at the end of the line; a new calibration date changes nothing there. */
function isOtherLine(
  before: InstrumentConfig | undefined,
  after: InstrumentConfig | undefined,
): boolean {
  return (
    before?.protocol !== after?.protocol || !isDeepStrictEqual(before?.transport, after?.transport)
  );
}

function again(kind: InstrumentKind): string {
  return `The ${kind} was changed in the setup. Do this check again.`;
}

/**
 * Replaces the instruments of the bench while no item is open, as one transaction: what was and what
 * is, and each passed check of the open shift that was made with an instrument that is no longer
 * there, which counts as failed. Values and background of such an instrument are gone with it; a
 * background would else be taken for that of another tube. Instruments that stay keep what is known.
 *
 * @returns seq of the last record
 * @throws StoreError when it could not be recorded; the bench is as before unless `recorded`
 */
export function reconfigureBench(
  memory: BenchMemory,
  keeper: SessionKeeper,
  next: readonly InstrumentConfig[],
): number {
  const before = [...memory.instruments.values()].map(({ config }) => config);
  const find = (set: readonly InstrumentConfig[], kind: string): InstrumentConfig | undefined =>
    set.find(({ id }) => id === kind);
  const changed = KINDS.filter((kind) => isOtherLine(find(before, kind), find(next, kind)));
  const undone = changed.filter(
    (kind) => memory.shift !== null && memory.checks[CHECK_OF[kind]]?.result === 'pass',
  );
  const body = { before, after: next } as unknown as Body;
  const events: Pick<NewEvent, 'kind' | 'body'>[] = [
    { kind: 'instruments-configured', body },
    ...undone.map((kind) => ({
      kind: 'shift-check',
      body: { check: CHECK_OF[kind], result: 'fail', detail: again(kind) },
    })),
  ];

  function apply(): void {
    const known = new Map(memory.instruments);
    memory.instruments.clear();
    for (const config of next) {
      const state = known.get(config.id);
      const stays = state !== undefined && !isOtherLine(state.config, config);
      memory.instruments.set(config.id, stays ? { ...state, config } : newInstrument(config));
    }
    for (const kind of undone) {
      memory.checks[CHECK_OF[kind]] = { result: 'fail', detail: again(kind) };
    }
    for (const { id } of before) {
      if (isOtherLine(find(before, id), find(next, id))) memory.seconds.delete(id);
    }
    if (changed.includes('scale')) memory.pan = panLost(memory.pan);
    if (changed.includes('dosimeter') && memory.background.state !== 'not-yet') {
      const why = 'The dosimeter was changed in the setup. Take the background again.';
      memory.background = { state: 'fault', why };
    }
  }

  try {
    const seq = keeper.noteAll(events);
    apply();
    return seq;
  } catch (error) {
    if (error instanceof StoreError && error.recorded) apply();
    throw error;
  }
}

import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { refuse, type Told } from '../told.ts';
import { lastingFault } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What the bench may ask of its scale. */
export type ScaleIntent = Extract<
  BenchIntent,
  { kind: 'zero-scale' | 'tare-scale' | 'clear-tare' }
>;

const REQUESTS = {
  'zero-scale': 'zero',
  'tare-scale': 'tare',
  'clear-tare': 'clear-tare',
} as const;

/** Zero and tare of the bench's first scale. */
export interface ScaleDesk {
  /**
   * Asks the scale, after it is recorded who asked for what. What comes of it shows in its readings.
   * @throws StoreError when it could not be recorded; the scale is not asked then
   */
  ask(intent: ScaleIntent): Told;
}

export function createScaleDesk(
  options: BenchOptions,
  memory: BenchMemory,
  keeper: SessionKeeper,
): ScaleDesk {
  /**
   * Whether it would change a mass that an item has or is about to get. What lies on a scale with a
   * tare has no gross mass yet: clearing it is what the item needs.
   */
  function wouldChange({ mass }: SessionState, kind: ScaleIntent['kind']): boolean {
    return mass !== null || (kind !== 'clear-tare' && memory.pan.state !== 'empty');
  }

  return {
    ask({ kind }) {
      const scale = memory.instruments.get(FACT_INSTRUMENTS.mass);
      if (scale === undefined || lastingFault(scale) !== null || scale.link.state !== 'ready') {
        return refuse('todo.fix-instrument');
      }
      const request = REQUESTS[kind];
      if (!scale.requests.includes(request)) return refuse('why.request-unknown');
      const { session } = memory;
      if (session !== null && wouldChange(session.state, kind)) return refuse('why.item-weighed');
      const instrument = scale.config.id;
      const seq = keeper.note('instrument-requested', { instrument, request });
      options.request(instrument, request);
      return { seq, refused: null };
    },
  };
}

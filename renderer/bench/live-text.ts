import type { InstrumentView } from '../../shared/bridge/contract.ts';
import type { FaultCode } from '../../shared/measure/reading.ts';
import type { Shape } from '../components/shapes.ts';
import type { useText } from '../locales/text.ts';

type Text = ReturnType<typeof useText>;

export const LINK_SHAPES: Readonly<Record<InstrumentView['state'], Shape>> = {
  opening: 'ring',
  ready: 'disc',
  stale: 'triangle',
  lost: 'cross',
};

/** Below this a value counts as current; ages are shown in whole seconds. */
const CURRENT_MS = 2_000;
const MINUTE_MS = 60_000;

/** How old a value is, in words. */
export function ageInWords(ageMs: number, text: Text): string {
  if (ageMs < CURRENT_MS) return text.t('instruments.age-now');
  if (ageMs < MINUTE_MS) {
    return text.t('instruments.age-seconds', { count: Math.floor(ageMs / 1_000) });
  }
  return text.t('instruments.age-minutes', { count: Math.floor(ageMs / MINUTE_MS) });
}

/** A fault code in words. */
export function faultInWords(fault: FaultCode, text: Text): string {
  return text.lookUp(`faults.${fault}`, fault);
}

import type { ManifestItem } from '../manifest/item.ts';
import { formatDoseRate } from '../measure/dose-rate.ts';
import { formatGrams, type Micrograms } from '../measure/mass.ts';
import type { Fact, FactValue } from '../rules/facts.ts';
import type { SessionState } from './state.ts';

/** Which instrument answers which fact; the first one of its kind at the bench. */
export const FACT_INSTRUMENTS = { mass: 'scale', doseRate: 'dosimeter' } as const;

export const NOT_YET: Fact = { state: 'not-yet' };

/** The manifest as the instrument that could not be read. */
export const MANIFEST_FAULT: Fact = {
  state: 'fault',
  code: 'instrument-error',
  instrument: 'manifest',
};

export function known(value: FactValue, shown: string): Fact {
  return { state: 'value', value, shown };
}

/** A truth; `what` says what makes it true. */
export function truth(value: boolean, what: string | null = null): Fact {
  return known(value, value && what !== null ? what : String(value));
}

export function absent(why: string): Fact {
  return { state: 'absent', why };
}

export function massFact(micrograms: Micrograms): Fact {
  return known(micrograms, `${formatGrams(micrograms)} g`);
}

/** A dose rate in uSv/h. */
export function doseFact(rate: number): Fact {
  return known(rate, `${formatDoseRate(rate)} uSv/h`);
}

/** Not measured yet, or cannot be measured because the instrument is in fault. */
export function unmeasured(state: SessionState, instrument: string): Fact {
  const fault = state.faults[instrument];
  return fault === undefined ? NOT_YET : { state: 'fault', code: fault.code, instrument };
}

/** A fact of the declaration: not known before the look-up, absent where there is no declaration. */
export function declared(state: SessionState, read: (item: ManifestItem) => Fact): Fact {
  switch (state.declaration.state) {
    case 'not-yet':
      return NOT_YET;
    case 'fault':
      return MANIFEST_FAULT;
    case 'absent':
      return absent('there is no declaration');
    case 'value':
      return read(state.declaration.item);
  }
}

/** A fact of a table of the site; where the table is empty nothing is in it, whatever is declared. */
export function byTable<Entry>(
  state: SessionState,
  table: readonly Entry[],
  read: (item: ManifestItem, table: readonly Entry[]) => Fact,
): Fact {
  if (table.length === 0) return known(false, 'the site has no such table');
  return declared(state, (item) => read(item, table));
}

/** Why an entry of a site's table is neither hit nor missed. */
export function leftOpen(unsaid: readonly string[], entry: string): string {
  return `the declaration does not say enough (${unsaid.join(', ')}) for the entry "${entry}"`;
}

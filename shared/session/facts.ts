import { namesParcel } from '../identifiers/identity.ts';
import { formatDoseRate } from '../measure/dose-rate.ts';
import { addMass, formatGrams, toMicrograms, type Micrograms } from '../measure/mass.ts';
import type { Fact, Facts } from '../rules/facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

/** Which instrument answers which fact; the bench has one of each (design: the bench itself). */
export const FACT_INSTRUMENTS = { mass: 'scale', doseRate: 'dosimeter' } as const;

const NOT_YET: Fact = { state: 'not-yet' };

function truth(value: boolean): Fact {
  return { state: 'value', value, shown: String(value) };
}

function massFact(micrograms: Micrograms): Fact {
  return { state: 'value', value: micrograms, shown: `${formatGrams(micrograms)} g` };
}

function doseFact(rate: number): Fact {
  return { state: 'value', value: rate, shown: `${formatDoseRate(rate)} uSv/h` };
}

/** Not measured yet, or cannot be measured because the instrument is in fault. */
function unmeasured(state: SessionState, instrument: string): Fact {
  const fault = state.faults[instrument];
  return fault === undefined ? NOT_YET : { state: 'fault', code: fault.code, instrument };
}

function share(mass: Micrograms, percent: number): Micrograms {
  return Math.round((mass * percent) / 100) as Micrograms;
}

function larger(left: Micrograms, right: Micrograms): Micrograms {
  return left > right ? left : right;
}

/** Declared gross mass; absent when the declaration leaves it blank or there is none. */
function declaredGross(state: SessionState): Fact {
  const { state: known } = state.declaration;
  if (known === 'not-yet') return NOT_YET;
  if (known === 'fault') return MANIFEST_FAULT;
  const absent: Fact = { state: 'absent', why: 'the declaration gives no gross mass' };
  if (state.declaration.state !== 'value') return absent;
  const { gross_g: text } = state.declaration.item;
  const mass = text === null ? null : toMicrograms(text, 'g');
  return mass === null ? absent : massFact(mass);
}

/** Net masses of all lines; null unless every line gives one: a partial sum would mislead. */
function declaredNet(state: SessionState): Micrograms | null {
  if (state.declaration.state !== 'value') return null;
  const { lines } = state.declaration.item;
  if (lines.length === 0) return null;
  const masses = lines.map((line) => (line.net_g === null ? null : toMicrograms(line.net_g, 'g')));
  return masses.reduce<Micrograms | null>(
    (sum, mass) => (sum === null || mass === null ? null : addMass(sum, mass)),
    0 as Micrograms,
  );
}

/**
 * Heaviest parcel that the declaration allows: gross plus its tolerance, or net plus packaging. A net
 * mass is never compared with a gross mass as it stands.
 */
function heaviestAllowed(
  state: SessionState,
  gross: Fact,
  policy: BenchPolicy['weight'],
): Micrograms | null {
  if (gross.state === 'value') {
    const mass = gross.value as Micrograms;
    return addMass(mass, larger(policy.overG, share(mass, policy.overPercent)));
  }
  const net = declaredNet(state);
  if (net === null) return null;
  return addMass(net, larger(policy.packagingG, share(net, policy.packagingPercent)));
}

/** The manifest as the instrument that could not be read. */
const MANIFEST_FAULT: Fact = { state: 'fault', code: 'instrument-error', instrument: 'manifest' };

/** Found by look-up, or copied from the form; not known while there was no look-up. */
function declarationFact({ declaration }: SessionState, entered: boolean): Fact {
  if (declaration.state === 'not-yet') return NOT_YET;
  if (declaration.state === 'fault') return MANIFEST_FAULT;
  return truth(declaration.state === 'value' && declaration.entered === entered);
}

/** Mean of the finished dwells; where an alarmed dwell was broken off, what it had shown by then. */
function doseRateFact(state: SessionState, unmeasured: Fact): Fact {
  if (state.finished.length > 0) {
    return doseFact(Math.max(...state.finished.map((result) => result.doseRate)));
  }
  const brokenOff = state.alarm && state.dwell === null && state.peak !== null;
  return brokenOff ? doseFact(state.peak) : unmeasured;
}

function excess(state: SessionState, gross: Fact, measured: Fact, policy: BenchPolicy): Fact {
  if (gross.state === 'not-yet' || gross.state === 'fault') return gross;
  const allowed = heaviestAllowed(state, gross, policy.weight);
  if (allowed === null) return { state: 'absent', why: 'the declaration gives no mass' };
  if (measured.state !== 'value') return measured;
  return massFact(((measured.value as number) - allowed) as Micrograms);
}

/**
 * A courier's own number has no scheme here, and a product's barcode names no parcel; when the manifest
 * knows it, it is a good identity.
 */
function identityFact(state: SessionState): Fact {
  const { identity, declaration } = state;
  if (identity === null) return NOT_YET;
  if (namesParcel(identity)) return truth(identity.valid);
  if (declaration.state === 'not-yet') return NOT_YET;
  return declaration.state === 'fault' ? MANIFEST_FAULT : truth(declaration.state === 'value');
}

/** All facts that rules may use, as they stand in this session. */
export function factsOf(state: SessionState, policy: BenchPolicy): Facts {
  const gross = declaredGross(state);
  const noDose = unmeasured(state, FACT_INSTRUMENTS.doseRate);
  const measured =
    state.mass === null
      ? unmeasured(state, FACT_INSTRUMENTS.mass)
      : massFact(state.mass.micrograms as Micrograms);
  return {
    'identity.valid': identityFact(state),
    'manifest.found': declarationFact(state, false),
    'declaration.entered': declarationFact(state, true),
    'item.earlier-finding':
      state.earlier === null ? truth(false) : { state: 'value', value: true, shown: state.earlier },
    'item.seen-before':
      state.seenBefore === null
        ? truth(false)
        : { state: 'value', value: true, shown: state.seenBefore },
    'radiation.saturated': truth(state.saturated),
    'declared.gross': gross,
    'measured.gross': measured,
    'weight.excess': excess(state, gross, measured, policy),
    'radiation.alarm': state.alarm || state.finished.length > 0 ? truth(state.alarm) : noDose,
    'radiation.dose-rate': doseRateFact(state, noDose),
    'radiation.peak-dose-rate': state.peak === null ? noDose : doseFact(state.peak),
  };
}

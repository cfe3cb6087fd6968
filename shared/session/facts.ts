import type { Goods } from '../goods/classifier.ts';
import type { HsTable } from '../goods/hs-table.ts';
import { namesParcel } from '../identifiers/identity.ts';
import type { Micrograms } from '../measure/mass.ts';
import type { Fact, Facts } from '../rules/facts.ts';
import type { AcceptedMass } from './events.ts';
import { declarationFacts } from './declaration-facts.ts';
import { goodsFacts } from './goods-facts.ts';
import {
  FACT_INSTRUMENTS,
  MANIFEST_FAULT,
  massFact,
  NOT_YET,
  truth,
  unmeasured,
} from './known-facts.ts';
import { partyFacts } from './party-facts.ts';
import type { BenchPolicy } from './policy.ts';
import { radiationFacts } from './radiation-facts.ts';
import { referralFacts } from './referral-facts.ts';
import { routeFacts } from './route-facts.ts';
import type { SessionState } from './state.ts';
import { tariffFacts } from './tariff-facts.ts';
import { tradeFacts } from './trade-facts.ts';
import { understoodFacts } from './understood-facts.ts';
import { weightFacts } from './weight-facts.ts';

/** Found by look-up, or its contents copied from the form; not known while there was no look-up. */
function declarationFact({ declaration }: SessionState, by: 'manifest' | 'form'): Fact {
  if (declaration.state === 'not-yet') return NOT_YET;
  if (declaration.state === 'fault') return MANIFEST_FAULT;
  if (declaration.state === 'absent') return truth(false);
  return truth(by === 'form' ? declaration.entered : declaration.found !== null);
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

/** The mass as it was shown; where the scale is not verified for so little, with its Min. */
function measuredFact({ micrograms, belowMin }: AcceptedMass): Fact {
  const fact = massFact(micrograms as Micrograms);
  if (belowMin === undefined || fact.state !== 'value') return fact;
  return { ...fact, shown: `${fact.shown} (below Min ${belowMin})` };
}

function belowMinFact({ mass }: SessionState): Fact {
  if (mass === null) return truth(false);
  const { value, unit, belowMin } = mass;
  return truth(belowMin !== undefined, `${value} ${unit}, Min ${belowMin ?? ''}`);
}

function overdueFact({ overdue }: SessionState): Fact {
  const instruments = Object.entries(overdue).map(([id, due]) => `${id} since ${due}`);
  return truth(instruments.length > 0, instruments.join(', '));
}

/** What facts are read by, beside the session itself. */
export interface FactBasis {
  readonly policy: BenchPolicy;
  /** The tariff codes that there are. */
  readonly hs: HsTable;
  /** What is known of goods; loaded when a declaration is first judged. */
  readonly goods: () => Goods;
  /** Somebody is asked who the parties are; left out where nobody is, and then nothing of them is known. */
  readonly asksParties?: true;
}

/** All facts that rules may use, as they stand in this session. */
export function factsOf(state: SessionState, basis: FactBasis): Facts {
  const { policy, hs, asksParties } = basis;
  const goods = goodsFacts(state, basis.goods, hs);
  const measured =
    state.mass === null ? unmeasured(state, FACT_INSTRUMENTS.mass) : measuredFact(state.mass);
  return {
    'identity.valid': identityFact(state),
    'manifest.found': declarationFact(state, 'manifest'),
    'declaration.entered': declarationFact(state, 'form'),
    'item.earlier-finding': truth(state.earlier !== null, state.earlier),
    'identity.foreign-command': truth(state.foreignCommand !== null, state.foreignCommand),
    'item.seen-before': truth(state.seenBefore !== null, state.seenBefore),
    'instrument.calibration-overdue': overdueFact(state),
    'measured.below-min': belowMinFact(state),
    ...tariffFacts(state, hs),
    ...declarationFacts(state, measured, policy.declaration),
    ...goods,
    ...understoodFacts(state, basis.goods),
    ...referralFacts(state),
    ...routeFacts(state, policy.route),
    ...tradeFacts(state, measured, basis.goods, policy.trade),
    ...partyFacts(state, asksParties === true, policy.trade),
    ...weightFacts(state, measured, policy.weight),
    ...radiationFacts(state, policy, basis.goods),
  };
}

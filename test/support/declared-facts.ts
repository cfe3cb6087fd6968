import type { ManifestItem } from '../../shared/manifest/item.ts';
import type { Fact, FactName } from '../../shared/rules/facts.ts';
import { factsOf } from '../../shared/session/facts.ts';
import type { SessionInput } from '../../shared/session/step.ts';
import { found, playSession, rules, scanned } from './session-fixtures.ts';

const LABEL = scanned('CP102030419NL');

/** A fact of a parcel that is declared like this, after these inputs. */
export function factUnder(
  name: FactName,
  declaration: ManifestItem,
  ...inputs: SessionInput[]
): Fact {
  return factsOf(playSession(LABEL, found(declaration), ...inputs), rules)[name];
}

/** The same before the look-up, where the manifest cannot be read, and without a declaration. */
export function statesWithoutDeclaration(name: FactName): string[] {
  const failed: SessionInput = { kind: 'look-up-failed', why: 'damaged' };
  return [[], [failed], [found(null)]].map(
    (inputs) => factsOf(playSession(LABEL, ...inputs), rules)[name].state,
  );
}

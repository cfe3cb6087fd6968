import type { Alternative, Identity } from './identity.ts';
import { problem, type Problem } from './problem.ts';
import { byStrength, schemeName, type Reading } from './reading.ts';

type Alternatives = Pick<Identity, 'alternatives'>;

/** Other schemes that fit and are not refused, each once. */
function alternativesTo({ scheme: chosen }: Identity, others: readonly Reading[]): Alternatives {
  const found = new Map<string, Alternative>();
  for (const { identity, strength } of others) {
    const { scheme, canonical } = identity;
    if (strength === 'refused' || scheme === chosen || found.has(scheme)) continue;
    found.set(scheme, { scheme, canonical });
  }
  return found.size === 0 ? {} : { alternatives: [...found.values()] };
}

function inWords(schemes: readonly Alternative[]): string {
  return schemes.map(({ scheme }) => schemeName(scheme)).join(', ');
}

/** What is not certain about the best reading; null when its form is its own and nothing else is as strong. */
function doubt({ identity, strength }: Reading, others: readonly Reading[]): Problem | null {
  if (!identity.valid) return null;
  const equal = others.filter((other) => other.strength === strength);
  const { alternatives } = alternativesTo(identity, equal);
  if (alternatives !== undefined) {
    const words = `As likely it is the number of another scheme: ${inWords(alternatives)}.`;
    return problem('ambiguous', `${words} Compare with the label.`);
  }
  if (strength !== 'checked') return null;
  const words = 'Many numbers have this form, and some have a fitting check digit by chance.';
  return problem('common-form', words);
}

/** Digits alone are not taken for goods: then a parcel's number would be goods by chance. */
function saysTooLittle({ identity, strength }: Reading): boolean {
  return strength === 'form' || identity.scheme === 'gs1';
}

/**
 * The strongest reading with the others as its `alternatives`; among equals the first, with a problem
 * `ambiguous`. Where all have no more than a form that many numbers share, the label stays unknown.
 *
 * @param readings in the order of the schemes
 * @param unknown what the label is when nothing speaks for a reading
 */
export function choose(readings: readonly Reading[], unknown: Identity): Identity {
  const [best, ...others] = readings.toSorted(byStrength);
  if (best === undefined) return unknown;
  if (saysTooLittle(best)) {
    const { alternatives = [] } = alternativesTo(unknown, readings);
    const words = `It may be a number of: ${inWords(alternatives)}; nothing on it says so.`;
    const problems = [...unknown.problems, problem('form-only', words)];
    return { ...unknown, problems, alternatives };
  }
  const found = doubt(best, others);
  const problems = found === null ? best.identity.problems : [...best.identity.problems, found];
  return { ...best.identity, problems, ...alternativesTo(best.identity, others) };
}

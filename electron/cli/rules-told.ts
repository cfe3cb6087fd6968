import { loadRules } from '../core/config.ts';
import { weakenedText } from '../core/rule-packs/activation.ts';
import { proposalOf, type LayerChange } from '../core/rule-packs/proposal.ts';
import { RESOURCES } from './resources.ts';

/** A file that waits to be activated, in one line. */
export function changeText({ layer, kind, name, before, after }: LayerChange): string {
  const what = before === null ? 'new' : after === null ? 'removed' : 'changed';
  return `${what.padEnd(8)} ${layer} ${kind} ${name}`;
}

/** Findings of a kind that are named; `station rules check` names all. */
const NAMED = 3;

/**
 * What whoever looks after a station has to know of its layers of rules.
 * @throws Error with what is wrong with those in force; StationError when they cannot be read
 */
export function tellRules(dataDir: string | null): string {
  if (dataDir === null) return 'the shipped ones; not checked further: no --data';
  const { problems, weakened } = loadRules(RESOURCES, dataDir);
  const { changes } = proposalOf(RESOURCES, dataDir);
  const waits = changes.map((change) => changeText(change).replace(/ +/g, ' ')).join(', ');
  const told = [
    waits === ''
      ? 'nothing waits to be activated'
      : `waits to be activated, and is not in force: ${waits} (station rules preview)`,
    ...weakened.map(weakenedText),
  ].join('; ');
  if (problems.length === 0) return told;
  const named = problems.slice(0, NAMED).map(({ file, rule, message }) => {
    return `${file}, rule ${rule}: ${message}`;
  });
  const more = problems.length - named.length;
  throw new Error(
    `${named.join('. ')}${more > 0 ? `. And ${more} more (station rules check)` : ''}. ${told}`,
  );
}

import { splitSymbology } from '../../../shared/identifiers/aim.ts';
import { knownIdentifier } from '../../../shared/identifiers/gs1-elements.ts';
import {
  elementDate,
  elementGrams,
  elementQuantity,
} from '../../../shared/identifiers/gs1-value.ts';
import type { Gs1Element } from '../../../shared/identifiers/identity.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import { EXIT, readArguments, type Verb } from '../verb.ts';

/** An element with what its value means, where the table says so. */
function explain(element: Gs1Element, thisYear: number) {
  const known = knownIdentifier(element.ai);
  const date = elementDate(element, known, thisYear);
  const quantity = elementQuantity(element, known);
  const grams = elementGrams(element, known);
  return {
    ...element,
    title: known.title,
    ...(date === null ? {} : { date }),
    ...(quantity === null ? {} : { quantity, unit: known.unit }),
    ...(grams === null ? {} : { grams }),
  };
}

function elementLine({ ai, value, title, date, quantity, unit }: ReturnType<typeof explain>) {
  const meaning = date ?? (quantity === undefined ? value : `${quantity} ${unit ?? ''}`);
  return `(${ai}) ${title}: ${meaning}`;
}

/** `station identify`: what a label says; exit 1 when it is not valid. */
export const identify: Verb = {
  name: 'identify',
  usage: 'identify "TEXT"',
  about: 'Says what a label is, what it names and what is wrong with it.',
  run(args, output) {
    const { words } = readArguments(args, {}, 1);
    const label = words[0] ?? '';
    const { elements, ...identity } = resolve(label);
    const { scheme, valid, canonical, problems, names, fields = {}, alternatives = [] } = identity;
    const symbology = splitSymbology(label, null).symbology?.name ?? null;
    const thisYear = new Date().getFullYear();
    const explained = elements?.map((element) => explain(element, thisYear)) ?? [];
    const text = [
      `${scheme} ${valid ? 'valid' : 'not valid'} ${canonical}`,
      ...(symbology === null ? [] : [`read from ${symbology}`]),
      `names: ${names ?? 'nothing'}`,
      ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
      ...explained.map(elementLine),
      ...alternatives.map((other) => `or ${other.scheme} ${other.canonical}`),
      ...problems,
    ];
    const answer = {
      ...identity,
      ...(symbology === null ? {} : { symbology }),
      ...(elements === undefined ? {} : { elements: explained }),
    };
    output.answer(answer, text.join('\n  '));
    return valid ? EXIT.done : EXIT.wrong;
  },
};

import {
  APPLICATION_IDENTIFIERS,
  PREDEFINED_LENGTH,
  type ApplicationIdentifier,
} from './gs1-table.ts';
import { checkValue, readFormat } from './gs1-value.ts';
import { showHidden } from './hidden-characters.ts';
import type { Gs1Element, Identity } from './identity.ts';
import { problem, type Problem } from './problem.ts';

/** FNC1 between two elements, as readers send it. */
export const GS = '\u001d';
/** Characters that are quoted of what could not be read. */
const QUOTED = 10;
const LONGEST_AI = 4;
/** `(10)` and its value, in which `\(` is a bracket of the value. */
const BRACKETED = /\((\d{2,4})\)((?:\\\(|[^(])*)/y;

/** A label taken apart. */
export interface ElementString {
  readonly elements: readonly Gs1Element[];
  /** Why the text cannot be taken apart; null when all of it was. */
  readonly broken: Problem | null;
  /** What is wrong with single values. */
  readonly problems: readonly Problem[];
}

interface Fields {
  readonly fields: readonly Gs1Element[];
  readonly broken: Problem | null;
}

/** What stands where an application identifier should. */
function noIdentifier(text: string, at: number): Problem {
  const rest = text.slice(at);
  const quoted = showHidden(rest.slice(0, QUOTED));
  const where = `character ${at + 1}`;
  if (at > 0 && !/^\d\d/.test(rest)) {
    return problem('gs1-trailing-text', `Text after the end, from ${where} on: ${quoted}`);
  }
  const words = `No GS1 application identifier is known that begins like ${where}: ${quoted}`;
  return problem('gs1-unknown-ai', words);
}

function identifierAt(text: string, at: number): string | null {
  for (let length = 2; length <= LONGEST_AI; length += 1) {
    const ai = text.slice(at, at + length);
    if (APPLICATION_IDENTIFIERS.has(ai)) return ai;
  }
  return null;
}

/** Where the value of an element ends: after its fixed length, else at a separator or the end. */
function endOfValue(text: string, ai: string, start: number): number {
  const separator = text.indexOf(GS, start);
  const end = separator === -1 ? text.length : separator;
  if (!PREDEFINED_LENGTH.has(ai.slice(0, 2))) return end;
  return Math.min(end, start + formatOf(ai).max);
}

function readRaw(text: string): Fields {
  const fields: Gs1Element[] = [];
  let at = text.startsWith(GS) ? 1 : 0;
  while (at < text.length) {
    const ai = identifierAt(text, at);
    if (ai === null) return { fields, broken: noIdentifier(text, at) };
    const start = at + ai.length;
    const end = endOfValue(text, ai, start);
    fields.push({ ai, value: text.slice(start, end) });
    // A separator after a fixed length is not needed, but allowed.
    at = text[end] === GS ? end + 1 : end;
  }
  return { fields, broken: null };
}

function readBracketed(printed: string): Fields {
  const text = printed.replace(/\s+/g, '');
  const fields: Gs1Element[] = [];
  let at = 0;
  while (at < text.length) {
    BRACKETED.lastIndex = at;
    const [all = '', ai = '', value = ''] = BRACKETED.exec(text) ?? [];
    if (!APPLICATION_IDENTIFIERS.has(ai)) return { fields, broken: noIdentifier(text, at) };
    fields.push({ ai, value: value.replaceAll('\\(', '(') });
    at += all.length;
  }
  return { fields, broken: null };
}

/** The table's row of an identifier that came from the table. */
export function knownIdentifier(ai: string): ApplicationIdentifier {
  const known = APPLICATION_IDENTIFIERS.get(ai);
  if (known === undefined) throw new Error(`(${ai}) is not in the table`);
  return known;
}

function formatOf(ai: string) {
  return readFormat(knownIdentifier(ai).format);
}

/** Why a value does not have its format: then where the others begin is in doubt, too. */
function misfit({ ai, value }: Gs1Element, raw: boolean): Problem | null {
  const { min, max, pattern } = formatOf(ai);
  const { length } = value;
  if (length < min) {
    const words = `(${ai}) The value has ${length} of at least ${min} characters.`;
    return problem('gs1-too-short', words);
  }
  if (length > max && raw && min === max) {
    const words =
      `(${ai}) No separator follows its ${max} characters. A reader in keyboard mode may have ` +
      'dropped it: use serial mode.';
    return problem('gs1-separator-missing', words);
  }
  if (length > max) {
    const hint = raw ? ' A separator may be missing: keyboard mode drops it, serial does not.' : '';
    return problem(
      'gs1-too-long',
      `(${ai}) The value has ${length} characters; at most ${max} fit.${hint}`,
    );
  }
  if (pattern.test(value)) return null;
  const words = `(${ai}) The value does not have its format, ${knownIdentifier(ai).format}.`;
  return problem('gs1-format', words);
}

/** The first pair of elements that contradict each other. */
function contradiction(fields: readonly Gs1Element[]): Problem | null {
  const values = new Map<string, string>();
  for (const { ai, value } of fields) {
    if ((values.get(ai) ?? value) !== value) {
      return problem('gs1-repeated', `(${ai}) It stands twice, with two values.`);
    }
    values.set(ai, value);
  }
  return null;
}

function withoutRepeats(fields: readonly Gs1Element[]): readonly Gs1Element[] {
  return fields.filter(({ ai }, place) => fields.findIndex((field) => field.ai === ai) === place);
}

/** Whether the text is printed with its identifiers in brackets, `(00)…`. */
export function isBracketed(text: string): boolean {
  return /^\s*\(\d{2,4}\)/.test(text);
}

/**
 * Takes an element string apart (GS1 General Specifications, 7.8): raw with FNC1 as GS, or as printed
 * with brackets, where blanks do not matter. Every value is checked against its format, check digit
 * and calendar.
 */
export function readElements(text: string): ElementString {
  const raw = !isBracketed(text);
  const { fields, broken } = raw ? readRaw(text.trim()) : readBracketed(text);
  const misfits = fields.map((field) => misfit(field, raw)).filter((each) => each !== null);
  const elements = withoutRepeats(fields);
  return {
    elements,
    broken: misfits[0] ?? broken ?? contradiction(fields),
    problems: elements.flatMap((element) => checkValue(element, knownIdentifier(element.ai))),
  };
}

/** The printed form; a personal value is `…`, since keys and lists are kept for long. */
export function printElements(elements: readonly Gs1Element[]): string {
  return elements
    .map(({ ai, value }) => {
      const shown = knownIdentifier(ai).personal ? '…' : value.replaceAll('(', '\\(');
      return `(${ai})${shown}`;
    })
    .join('');
}

/** Whether a label says who gets or sends the parcel, or where they live. */
export function hasPersonal({ elements = [], fields = {} }: Identity): boolean {
  return 'postcode' in fields || elements.some(({ ai }) => knownIdentifier(ai).personal);
}

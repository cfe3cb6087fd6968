import canonicalize from 'canonicalize';
import type { Json } from './event.ts';

/**
 * The one text of a JSON value: RFC 8785 (JSON Canonicalization Scheme), so that equal values have
 * equal bytes and can be hashed. What has no JSON form is refused where `JSON.stringify` would drop
 * or change it: undefined, functions, NaN, infinities, lone surrogates, dates and other classes.
 *
 * @throws TypeError that names the place of the value that cannot be kept; a bug of the caller.
 */
export function canonicalJson(value: Json): string {
  refuseWhatIsNotJson(value, '$');
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a value without JSON form cannot be recorded');
  return text;
}

/** The canonical text of a string or null. @throws TypeError as `canonicalJson` does */
export function canonicalText(value: string | null): string {
  if (value !== null && hasLoneSurrogate(value)) refuse('$', 'a lone surrogate');
  return JSON.stringify(value);
}

/** The canonical text of a number. @throws TypeError as `canonicalJson` does */
export function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) refuse('$', String(value));
  return JSON.stringify(value);
}

function refuseWhatIsNotJson(value: unknown, place: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(place, String(value));
  } else if (typeof value === 'string') {
    if (hasLoneSurrogate(value)) refuse(place, 'a lone surrogate');
  } else if (Array.isArray(value)) {
    // By index: forEach would skip the holes of a sparse array.
    for (let index = 0; index < value.length; index += 1) {
      refuseWhatIsNotJson(value[index], `${place}[${index}]`);
    }
  } else if (typeof value === 'object' && isPlain(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (hasLoneSurrogate(name)) refuse(`${place}.${name}`, 'a lone surrogate');
      refuseWhatIsNotJson(member, `${place}.${name}`);
    }
  } else {
    refuse(place, typeof value);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function refuse(place: string, what: string): never {
  throw new TypeError(`${place} cannot be recorded: ${what} has no JSON form`);
}

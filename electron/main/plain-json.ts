/** Deepest nesting of a parameter; the contract's own shapes need three levels. */
const MAX_DEPTH = 12;

/**
 * True for a value that JSON can carry as it is, at most `maxBytes` bytes of it in UTF-8. Structured
 * clone lets more through (dates, maps, buffers, cycles); none of it belongs into a call.
 */
export function isPlainJson(value: unknown, maxBytes: number): boolean {
  return isPlain(value, MAX_DEPTH) && Buffer.byteLength(JSON.stringify(value)) <= maxBytes;
}

function isPlain(value: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every((element) => isPlain(element, depth - 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((member) => isPlain(member, depth - 1));
}

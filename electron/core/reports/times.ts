/** `2025-01-31 10:00:00`, which spreadsheets read as a date and people as ISO 8601. */
export function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** Offset of a time zone in minutes east of UTC as `UTC+05:30`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration in ms by its two largest units, such as `3 min 20 s`; cut, not rounded. */
export function durationText(ms: number): string {
  let seconds = Math.floor(Math.abs(ms) / 1000);
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const parts: string[] = [];
  for (const [unit, size] of UNITS.slice(first === -1 ? -1 : first).slice(0, 2)) {
    const n = Math.floor(seconds / size);
    if (n > 0 || parts.length === 0) parts.push(`${n} ${unit}`);
    seconds -= n * size;
  }
  return `${ms < 0 ? '-' : ''}${parts.join(' ')}`;
}

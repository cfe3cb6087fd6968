/** One point of a live trace; a null value is a gap: no line is drawn over missing readings. */
export interface Sample {
  readonly atMs: number;
  readonly value: number | null;
}

/** Width of the trace. */
export const TRACE_MS = 60_000;
/** Ten values a second arrive; four are enough for a line that is 300 px wide. */
const SPACING_MS = 250;

/** Appends a sample and drops those older than `TRACE_MS`. */
export function appendSample(trace: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = trace.at(-1);
  const sameKind = last !== undefined && (last.value === null) === (sample.value === null);
  if (sameKind && sample.atMs - last.atMs < SPACING_MS) return trace;
  return [...trace.filter(({ atMs }) => sample.atMs - atMs < TRACE_MS), sample];
}

/** Without a sample for this long nothing is known of the time between: core or screen was away. */
const SILENCE_MS = 3_000;

/** What a trace is drawn into: pixels, and the value at the upper edge. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}

/** Height of a value in a frame, from above. */
export function heightOf(value: number, { height, top }: Frame): number {
  return height * (1 - Math.min(value / top, 1));
}

/** Cuts a trace at its gaps into `points` attributes of SVG polylines. */
export function polylines(trace: readonly Sample[], frame: Frame): readonly string[] {
  const end = trace.at(-1)?.atMs ?? 0;
  const lines: string[][] = [[]];
  let before = -Infinity;
  for (const { atMs, value } of trace) {
    if (value === null || atMs - before > SILENCE_MS) lines.push([]);
    before = atMs;
    if (value === null) continue;
    const x = frame.width * (1 - (end - atMs) / TRACE_MS);
    const y = heightOf(value, frame);
    lines.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  }
  return lines.filter((line) => line.length > 1).map((line) => line.join(' '));
}

/** Lowest and highest value of a trace, or null when it has none. */
export function traceRange(trace: readonly Sample[]): { low: number; high: number } | null {
  const values = trace.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };
}

/*
 * Functions that run in a page: sent as text, so that each uses its argument and the page's globals
 * only. Times are the page's `performance.now()`.
 */

/** A task that kept the page's thread for 50 ms or longer (W3C Long Tasks). */
export interface LongTask {
  readonly atMs: number;
  readonly ms: number;
}

/** What the page has noted of itself. */
export interface ScreenNotes {
  readonly longTasks: readonly LongTask[];
  /** Moments of the frames that were drawn. */
  readonly frames: readonly number[];
}

declare global {
  interface Window {
    screenNotes?: { longTasks: LongTask[]; frames: Float64Array; shown: number };
  }
}

/**
 * Notes long tasks, those since the page was loaded included, and every frame. A frame is asked for
 * each time, so that the page draws as often as the screen shows.
 *
 * @param most frames that are noted at most; their memory is taken at once, so that the notes
 *   themselves do not make the heap grow
 */
export function watchScreen(most: number): void {
  const notes = { longTasks: [] as LongTask[], frames: new Float64Array(most), shown: 0 };
  window.screenNotes = notes;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      notes.longTasks.push({ atMs: startTime, ms: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  const note = (atMs: number): void => {
    notes.frames[notes.shown] = atMs;
    notes.shown += 1;
    if (notes.shown < most) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

/** What was noted so far. */
export function readNotes(): ScreenNotes {
  const { longTasks = [], frames, shown = 0 } = window.screenNotes ?? {};
  return { longTasks, frames: [...(frames ?? []).slice(0, shown)] };
}

/**
 * Keeps the page's thread busy for `ms` and gives the longest task that was noted since then; 0 when
 * none was. Notes come after their task.
 */
export async function blockPage(ms: number): Promise<number> {
  const sinceMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 0));
  const beganMs = performance.now();
  while (performance.now() < beganMs + ms);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const later = (window.screenNotes?.longTasks ?? []).filter(({ atMs }) => atMs >= sinceMs);
  return Math.max(0, ...later.map((task) => task.ms));
}

/** Snapshots and live values that reach the station's page in `ms` milliseconds. */
export async function countMessages(ms: number): Promise<{ bench: number; live: number }> {
  const came = { bench: 0, live: 0 };
  const ends = [
    window.station.onBench(() => (came.bench += 1)),
    window.station.onLive(() => (came.live += 1)),
  ];
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const end of ends) end();
  return came;
}

import '../app/bench-page.ts';

/*
 * Functions that run in a page: sent as text, so that each uses its argument and the page's globals
 * only. Times are the page's clock, milliseconds since 1970.
 */

/** When a prompt came to the screen. */
export interface ScreenTimes {
  /** The bridge gave the snapshot to the page; null when that was not asked for. */
  readonly arrived: number | null;
  readonly inserted: number;
  readonly firstFrame: number;
  /** Second `requestAnimationFrame` after the insertion: the first frame has been drawn. */
  readonly secondFrame: number;
}

/**
 * Waits for the prompt of a parcel.
 *
 * @param watch `identity` that the screen must show with it, null for any; `bridge` also notes when
 *   the snapshot arrived, which costs one more copy of it
 */
export function promptShown(watch: {
  readonly identity: string | null;
  readonly bridge: boolean;
}): Promise<ScreenTimes> {
  const now = (): number => performance.timeOrigin + performance.now();
  return new Promise((resolve) => {
    let arrived: number | null = null;
    const end = watch.bridge
      ? window.station.onBench(({ session }) => {
          if (session?.identity?.canonical === watch.identity) arrived ??= now();
        })
      : () => {};
    const look = (): void => {
      if (document.querySelector('[data-testid="prompt"]') === null) return;
      const shown = document.querySelector('[data-testid="identity"]')?.textContent ?? '';
      if (watch.identity !== null && !shown.includes(watch.identity)) return;
      observer.disconnect();
      end();
      const inserted = now();
      requestAnimationFrame(() => {
        const firstFrame = now();
        requestAnimationFrame(() => {
          resolve({ arrived, inserted, firstFrame, secondFrame: now() });
        });
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** Resolves when the screen shows no prompt and the frame after that is drawn. */
export function promptGone(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector('[data-testid="prompt"]') === null) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/**
 * What two frames cost by themselves: at moments that have nothing to do with the frames, a text is
 * changed and two `requestAnimationFrame` are awaited.
 */
export async function frameFloor(times: number): Promise<number[]> {
  const mark = document.body.appendChild(document.createElement('div'));
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 50));
    const before = performance.now();
    mark.textContent = String(time);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - before);
  }
  mark.remove();
  return took;
}

/** Milliseconds between frames while each is asked for. */
export async function frameIntervals(times: number): Promise<number[]> {
  const at: number[] = [];
  for (let time = 0; time <= times; time += 1) {
    at.push(await new Promise<number>(requestAnimationFrame));
  }
  return at.slice(1).map((frame, before) => frame - (at[before] ?? frame));
}

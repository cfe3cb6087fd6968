import type { Clock } from '../../shared/clock.ts';

/**
 * Passes values on at most once per `intervalMs` milliseconds: the first at once, then the newest of
 * each interval. Older ones are dropped.
 */
export function coalesce<T>(
  intervalMs: number,
  clock: Clock,
  deliver: (value: T) => void,
): (value: T) => void {
  let resting = false;
  let newest: { readonly value: T } | undefined;

  const rest = (): void => {
    resting = true;
    clock.after(intervalMs, () => {
      resting = false;
      if (newest === undefined) return;
      const { value } = newest;
      newest = undefined;
      pass(value);
    });
  };

  const pass = (value: T): void => {
    rest();
    deliver(value);
  };

  return (value) => {
    if (resting) newest = { value };
    else pass(value);
  };
}

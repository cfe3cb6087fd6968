/** Silence that ends a burst of bytes: a word is sent in one go. */
const QUIET_AFTER_MS = 400;
/** Silence that must lie before a word. Words come every second; both together leave no gap unused. */
const QUIET_BEFORE_MS = 600;
/** Bytes of a burst that are kept; the rest is counted only. */
const MAX_KEPT = 64;

/** A burst of bytes between two silences. */
export interface Burst {
  readonly kind: 'word' | 'malformed';
  readonly bytes: Uint8Array;
  readonly detail: string;
  /** When its last byte arrived. */
  readonly atMs: number;
}

/**
 * Finds the words in a heartbeat stream, which has no framing but its time: exactly one word stands
 * alone in every second. Whatever is longer, shorter or too close to other bytes is malformed, so
 * that babble never becomes counts.
 */
export interface HeartbeatFramer {
  push(bytes: Uint8Array, nowMs: number): readonly Burst[];
  idle(nowMs: number): readonly Burst[];
  deadlineMs(): number | null;
}

/** Creates a framer for words of `width` bytes; the line is taken as quiet before. */
export function createHeartbeatFramer(width: 2 | 4): HeartbeatFramer {
  let kept: number[] = [];
  let length = 0;
  let lastMs = -Infinity;
  let quietBefore = true;

  const take = (kind: Burst['kind'], detail: string): Burst => ({
    kind,
    bytes: Uint8Array.from(kept),
    detail,
    atMs: lastMs,
  });

  /** A burst that is too long has been reported when it became so. */
  const close = (): readonly Burst[] => {
    if (length > width) return [];
    if (length < width) return [take('malformed', `partial word: ${length} of ${width} bytes`)];
    if (!quietBefore) return [take('malformed', 'word too soon after other bytes')];
    return [take('word', '')];
  };

  const deadlineMs = (): number | null => (length > 0 ? lastMs + QUIET_AFTER_MS : null);

  const idle = (nowMs: number): readonly Burst[] => {
    const deadline = deadlineMs();
    if (deadline === null || nowMs < deadline) return [];
    const bursts = close();
    kept = [];
    length = 0;
    return bursts;
  };

  return {
    push(bytes, nowMs) {
      const bursts = idle(nowMs);
      if (bytes.length === 0) return bursts;
      if (length === 0) quietBefore = nowMs - lastMs >= QUIET_BEFORE_MS;
      const wasTooLong = length > width;
      length += bytes.length;
      lastMs = nowMs;
      kept.push(...bytes.subarray(0, MAX_KEPT - kept.length));
      if (wasTooLong || length <= width) return bursts;
      return [...bursts, take('malformed', `more than a word of ${width} bytes in one second`)];
    },
    idle,
    deadlineMs,
  };
}

/** Replies have neither length nor terminator: silence ends them (devices of GQ-RFC1201/1801). */
const IDLE_MS = 150;
/** No reply of the conversation is longer than the 512 bytes of the configuration. */
const MAX_REPLY_BYTES = 1024;
/** Longest wait for the first byte. */
const FIRST_BYTE_MS = 1000;
/** Longest reply: 512 bytes at 9600 baud take 0.6 s. A line that never rests is babble. */
const MAX_REPLY_MS = 3000;

/** Collects the reply to one request. */
export interface ReplyCollector {
  push(bytes: Uint8Array, nowMs: number): void;
  /** The reply once it is complete; empty when none came. */
  poll(nowMs: number): Uint8Array | null;
  deadlineMs(): number;
}

/** Starts waiting for the reply to a request written at `askedMs`. */
export function createReplyCollector(askedMs: number): ReplyCollector {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let lastMs = askedMs;

  const deadlineMs = (): number =>
    length === 0 ? askedMs + FIRST_BYTE_MS : Math.min(lastMs + IDLE_MS, askedMs + MAX_REPLY_MS);

  return {
    push(bytes, nowMs) {
      if (bytes.length === 0) return;
      const taken = bytes.subarray(0, MAX_REPLY_BYTES - length);
      if (taken.length > 0) chunks.push(Uint8Array.from(taken));
      length += taken.length;
      lastMs = nowMs;
    },
    poll: (nowMs) => (nowMs < deadlineMs() ? null : Uint8Array.from(Buffer.concat(chunks))),
    deadlineMs,
  };
}

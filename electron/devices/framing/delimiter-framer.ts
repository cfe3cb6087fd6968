/** How a line-oriented instrument ends its frames. */
export interface DelimiterFramerOptions {
  /** Byte values that end a frame; each ends it alone, so CR LF gives a frame and an empty frame. */
  readonly delimiters: readonly number[];
  /** Longest frame in bytes, delimiter included; memory never grows beyond it. */
  readonly maxLength: number;
  /** Milliseconds of silence after which an unfinished frame is given up. */
  readonly idleMs: number;
}

/**
 * What the framer cut out of the stream: a whole `frame` with its delimiter, the head of an
 * `overflow` run (reported once; the rest of the run is dropped up to the next delimiter or
 * silence), or a `partial` frame that no delimiter ended.
 */
export interface Piece {
  readonly kind: 'frame' | 'overflow' | 'partial';
  readonly bytes: Uint8Array;
}

/** Cuts a byte stream at delimiters; any chunking gives the same pieces. */
export interface DelimiterFramer {
  /** Takes bytes that arrived at `nowMs`; silence since the last call is judged first. */
  push(bytes: Uint8Array, nowMs: number): Piece[];
  /** Judges silence at `nowMs`. */
  idle(nowMs: number): Piece[];
  /** The stream has ended: gives what is unfinished. */
  flush(): Piece[];
  /** When `idle` would have something to do, or null. */
  deadlineMs(): number | null;
}

/** Creates an empty framer. */
export function createDelimiterFramer(options: DelimiterFramerOptions): DelimiterFramer {
  const buffer = new Uint8Array(options.maxLength);
  const delimiters = new Set(options.delimiters);
  let length = 0;
  let overflowing = false;
  let lastByteMs = 0;

  const take = (kind: Piece['kind']): Piece => {
    const bytes = buffer.slice(0, length);
    length = 0;
    return { kind, bytes };
  };
  const flush = (): Piece[] => {
    overflowing = false;
    return length > 0 ? [take('partial')] : [];
  };
  const deadlineMs = (): number | null =>
    length > 0 || overflowing ? lastByteMs + options.idleMs : null;
  const idle = (nowMs: number): Piece[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };
  const accept = (byte: number): Piece | null => {
    const ends = delimiters.has(byte);
    if (overflowing) {
      overflowing = !ends;
      return null;
    }
    if (length === options.maxLength) {
      overflowing = !ends;
      return take('overflow');
    }
    buffer[length++] = byte;
    return ends ? take('frame') : null;
  };

  return {
    push(bytes, nowMs) {
      const pieces = idle(nowMs);
      for (const byte of bytes) {
        const piece = accept(byte);
        if (piece !== null) pieces.push(piece);
      }
      if (bytes.length > 0) lastByteMs = nowMs;
      return pieces;
    },
    idle,
    flush,
    deadlineMs,
  };
}

/** How frames of a fixed length are told from noise. */
export interface FixedFramerOptions {
  /** Bytes of a frame. */
  readonly length: number;
  /** Start byte, checksum and whatever else a frame must show. */
  isFrame(bytes: Uint8Array): boolean;
  /**
   * Frames in a row that are needed to find the frames again after noise: 2 where the check is so
   * short that chance passes it.
   */
  readonly proof: 1 | 2;
  /** Milliseconds of silence after which a new frame begins. */
  readonly idleMs: number;
}

/** A frame, or bytes that belong to none (at most 64 at once). */
export interface FixedPiece {
  readonly kind: 'frame' | 'noise';
  readonly bytes: Uint8Array;
}

/** Finds frames of a fixed length; any chunking gives the same pieces. */
export interface FixedFramer {
  /** Takes bytes that arrived at `nowMs`; silence since the last call is judged first. */
  push(bytes: Uint8Array, nowMs: number): readonly FixedPiece[];
  /** Judges silence at `nowMs`. */
  idle(nowMs: number): readonly FixedPiece[];
  /** The stream has ended: gives what is unfinished. */
  flush(): readonly FixedPiece[];
  /** When `idle` would have something to do, or null. */
  deadlineMs(): number | null;
}

/** Noise that is told in one piece; memory never grows beyond it and two frames. */
const MOST_NOISE = 64;

/**
 * Creates an empty framer. At the start, after silence and after a frame the next frame begins with
 * the next byte; after noise every offset is tried.
 */
export function createFixedFramer(options: FixedFramerOptions): FixedFramer {
  const { length, isFrame, proof, idleMs } = options;
  let held: number[] = [];
  let noise: number[] = [];
  let aligned = true;
  let lastByteMs = 0;

  const takeNoise = (): FixedPiece[] => {
    if (noise.length === 0) return [];
    const bytes = Uint8Array.from(noise);
    noise = [];
    return [{ kind: 'noise', bytes }];
  };
  const frameAt = (from: number): Uint8Array | null => {
    const bytes = Uint8Array.from(held.slice(from, from + length));
    return bytes.length === length && isFrame(bytes) ? bytes : null;
  };
  /** The frames that `held` begins with, all of them that are needed; else none. */
  const proven = (needed: number): readonly Uint8Array[] => {
    const frames = Array.from({ length: needed }, (_, index) => frameAt(index * length));
    const found = frames.filter((frame) => frame !== null);
    return found.length === needed ? found : [];
  };
  const accept = (byte: number): FixedPiece[] => {
    held.push(byte);
    const needed = aligned ? 1 : proof;
    if (held.length < needed * length) return [];
    const frames = proven(needed);
    if (frames.length > 0) {
      held = [];
      aligned = true;
      return [...takeNoise(), ...frames.map((bytes) => ({ kind: 'frame' as const, bytes }))];
    }
    aligned = false;
    const dropped = held.shift();
    if (dropped !== undefined) noise.push(dropped);
    return noise.length < MOST_NOISE ? [] : takeNoise();
  };
  const flush = (): FixedPiece[] => {
    const pieces: FixedPiece[] = [];
    for (const byte of held) {
      noise.push(byte);
      if (noise.length === MOST_NOISE) pieces.push(...takeNoise());
    }
    held = [];
    aligned = true;
    return [...pieces, ...takeNoise()];
  };
  const deadlineMs = (): number | null =>
    held.length + noise.length > 0 || !aligned ? lastByteMs + idleMs : null;
  const idle = (nowMs: number): FixedPiece[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };

  return {
    push(bytes, nowMs) {
      const pieces = idle(nowMs);
      for (const byte of bytes) pieces.push(...accept(byte));
      if (bytes.length > 0) lastByteMs = nowMs;
      return pieces;
    },
    idle,
    flush,
    deadlineMs,
  };
}

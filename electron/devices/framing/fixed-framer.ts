/** How frames of a fixed length are told from noise. */
export interface FixedFramerOptions {
  /** Bytes of a frame. */
  readonly length: number;
  /** Its first byte. */
  readonly start: number;
  /** Checksum and whatever else a frame must show. The bytes are lent. */
  isFrame(bytes: Uint8Array): boolean;
  /**
   * Frames in a row that are needed to find the frames again after noise: 2 where the check is so
   * short that chance passes it.
   */
  readonly proof: 1 | 2;
  /** Milliseconds of silence after which a new frame begins. */
  readonly idleMs: number;
}

/** A frame, or the first 64 bytes of a run that belongs to none; the rest of the run is dropped. */
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

/** Noise that is told of a run; memory never grows beyond it and two frames. */
const MOST_NOISE = 64;

/**
 * Creates an empty framer. At the start, after silence and after a frame the next frame begins with
 * the next byte; after noise every offset is tried.
 */
export function createFixedFramer(options: FixedFramerOptions): FixedFramer {
  const { length, start, isFrame, proof, idleMs } = options;
  const held = new Uint8Array(proof * length);
  const noise = new Uint8Array(MOST_NOISE);
  let heldBytes = 0;
  let noiseBytes = 0;
  let isTold = false;
  let aligned = true;
  let lastByteMs = 0;

  /** Tells the noise, once in a run. */
  const tellNoise = (pieces: FixedPiece[]): void => {
    if (noiseBytes > 0 && !isTold) {
      pieces.push({ kind: 'noise', bytes: noise.slice(0, noiseBytes) });
    }
    isTold = true;
  };
  const endNoise = (pieces: FixedPiece[]): void => {
    tellNoise(pieces);
    noiseBytes = 0;
    isTold = false;
  };
  const addNoise = (byte: number, pieces: FixedPiece[]): void => {
    if (isTold) return;
    noise[noiseBytes++] = byte;
    if (noiseBytes === MOST_NOISE) tellNoise(pieces);
  };
  /** Whether all that is held are frames. */
  const areFrames = (): boolean => {
    for (let at = 0; at < heldBytes; at += length) {
      if (held[at] !== start || !isFrame(held.subarray(at, at + length))) return false;
    }
    return true;
  };
  const accept = (byte: number, pieces: FixedPiece[]): void => {
    held[heldBytes++] = byte;
    if (heldBytes < (aligned ? length : held.length)) return;
    if (areFrames()) {
      endNoise(pieces);
      for (let at = 0; at < heldBytes; at += length) {
        pieces.push({ kind: 'frame', bytes: held.slice(at, at + length) });
      }
      heldBytes = 0;
      aligned = true;
      return;
    }
    aligned = false;
    addNoise(held[0] ?? 0, pieces);
    held.copyWithin(0, 1, heldBytes);
    heldBytes -= 1;
  };
  const flush = (): FixedPiece[] => {
    const pieces: FixedPiece[] = [];
    for (const byte of held.subarray(0, heldBytes)) addNoise(byte, pieces);
    endNoise(pieces);
    heldBytes = 0;
    aligned = true;
    return pieces;
  };
  const deadlineMs = (): number | null =>
    heldBytes + noiseBytes > 0 || !aligned ? lastByteMs + idleMs : null;
  const idle = (nowMs: number): FixedPiece[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };

  return {
    push(bytes, nowMs) {
      const pieces = idle(nowMs);
      for (const byte of bytes) accept(byte, pieces);
      if (bytes.length > 0) lastByteMs = nowMs;
      return pieces;
    },
    idle,
    flush,
    deadlineMs,
  };
}

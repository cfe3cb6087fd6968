/** A binary frame that begins with known bytes and tells its own length. */
export interface LengthFramerOptions {
  /** Every frame begins with these. */
  readonly sync: Uint8Array;
  /** Bytes of a frame that tell its length. */
  readonly headLength: number;
  /** Length of the whole frame, at most `maxLength`; null for a head that no frame has. */
  lengthOf(head: Uint8Array): number | null;
  /** Whether checksums and the like hold. */
  isValid(frame: Uint8Array): boolean;
  /** Longest frame in bytes; memory never grows beyond it. */
  readonly maxLength: number;
  /** Milliseconds of silence after which an unfinished frame is given up. */
  readonly idleMs: number;
}

/**
 * A valid `frame`; `damaged`: one of full length whose checksum does not hold, up to the next
 * beginning inside it; `noise` between frames (the first 64 bytes of a run, once); `partial`: an
 * unfinished frame that silence ended.
 */
export interface LengthPiece {
  readonly kind: 'frame' | 'damaged' | 'noise' | 'partial';
  readonly bytes: Uint8Array;
}

/** Cuts a byte stream into frames; any chunking gives the same pieces. */
export interface LengthFramer {
  push(bytes: Uint8Array, nowMs: number): LengthPiece[];
  idle(nowMs: number): LengthPiece[];
  /** The stream has ended: gives what is unfinished. */
  flush(): LengthPiece[];
  deadlineMs(): number | null;
}

/** Bytes of a run of noise that are kept. */
const KEPT_NOISE = 64;

/** Creates an empty framer. */
export function createLengthFramer(options: LengthFramerOptions): LengthFramer {
  const { sync, headLength, maxLength, idleMs } = options;
  const buffer = new Uint8Array(maxLength);
  let length = 0;
  let noise: number[] = [];
  let noiseTold = false;
  let lastByteMs = 0;

  const beginsAt = (at: number): boolean => {
    for (let index = 0; index < sync.length && at + index < length; index += 1) {
      if (buffer[at + index] !== sync[index]) return false;
    }
    return true;
  };
  /** Where the next frame may begin, after the first byte. */
  const nextBeginning = (end: number): number => {
    for (let at = 1; at < end; at += 1) if (beginsAt(at)) return at;
    return end;
  };
  const drop = (count: number): Uint8Array => {
    const dropped = buffer.slice(0, count);
    buffer.copyWithin(0, count, length);
    length -= count;
    return dropped;
  };
  const noisePiece = (): LengthPiece => {
    const bytes = Uint8Array.from(noise);
    noise = [];
    noiseTold = true;
    return { kind: 'noise', bytes };
  };
  const endNoise = (pieces: LengthPiece[]): void => {
    if (noise.length > 0) pieces.push(noisePiece());
    noiseTold = false;
  };
  const addNoise = (pieces: LengthPiece[], bytes: Uint8Array): void => {
    if (noiseTold) return;
    noise.push(...bytes.subarray(0, KEPT_NOISE - noise.length));
    if (noise.length === KEPT_NOISE) pieces.push(noisePiece());
  };

  const parse = (pieces: LengthPiece[]): void => {
    while (length > 0) {
      if (!beginsAt(0)) {
        addNoise(pieces, drop(nextBeginning(length)));
        continue;
      }
      if (length < headLength) return;
      const whole = options.lengthOf(buffer.subarray(0, headLength));
      if (whole === null) {
        addNoise(pieces, drop(nextBeginning(length)));
        continue;
      }
      if (length < whole) return;
      endNoise(pieces);
      const valid = options.isValid(buffer.subarray(0, whole));
      pieces.push({
        kind: valid ? 'frame' : 'damaged',
        bytes: drop(valid ? whole : nextBeginning(whole)),
      });
    }
  };

  const flush = (): LengthPiece[] => {
    const pieces: LengthPiece[] = [];
    while (length > 0) {
      endNoise(pieces);
      pieces.push({ kind: 'partial', bytes: drop(nextBeginning(length)) });
      parse(pieces);
    }
    endNoise(pieces);
    return pieces;
  };
  const deadlineMs = (): number | null =>
    length > 0 || noise.length > 0 || noiseTold ? lastByteMs + idleMs : null;
  const idle = (nowMs: number): LengthPiece[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };

  return {
    push(bytes, nowMs) {
      const pieces = idle(nowMs);
      for (const byte of bytes) {
        buffer[length++] = byte;
        parse(pieces);
      }
      if (bytes.length > 0) lastByteMs = nowMs;
      return pieces;
    },
    idle,
    flush,
    deadlineMs,
  };
}

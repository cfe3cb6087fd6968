import type { StreamFramer } from '../../streaming-driver.ts';

/** The longest frame: STX, 3 status words, 6 + 6 digits, CR, checksum. */
const MAX_FRAME = 18;
/** Silence that ends a frame as the next STX would: a slow stream sends four frames a second. */
const IDLE_MS = 300;

const STX = 0x02;

/** Bytes from one STX up to the next, or bytes that no STX begins; the parity bit is still there. */
export type Section = Uint8Array;

/**
 * Cuts the stream at its STX, since only the distance of the next one tells a frame with checksum
 * from one without. The checksum may be an STX itself: of two in a row the first is the checksum,
 * because a status word follows an STX and is never one. At most 19 bytes are kept.
 */
export function createContinuousFramer(): StreamFramer<Section> {
  let section: number[] = [];
  /** The last byte of the section is an STX, and the next byte tells whose it is. */
  let endsWithStx = false;
  /** A run without STX has been reported and is dropped up to the next one. */
  let overflowing = false;
  let lastByteMs = 0;

  const take = (): Section[] => {
    const bytes = Uint8Array.from(section);
    section = [];
    endsWithStx = false;
    return bytes.length > 0 ? [bytes] : [];
  };
  const begin = (byte: number): void => {
    section = [byte];
    overflowing = false;
  };

  const accept = (byte: number): Section[] => {
    const isStx = (byte & 0x7f) === STX;
    if (overflowing) {
      if (isStx) begin(byte);
      return [];
    }
    if (endsWithStx && isStx) {
      const cut = take();
      begin(byte);
      return cut;
    }
    if (endsWithStx) {
      const stx = section.pop() ?? STX;
      const cut = take();
      section = [stx, byte];
      return cut;
    }
    section.push(byte);
    endsWithStx = isStx && section.length > 1;
    if (section.length <= MAX_FRAME || endsWithStx) return [];
    overflowing = true;
    return take();
  };

  const flush = (): Section[] => {
    overflowing = false;
    return take();
  };
  const deadlineMs = (): number | null =>
    section.length > 0 || overflowing ? lastByteMs + IDLE_MS : null;
  const idle = (nowMs: number): Section[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };

  return {
    push(bytes, nowMs) {
      const cuts = idle(nowMs);
      for (const byte of bytes) cuts.push(...accept(byte));
      if (bytes.length > 0) lastByteMs = nowMs;
      return cuts;
    },
    idle,
    flush,
    deadlineMs,
  };
}

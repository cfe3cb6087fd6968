import type { LineSettings } from '../../../shared/measure/instrument.ts';

/*
 * Bytes as an asynchronous line carries them: idle is one, a start bit zero, data least significant bit
 * first, parity if any, stop bits one. A receiver at another speed samples at the wrong moments, and what
 * it makes of that is what a real adapter makes of it.
 */

/** The bits of bytes that follow each other at once, one for each bit time of the sender. */
export function bitsOf(bytes: Uint8Array, settings: LineSettings): boolean[] {
  const bits: boolean[] = [];
  for (const byte of bytes) {
    const data = Array.from({ length: settings.dataBits }, (_, bit) => (byte & (1 << bit)) !== 0);
    bits.push(false, ...data);
    const odd = data.filter(Boolean).length % 2 === 1;
    if (settings.parity !== 'none') bits.push(settings.parity === 'even' ? odd : !odd);
    for (let stop = 0; stop < settings.stopBits; stop += 1) bits.push(true);
  }
  return bits;
}

/**
 * What a receiver with these settings reads from bits. A byte without its stop bit is dropped and a
 * parity bit is not checked: so Linux does it with the flags of the binding (IGNPAR without INPCK).
 * @param baudRate of the sender
 */
export function bytesOfBits(
  bits: readonly boolean[],
  baudRate: number,
  settings: LineSettings,
): Uint8Array {
  // Length of a receiver's bit in bit times of the sender.
  const step = baudRate / settings.baudRate;
  const isHigh = (time: number): boolean => bits[Math.floor(time)] ?? true;
  const parityBits = settings.parity === 'none' ? 0 : 1;
  const bytes: number[] = [];
  let time = 0;
  while (time < bits.length) {
    const start = nextFall(bits, time);
    if (start === null) break;
    if (isHigh(start + step / 2)) {
      // Too short for a start bit.
      time = start + 1;
      continue;
    }
    let byte = 0;
    for (let bit = 0; bit < settings.dataBits; bit += 1) {
      if (isHigh(start + step * (bit + 1.5))) byte |= 1 << bit;
    }
    time = start + step * (settings.dataBits + parityBits + 1.5);
    if (isHigh(time)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** Where the line next falls from one to zero; before the first bit it is one. */
function nextFall(bits: readonly boolean[], time: number): number | null {
  for (let at = Math.ceil(time); at < bits.length; at += 1) {
    if (bits[at] === false && (bits[at - 1] ?? true)) return at;
  }
  return null;
}

/** How many of the eight bits are set. */
function countOnes(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/**
 * The seven data bits of bytes that a 7-bit instrument sent over a line read with eight: the eighth
 * bit is its parity. Null when the eighth bits are neither all clear (8N1 or 7-bit line), all set
 * (mark) nor the even or odd parity of every byte: then a bit was flipped on the line.
 */
export function stripParity(bytes: Uint8Array): Uint8Array | null {
  const ones = Array.from(bytes, countOnes);
  const consistent =
    bytes.every((byte) => byte < 0x80) ||
    bytes.every((byte) => byte >= 0x80) ||
    ones.every((count) => count % 2 === 0) ||
    ones.every((count) => count % 2 === 1);
  return consistent ? bytes.map((byte) => byte & 0x7f) : null;
}

/** Bytes as megabytes (1,000,000 bytes) with one decimal, as file managers show them. */
export function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

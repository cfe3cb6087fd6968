import type { LineFormat } from '../scan-lines.ts';
import { readScan } from '../scan-text.ts';
import type { ScanMessage } from '../scan-text.ts';

/** Bytes that end a scan, each alone: TAB, LF, CR, ETX. */
const TERMINATORS: readonly number[] = [0x09, 0x0a, 0x0d, 0x03];

const NUL = 0x00;
const STX = 0x02;

/** Reads one line with its terminator; NULs before it (KDC readers) and STX are framing. */
export function decodeLine(line: Uint8Array): ScanMessage {
  let start = 0;
  while (line[start] === NUL) start += 1;
  if (line[start] === STX) start += 1;
  return readScan(line.subarray(start, -1));
}

/** Lines of any vendor: optional NULs and STX, the code, CR, LF, CR LF, TAB or ETX. */
export const SCAN_LINE: LineFormat = {
  terminators: TERMINATORS,
  createDecoder: () => decodeLine,
};

import type { RawBytes, RawChunk } from '../../shared/bridge/devices-messages.ts';

/** Sixteen bytes at most, as a row of the raw view. */
export interface RawRow {
  readonly key: number;
  readonly from: RawChunk['from'];
  /** `14:03:22.187`, local time. */
  readonly time: string;
  /** `53 20 53`. */
  readonly hex: string;
  /** Printable ASCII as it is, control characters by name, `<CR>`, other bytes as a dot. */
  readonly text: string;
  readonly bytes: number;
}

const ROW_BYTES = 16;
/** Bytes and rows that are kept; older ones go. */
const MOST_BYTES = 4096;
const MOST_ROWS = 200;
/** Control characters by their names in ISO/IEC 646 (ASCII), 0x00 to 0x1F. */
const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** Bytes as people read them. */
export function asText(bytes: readonly number[]): string {
  return bytes
    .map((byte) => {
      if (byte < 0x20) return `<${NAMES[byte] ?? ''}>`;
      if (byte === 0x7f) return '<DEL>';
      return byte < 0x7f ? String.fromCharCode(byte) : '·';
    })
    .join('');
}

/** Bytes of lower-case hex without blanks. */
export function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** Pairs of hex digits with blanks between them. */
export function spacedHex(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ');
}

function timeOf(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const milliseconds = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${milliseconds}`;
}

/**
 * Rows with the bytes of a message before them: the newest comes first.
 * @param nowMs UTC; the message has the time of another process, of which only differences count
 */
export function addRaw(rows: readonly RawRow[], raw: RawBytes, nowMs: number): readonly RawRow[] {
  const last = raw.chunks.at(-1)?.atMs ?? 0;
  let key = rows[0]?.key ?? 0;
  const added = raw.chunks.flatMap(({ from, hex, atMs }) => {
    const bytes = bytesOf(hex);
    const time = timeOf(nowMs - (last - atMs));
    const parts: RawRow[] = [];
    for (let at = 0; at < bytes.length; at += ROW_BYTES) {
      const part = bytes.slice(at, at + ROW_BYTES);
      const spaced = spacedHex(hex.slice(2 * at, 2 * (at + ROW_BYTES)));
      parts.push({
        key: (key += 1),
        from,
        time,
        hex: spaced,
        text: asText(part),
        bytes: part.length,
      });
    }
    return parts;
  });
  let bytes = 0;
  return [...added.reverse(), ...rows].filter((row, at) => {
    bytes += row.bytes;
    return at < MOST_ROWS && bytes <= MOST_BYTES;
  });
}

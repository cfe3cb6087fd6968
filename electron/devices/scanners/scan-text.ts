import { toPrintable } from '../framing/wire-bytes.ts';

/** What the bytes of one code say. */
export type ScanMessage =
  | {
      readonly kind: 'scan';
      readonly text: string;
      readonly aim: string | null;
      /** Bytes ahead that belong to an answer before it, not to the code; 0 when left out. */
      readonly ahead?: number;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** ISO/IEC 15424: flag, code letter, modifier digit. */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9]/;

/**
 * Control characters inside a code: all but EOT, GS and RS, which GS1 element strings and
 * ISO/IEC 15434 envelopes use. Others are line noise.
 */
// eslint-disable-next-line no-control-regex
const NOISE = /[\u0000-\u0003\u0005-\u001c\u001f\u007f-\u009f]/;

/** UTF-8 when it is valid UTF-8, Latin-1 otherwise: readers do not say which they send. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Reads the bytes of one code without framing. Blanks and GS are data and stay. */
export function readScan(bytes: Uint8Array): ScanMessage {
  if (bytes.length === 0) return { kind: 'empty' };
  const line = decodeText(bytes);
  if (NOISE.test(line)) {
    return { kind: 'malformed', detail: `control characters in a code: "${toPrintable(bytes)}"` };
  }
  const aim = AIM_IDENTIFIER.exec(line)?.[0] ?? null;
  const text = aim === null ? line : line.slice(aim.length);
  if (text === '') return { kind: 'malformed', detail: `identifier ${aim ?? ''} without data` };
  return { kind: 'scan', text, aim };
}

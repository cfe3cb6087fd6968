import type { FaultCode, Observation } from '../../../shared/measure/reading.ts';
import type { Piece } from '../framing/delimiter-framer.ts';
import { faultOf, toPrintable } from '../framing/wire-bytes.ts';

/** A message that is no weight. */
export type OtherMessage =
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly detail: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** The observation in a piece that is no whole frame; null for a frame. */
export function observeFragment({ kind, bytes }: Piece): readonly Observation[] | null {
  if (kind === 'frame') return null;
  const detail =
    kind === 'overflow'
      ? `no end within ${bytes.length} bytes`
      : `partial: "${toPrintable(bytes)}" without end`;
  return [faultOf('malformed', bytes, detail)];
}

/** The observation in a message that is no weight: none, or a fault. */
export function observeOther(message: OtherMessage, bytes: Uint8Array): readonly Observation[] {
  if (message.kind === 'other') return [];
  const code = message.kind === 'fault' ? message.code : 'malformed';
  return [faultOf(code, bytes, message.detail)];
}

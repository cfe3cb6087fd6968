import type { Fault } from '../../../shared/measure/reading.ts';
import { faultOf } from '../framing/wire-bytes.ts';

/** Where frames come from: a line whose next frame will tell, or a recording that may hold one only. */
export type FrameSource = 'live' | 'recording';

/** What is to be said instead of the weight in this frame: nothing, a fault, or null: read it. */
export type ShapeGuard = (shape: string, bytes: Uint8Array) => 'done' | Fault | null;

const CHANGED =
  'another shape than the weight before: a byte was lost, or the scale was switched over';

/**
 * Whether a frame has the shape of those before it. These protocols have no checksum, and a frame
 * that has lost a byte may look whole: the first of another shape is refused, the second of the same
 * kind is taken, since somebody may have switched unit or decimals. The very first one of a live line
 * is not told either: it may be the damaged one. A shape is all of a frame that changes when a byte is
 * lost, its length first.
 */
export function createShapeGuard(source: FrameSource): ShapeGuard {
  let usual: string | null = null;
  let other: string | null = null;
  return (shape, bytes) => {
    if (usual === null && source === 'recording') usual = shape;
    if (shape === usual || shape === other) {
      usual = shape;
      other = null;
      return null;
    }
    const isFirst = usual === null && other === null;
    other = shape;
    return isFirst ? 'done' : faultOf('malformed', bytes, CHANGED);
  };
}

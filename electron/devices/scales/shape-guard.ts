/**
 * Whether a frame has the shape of those before it. These protocols have no checksum, and a frame
 * that has lost a byte may look whole: the first of another shape is refused, the second of the same
 * kind is taken, since somebody may have switched unit or decimals. A shape is all of a frame that
 * changes when a byte is lost, its length first.
 */
export function createShapeGuard(): (shape: string) => boolean {
  let usual: string | null = null;
  let other: string | null = null;
  return (shape) => {
    usual ??= shape;
    const accepted = shape === usual || shape === other;
    if (accepted) usual = shape;
    other = accepted ? null : shape;
    return accepted;
  };
}

/** What a refused frame is told as. */
export const SHAPE_CHANGED =
  'another shape than the weight before: a byte was lost, or the scale was switched over';

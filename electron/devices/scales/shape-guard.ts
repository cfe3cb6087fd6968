/**
 * Whether a frame has the shape of those before it. These protocols have no checksum, and a frame
 * that has lost a digit may look whole: the first of another shape is refused, the second of the same
 * kind is taken, since somebody may have switched unit or decimals.
 */
export function createShapeGuard(): (shape: number) => boolean {
  let usual: number | null = null;
  let other: number | null = null;
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
  'another number of places than before: a digit was lost, or the unit was switched';

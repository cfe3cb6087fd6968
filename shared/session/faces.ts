import type { FaceResult } from './events.ts';

/** Faces that a distributed source shows alike: over the background, at contact, within this factor. */
const ALIKE = 2;

/** Whether what faces add to the background, in uSv/h, is alike. */
export function alikeWithin(rates: readonly number[]): boolean {
  return Math.max(...rates) <= ALIKE * Math.min(...rates);
}

/** The latest result of each face. A reading at 1 m is of the parcel, and of no face. */
export function latestByFace(finished: readonly FaceResult[]): readonly FaceResult[] {
  const near = finished.filter(({ distance }) => distance !== '1m');
  return [...new Map(near.map((result) => [result.face, result])).values()];
}

/** The latest result at contact of each face. */
export function contactFaces(finished: readonly FaceResult[]): readonly FaceResult[] {
  return latestByFace(finished).filter(({ distance }) => distance === 'contact');
}

import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/records/canonical.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';

/**
 * One line for an event: number, hash, and a digest of the body with its personal values open, so
 * that a value whose key was lost differs.
 */
export function acknowledgement({ seq, hash, body }: RecordedEvent): string {
  const opened = createHash('sha256').update(canonicalJson(body)).digest('hex');
  return `${seq} ${hash} ${opened}\n`;
}

import { createHash, hash } from 'node:crypto';
import { hashPrefix } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { EventHeader } from '../../../shared/records/event.ts';

/** Hash of an event as lower-case hex; the form is defined at `hashPrefix`. */
export function chainHash(prev: string, header: EventHeader, body: string | Uint8Array): string {
  const prefix = hashPrefix(prev, header);
  if (typeof body === 'string') return hash('sha256', prefix + body);
  return createHash('sha256').update(prefix).update(body).digest('hex');
}

/** Completes an event into a link of the chain. */
export function chainEvent(prev: string, header: EventHeader, bodyText: string): ChainedEvent {
  return { header, bodyText, prev, hash: chainHash(prev, header, bodyText) };
}

/** Whether an event follows `prev` as number `seq` and its hash is right. */
export function isNextLink(event: ChainedEvent, seq: number, prev: string): boolean {
  return (
    event.header.seq === seq &&
    event.prev === prev &&
    event.hash === chainHash(prev, event.header, event.bodyText)
  );
}

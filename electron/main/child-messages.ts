import type { CoreMessage, Envelope } from '../../shared/bridge/envelope.ts';

type Reply = Extract<CoreMessage, { kind: 'reply' }>;
type Event = Extract<CoreMessage, { kind: 'event' }>;

/** True for the message with which a child says that it can be used. */
export function isReady(message: unknown): boolean {
  return isRecord(message) && message['kind'] === 'ready';
}

/** The message as the answer to a call; undefined when it is something else. */
export function replyOf(message: unknown): Reply | undefined {
  if (!isRecord(message) || message['kind'] !== 'reply') return undefined;
  const { id, reply } = message;
  if (typeof id !== 'number') return undefined;
  if (isEnvelope(reply)) return { kind: 'reply', id, reply };
  const error = {
    code: 'malformed-reply',
    message: 'The answer could not be read. Look at the screen before repeating.',
  };
  return { kind: 'reply', id, reply: { ok: false, error } };
}

/** The message as an event; undefined when it is something else. */
export function eventOf(message: unknown): Event | undefined {
  if (!isRecord(message) || message['kind'] !== 'event') return undefined;
  const { event, payload } = message;
  return typeof event === 'string' ? { kind: 'event', event, payload } : undefined;
}

function isEnvelope(value: unknown): value is Envelope<unknown> {
  if (!isRecord(value)) return false;
  if (value['ok'] === true) return 'value' in value;
  const error = value['error'];
  if (value['ok'] !== false || !isRecord(error)) return false;
  return typeof error['code'] === 'string' && typeof error['message'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import type { Json, RecordedEvent } from '../../../shared/records/event.ts';

type Body = RecordedEvent['body'];

/** A text of a recorded body; empty when there is none of that name. */
export function textOf(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** A number of a recorded body, or null. */
export function numberOf(body: Body, name: string): number | null {
  const value = body[name];
  return typeof value === 'number' ? value : null;
}

/** A member that is an object, or an empty one. */
export function objectOf(body: Body, name: string): Body {
  const value = body[name];
  return isObject(value) ? value : {};
}

/** The members of a list that are objects. */
export function objectsOf(body: Body, name: string): Body[] {
  const value = body[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The members of a list that are texts. */
export function textsOf(body: Body, name: string): string[] {
  const value = body[name];
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}

/** Free text that was sealed; `erased` where its key is gone, empty when nothing was said. */
export function freeTextOf(body: Body, name: string, erased: string): string {
  const value = body[name];
  return isObject(value) && value['personal'] === null ? erased : textOf(body, name);
}

function isObject(value: Json | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { hasPersonal } from '../../../shared/identifiers/gs1-elements.ts';
import type { Identity } from '../../../shared/identifiers/identity.ts';
import { BLANK_ITEM } from '../../../shared/manifest/blank-item.ts';
import { withMinorValue } from '../../../shared/manifest/currencies.ts';
import { PERSONAL_COLUMNS, type ManifestItem } from '../../../shared/manifest/item.ts';
import {
  isAlarmCategory,
  isNuclide,
  type OutsideMeasurement,
} from '../../../shared/measure/outside-measurement.ts';
import type { PartiesLookedUp } from '../../../shared/parties/looked-up.ts';
import type { Body, Json, NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { SessionEvent } from '../../../shared/session/events.ts';
import { apply, NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';

type JsonObject = { readonly [name: string]: Json };

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_COLUMNS);

function sealItem(item: ManifestItem): Body {
  const sealed = Object.entries(item).map(([column, value]) => [
    column,
    PERSONAL.has(column) && value !== null ? { personal: value as Json } : (value as Json),
  ]);
  return { ...(Object.fromEntries(sealed) as Body), lines: item.lines.map(sealLine) as never };
}

/** A description is free text: it may say for whom the goods are. */
function sealLine(line: ManifestItem['lines'][number]): Body {
  const { description } = line;
  return { ...line, description: description === null ? null : { personal: description } };
}

/** The key of the item stays: lists and look-ups go by it. */
function sealIdentity(identity: Identity): Body {
  const { elements, wholeKey, fields } = identity;
  const postcode = fields?.['postcode'];
  return {
    ...(identity as unknown as JsonObject),
    ...(elements && { elements: { personal: elements as unknown as Json } }),
    ...(wholeKey !== undefined && { wholeKey: { personal: wholeKey } }),
    ...(postcode !== undefined && { fields: { ...fields, postcode: { personal: postcode } } }),
  };
}

/** A text as personal, unless it is of a form that names nobody. */
function sealText(text: string | null, inClear: (text: string) => boolean = () => false): Json {
  return text === null || inClear(text) ? text : { personal: text };
}

const isFigure = (text: string): boolean => /^[<>=~]? ?\d{1,4}(?:[.,]\d{1,6})? ?%?$/.test(text);

/** What an instrument says in its own words may say who stood beside it. */
function sealMeasurement(measurement: OutsideMeasurement): Body {
  const { alarms, nuclides, remark } = measurement;
  return {
    ...(measurement as unknown as JsonObject),
    alarms: alarms.map(({ category, description }) => ({
      category: sealText(category, isAlarmCategory),
      description: sealText(description),
    })),
    nuclides: nuclides.map(({ name, confidence, category }) => ({
      name: sealText(name, isNuclide),
      confidence: sealText(confidence, isFigure),
      category: sealText(category),
    })),
    remark: sealText(remark),
  } as Body;
}

/** Which entry of which list stays readable; the names that met there do not. */
function sealParties(found: PartiesLookedUp): Body {
  const hits = found.hits.map((hit) => ({
    ...hit,
    declared: sealText(hit.declared),
    listed: sealText(hit.listed),
  }));
  return { ...(found as unknown as JsonObject), hits } as Body;
}

/**
 * Marks names, addresses, postcodes and free text, also those of a label, as personal, so that the store keeps them
 * as ciphertext.
 */
export function toNewEvent(event: SessionEvent, session: string, actor: string): NewEvent {
  return { kind: event.kind, session, actor, body: toBody(event) };
}

function toBody(event: SessionEvent): Body {
  switch (event.kind) {
    case 'declaration-found':
    case 'declaration-entered':
      return {
        ...(event.body as unknown as JsonObject),
        item: sealItem(event.body.item) as Json,
      };
    case 'identity-read': {
      const { identity, text, raw } = event.body;
      const body = event.body as unknown as JsonObject;
      if (!hasPersonal(identity)) return body as Body;
      return {
        ...body,
        identity: sealIdentity(identity) as Json,
        text: { personal: text },
        raw: { personal: raw },
      };
    }
    case 'parties-looked-up':
      return sealParties(event.body);
    case 'referral-answered':
      return { ...event.body, note: sealText(event.body.note) };
    case 'outside-measurement-found':
      return sealMeasurement(event.body);
    case 'command-refused':
    case 'identity-refused':
      return { ...event.body, text: { personal: event.body.text } };
    case 'decided': {
      const { override, reason } = event.body;
      const sealed = reason === null ? null : { personal: reason };
      return {
        ...(event.body as unknown as JsonObject),
        override: (override === null ? null : { reason: sealed }) as Json,
        reason: sealed as Json,
      };
    }
    case 'session-closed':
      return {
        how: event.body.how,
        reason: event.body.reason === null ? null : { personal: event.body.reason },
      };
    default:
      return event.body as unknown as Body;
  }
}

/** A value whose key was erased reads as `{ personal: null }`; the session sees a blank. */
function blankErased(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(blankErased);
  if ('personal' in value) return null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, blankErased(part)]));
}

/** Without the mark that the store gives each event of a training station. */
function unmarked(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'training'));
}

/** Events about a session that are no part of it (`electron/core/review`). */
const SAID_LATER: ReadonlySet<string> = new Set([
  'annotated',
  'outcome-corrected',
  'legal-hold-placed',
  'legal-hold-lifted',
]);

/** A nuclide whose name was erased is still one that was found. */
function withNames(body: OutsideMeasurement): OutsideMeasurement {
  const nuclides = body.nuclides.map((nuclide) => ({
    ...nuclide,
    name: (nuclide.name as string | null) ?? '?',
  }));
  return { ...body, nuclides };
}

/** What was recorded before the model had all of its fields, or has lost some by erasure. */
function withAllFields(event: SessionEvent): SessionEvent {
  if (event.kind === 'outside-measurement-found') {
    return { ...event, body: withNames(event.body) };
  }
  if (event.kind !== 'declaration-found' && event.kind !== 'declaration-entered') return event;
  const { lines, ...recorded } = event.body.item;
  const item = { ...BLANK_ITEM, ...recorded, lines: lines.map((line) => withMinorValue(line)) };
  return { ...event, body: { ...event.body, item } } as SessionEvent;
}

/** A label whose personal parts were erased has none: a blank is no key to look up. */
function withoutErased(event: SessionEvent): SessionEvent {
  if (event.kind !== 'identity-read') return event;
  const parts = Object.entries(event.body.identity).filter(([, part]) => part !== null);
  const identity = Object.fromEntries(parts) as unknown as Identity;
  return { ...event, body: { ...event.body, identity } };
}

/** The state of a session: the fold of what was recorded of it. */
export function foldRecorded(events: readonly RecordedEvent[]): SessionState {
  return events
    .filter(({ kind }) => !SAID_LATER.has(kind))
    .map(
      ({ kind, body }) => ({ kind, body: blankErased(unmarked(body)) }) as unknown as SessionEvent,
    )
    .map(withAllFields)
    .map(withoutErased)
    .reduce(apply, NEW_SESSION);
}

import { z } from 'zod';
import { OUTCOMES, SEVERITIES } from '../../../shared/words.ts';
import type { Json } from '../../../shared/records/event.ts';

/** What the projections need of a body; bodies may carry more. */
const BODIES = {
  'shift-opened': z.object({ shift: z.string(), officer: z.string() }),
  'shift-closed': z.object({ shift: z.string() }),
  'session-opened': z.object({}),
  'identity-read': z.object({ identity: z.object({ scheme: z.string(), canonical: z.string() }) }),
  prompted: z.object({
    rule: z.string(),
    version: z.int(),
    severity: z.enum(SEVERITIES),
    result: z.enum(['true', 'false', 'unknown']),
  }),
  decided: z.object({
    item: z.string(),
    outcome: z.enum(OUTCOMES),
    override: z.looseObject({}).nullable(),
  }),
  'session-closed': z.object({ how: z.enum(['decided', 'put-aside']) }),
  'manifest-activated': z.object({ generation: z.string(), file: z.string(), items: z.int() }),
} as const;

type Bodies = { [kind in keyof typeof BODIES]: z.infer<(typeof BODIES)[kind]> };

/** An event that the projections understand. */
export type KnownEvent = {
  [kind in keyof Bodies]: { readonly kind: kind; readonly body: Bodies[kind] };
}[keyof Bodies];

/** Kinds that belong to a session and make no sense without one. */
const NEEDS_SESSION: ReadonlySet<string> = new Set([
  'session-opened',
  'identity-read',
  'prompted',
  'decided',
  'session-closed',
]);

/**
 * Reads an event for the projections: null for a kind that they do not know.
 *
 * @throws Error when a known kind has another body than this version writes; a bug of the writer
 */
export function knownEvent(kind: string, body: Json, session: string | null): KnownEvent | null {
  if (!isKnown(kind)) return null;
  const parsed = BODIES[kind].safeParse(body);
  if (!parsed.success) throw new Error(`event ${kind}: ${z.prettifyError(parsed.error)}`);
  if (NEEDS_SESSION.has(kind) && session === null) throw new Error(`event ${kind} has no session`);
  return { kind, body: parsed.data } as KnownEvent;
}

function isKnown(kind: string): kind is keyof Bodies {
  return Object.hasOwn(BODIES, kind);
}

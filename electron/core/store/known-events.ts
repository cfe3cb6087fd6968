import { z } from 'zod';
import { ROLES as PARTY_ROLES } from '../../../shared/parties/party.ts';
import { CONTACTS } from '../../../shared/parties/pattern.ts';
import { SHIFT_CHECKS } from '../../../shared/bridge/intents.ts';
import { ROLES } from '../../../shared/people/roles.ts';
import { OUTCOMES, SEVERITIES } from '../../../shared/words.ts';
import type { Json } from '../../../shared/records/event.ts';

const fault = z.object({ instrument: z.string(), code: z.string() });
const seq = z.int().positive();
const country = z.string().nullable().default(null);
/** A declaration, as far as its route goes; what was recorded without one says nothing of it. */
const declaration = z.object({
  item: z
    .object({
      dispatch_country: country,
      origin_country: country,
      sender_country: country,
      destination_country: country,
      addressee_country: country,
    })
    .exactOptional(),
});

/** A party by its fingerprints; records of older versions have none of the name alone. */
const party = z.object({ fingerprint: z.string(), nameFingerprint: z.string().exactOptional() });

/** What the projections need of a body; bodies may carry more. */
const BODIES = {
  'person-added': z.object({ badge: z.string(), role: z.enum(ROLES) }),
  'person-changed': z.object({ badge: z.string(), role: z.enum(ROLES), active: z.boolean() }),
  'shift-opened': z.object({ shift: z.string(), officer: z.string() }),
  'shift-check': z.object({
    check: z.enum(SHIFT_CHECKS),
    result: z.enum(['pass', 'fail', 'skipped']),
  }),
  'shift-closed': z.object({ shift: z.string() }),
  'shift-countersigned': z.object({ shift: z.string(), by: z.string() }),
  'session-opened': z.object({}),
  'identity-read': z.object({
    identity: z.object({ scheme: z.string(), canonical: z.string() }),
    source: z.string(),
    by: z.string().exactOptional(),
  }),
  'declaration-found': declaration,
  'declaration-entered': declaration,
  'parties-looked-up': z.object({
    sender: party.nullable(),
    addressee: party.nullable(),
    pattern: z.object({
      value: z.object({ currency: z.string(), minor: z.int() }).nullable(),
      contacts: z.array(
        z.object({
          party: z.enum(PARTY_ROLES),
          contact: z.enum(CONTACTS),
          fingerprint: z.string(),
        }),
      ),
    }),
    licences: z
      .object({
        cover: z.array(
          z.object({
            number: z.string(),
            unit: z.string().nullable(),
            amount: z.number().nullable(),
          }),
        ),
      })
      .nullable(),
  }),
  prompted: z.object({
    rule: z.string(),
    version: z.int(),
    severity: z.enum(SEVERITIES),
    result: z.enum(['true', 'false', 'unknown']),
    sector: z.string().exactOptional(),
  }),
  'fault-raised': fault,
  /** A fault while no item was open. */
  'instrument-fault': fault,
  decided: z.object({
    item: z.string(),
    outcome: z.enum(OUTCOMES),
    override: z.looseObject({}).nullable(),
    found: z
      .object({
        categories: z.array(z.string()),
        method: z.string().nullable(),
        concealment: z.string().nullable(),
      })
      .exactOptional(),
  }),
  'session-closed': z.object({ how: z.enum(['decided', 'put-aside']) }),
  'outcome-corrected': z.object({ of: seq, item: z.string(), outcome: z.enum(OUTCOMES) }),
  annotated: z.object({ of: seq }),
  'legal-hold-placed': z.object({}),
  'legal-hold-lifted': z.object({}),
  purged: z.object({ keys: z.array(z.string()) }),
  'clock-jumped': z.object({ byMs: z.int() }),
  'background-taken': z.object({
    counts: z.number(),
    seconds: z.number(),
    basis: z.string().optional(),
  }),
  'manifest-activated': z.object({ generation: z.string(), file: z.string(), items: z.int() }),
} as const;

type Bodies = { [kind in keyof typeof BODIES]: z.infer<(typeof BODIES)[kind]> };

/** An event that the projections understand. */
export type KnownEvent = {
  [kind in keyof Bodies]: { readonly kind: kind; readonly body: Bodies[kind] };
}[keyof Bodies];
export type BodyOf<kind extends keyof Bodies> = Bodies[kind];

/** Kinds that belong to a session and make no sense without one. */
const NEEDS_SESSION: ReadonlySet<string> = new Set([
  'session-opened',
  'identity-read',
  'declaration-found',
  'declaration-entered',
  'parties-looked-up',
  'prompted',
  'fault-raised',
  'decided',
  'session-closed',
  'outcome-corrected',
  'legal-hold-placed',
  'legal-hold-lifted',
]);

/**
 * Reads an event for the projections: null for a kind that they do not know.
 *
 * @throws Error when a known kind has another body than this version writes; a bug of the writer
 */
export function knownEvent(
  kind: string,
  bodyText: string,
  session: string | null,
): KnownEvent | null {
  if (!isKnown(kind)) return null;
  const parsed = BODIES[kind].safeParse(JSON.parse(bodyText) as Json);
  if (!parsed.success) throw new Error(`event ${kind}: ${z.prettifyError(parsed.error)}`);
  if (NEEDS_SESSION.has(kind) && session === null) throw new Error(`event ${kind} has no session`);
  return { kind, body: parsed.data } as KnownEvent;
}

function isKnown(kind: string): kind is keyof Bodies {
  return Object.hasOwn(BODIES, kind);
}

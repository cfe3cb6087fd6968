/** A value that may be kept; anything JSON, but no undefined, NaN or Infinity. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * A personal value or free text inside an event's body. The store replaces it by ciphertext before
 * the event is hashed, so that erasing the key erases the value and the chain still verifies.
 */
export interface Personal {
  readonly personal: Json;
}

/** A body as the program writes it: JSON with personal values marked. */
export type Body = { readonly [name: string]: Json | Personal };

/** An event that has not been recorded yet. */
export interface NewEvent {
  readonly kind: string;
  /** Screening session that it belongs to, or null for an event of the bench itself. */
  readonly session: string | null;
  /** Pseudonymous badge of the person who caused it, or `station`. */
  readonly actor: string;
  readonly body: Body;
  /** Key of the body's personal values where it is not the session's or the shift's own. */
  readonly sealedUnder?: string;
}

/** The columns of table `events` but for the hash (interfaces: data folder). */
export interface EventHeader {
  readonly seq: number;
  readonly epoch: number;
  readonly boot_id: string;
  readonly at_ms: number;
  readonly mono_ms: number;
  readonly station: string;
  readonly shift: string | null;
  readonly session: string | null;
  readonly actor: string;
  readonly kind: string;
}

/** A recorded event; hashes are lower-case hex of 32 bytes. */
export interface RecordedEvent extends EventHeader {
  /** Parsed body with personal values opened, or `{ "personal": null }` where the key is gone. */
  readonly body: { readonly [name: string]: Json };
  readonly hash: string;
}

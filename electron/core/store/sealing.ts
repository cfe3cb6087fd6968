import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../../shared/records/canonical.ts';
import type { Body, Json } from '../../../shared/records/event.ts';
import type { KeyStore } from './key-store.ts';

/** NIST SP 800-38D, 5.2.1.1 and 8.2.2: 96-bit random IV, 128-bit tag. */
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `A256GCM` as in RFC 7518, 5.3; binary values in base64url. */
const sealedSchema = z.strictObject({
  sealed: z.strictObject({
    alg: z.literal('A256GCM'),
    key: z.string(),
    iv: z.string(),
    data: z.string(),
    tag: z.string(),
  }),
});

interface JsonObject {
  readonly [name: string]: Json;
}

/** A body in the two forms that `append` needs. */
export interface SealedBody {
  /** Canonical JSON as it is hashed and stored: ciphertext in place of each personal value. */
  readonly bodyText: string;
  /** What `openBody` makes of it while the key is there, without deciphering it just for that. */
  readonly opened: { readonly [name: string]: Json };
}

/** In canonical JSON this is an object with that one member, at least at its beginning. */
const MARKED = /\{"(?:personal|sealed)":/;

/**
 * Seals each `{ personal: value }` of a body, at any depth, under the key `keyId`.
 *
 * @throws TypeError for a value that has no JSON form or already looks sealed; a bug of the caller
 */
export function sealBody(body: Body, keyId: string, keys: KeyStore): SealedBody {
  const plainText = canonicalJson(body as JsonObject);
  const plain = JSON.parse(plainText) as JsonObject;
  // Most events hold nothing personal: nothing to walk through, and no key.
  if (!MARKED.test(plainText)) return { bodyText: plainText, opened: plain };
  // An object: Node takes longer to prepare a key given as bytes than to seal a short text with it.
  let key: KeyObject | null = null;
  const seal = (value: Json): Json =>
    encrypt(value, keyId, (key ??= createSecretKey(keys.obtain(keyId))));
  const stored = mapMembers(plain, (member) => mapPersonal(member, seal));
  const opened = mapMembers(plain, (member) => mapPersonal(member, (value) => value));
  return { bodyText: canonicalJson(stored), opened };
}

/** A value with `change` in place of each `{ personal: value }`. */
function mapPersonal(value: Json, change: (personal: Json) => Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map((element) => mapPersonal(element, change));
  const [name, more] = Object.keys(value);
  if (name === 'personal' && more === undefined) return change(value[name] ?? null);
  if (name === 'sealed' && more === undefined) throw new TypeError('a body must not be sealed');
  return mapMembers(value, (member) => mapPersonal(member, change));
}

/** A stored body with sealed values opened, or `{ personal: null }` where the key is gone. */
export function openBody(body: JsonObject, keys: Pick<KeyStore, 'find'>): { [name: string]: Json } {
  const open = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (isArray(value)) return value.map(open);
    return Object.hasOwn(value, 'sealed') ? decrypt(value, keys) : mapMembers(value, open);
  };
  return mapMembers(body, open);
}

function encrypt(value: Json, keyId: string, key: KeyObject): Json {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  const data = Buffer.concat([cipher.update(canonicalJson(value), 'utf8'), cipher.final()]);
  const [iv64, data64, tag64] = [iv, data, cipher.getAuthTag()].map((b) => b.toString('base64url'));
  return {
    sealed: { alg: 'A256GCM', key: keyId, iv: iv64 ?? '', data: data64 ?? '', tag: tag64 ?? '' },
  };
}

function decrypt(value: Json, keys: Pick<KeyStore, 'find'>): Json {
  const parsed = sealedSchema.safeParse(value);
  if (!parsed.success) return value;
  const { key: id, iv, data, tag } = parsed.data.sealed;
  const key = keys.find(id);
  if (key === null) return { personal: null };
  const options = { authTagLength: TAG_BYTES };
  try {
    const secret = createSecretKey(key);
    const decipher = createDecipheriv(ALGORITHM, secret, Buffer.from(iv, 'base64url'), options);
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const plain = Buffer.concat([decipher.update(data, 'base64url'), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as Json;
  } catch {
    // Another key under the same id: the one that sealed this value is gone.
    return { personal: null };
  }
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function mapMembers(value: JsonObject, change: (member: Json) => Json): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}

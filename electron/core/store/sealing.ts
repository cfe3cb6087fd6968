import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
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

/**
 * A body as it is hashed and stored: each `{ personal: value }`, at any depth, replaced by
 * `{ sealed: … }` under the key `keyId`.
 *
 * @throws TypeError for a value that has no JSON form or already looks sealed; a bug of the caller
 */
export function sealBody(body: Body, keyId: string, keys: KeyStore): { [name: string]: Json } {
  const seal = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (isArray(value)) return value.map(seal);
    const names = Object.keys(value);
    if (names.length === 1 && names[0] === 'personal') {
      return encrypt(value['personal'] ?? null, keyId, keys.obtain(keyId));
    }
    if (names.length === 1 && names[0] === 'sealed')
      throw new TypeError('a body must not be sealed');
    return mapMembers(value, seal);
  };
  return mapMembers(body as { [name: string]: Json }, seal);
}

/** A stored body with sealed values opened, or `{ personal: null }` where the key is gone. */
export function openBody(body: { [name: string]: Json }, keys: KeyStore): { [name: string]: Json } {
  const open = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (isArray(value)) return value.map(open);
    return Object.hasOwn(value, 'sealed') ? decrypt(value, keys) : mapMembers(value, open);
  };
  return mapMembers(body, open);
}

function encrypt(value: Json, keyId: string, key: Buffer): Json {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  const data = Buffer.concat([cipher.update(canonicalJson(value), 'utf8'), cipher.final()]);
  const [iv64, data64, tag64] = [iv, data, cipher.getAuthTag()].map((b) => b.toString('base64url'));
  return {
    sealed: { alg: 'A256GCM', key: keyId, iv: iv64 ?? '', data: data64 ?? '', tag: tag64 ?? '' },
  };
}

function decrypt(value: Json, keys: KeyStore): Json {
  const parsed = sealedSchema.safeParse(value);
  if (!parsed.success) return value;
  const { key: id, iv, data, tag } = parsed.data.sealed;
  const key = keys.find(id);
  if (key === null) return { personal: null };
  const options = { authTagLength: TAG_BYTES };
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), options);
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

function mapMembers(
  value: { readonly [name: string]: Json },
  change: (member: Json) => Json,
): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}

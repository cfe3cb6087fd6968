import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Credential } from '../store/credential-table.ts';

/**
 * scrypt (RFC 7914) with N=2^15, r=8, p=1: 32 MB and some 0.1 s for each try. Against somebody who has
 * a copy of keys.db this is worth little: a million six-digit PINs are tried in about a day on one
 * core. The fence is that nobody has the file: it is readable by the station's account alone (0600),
 * and that account is the site's to guard. At the bench itself the lock-out limits the tries.
 */
export const COST = '32768,8,1';
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** More memory than this is no cost that this program has written. */
const MOST_MEMORY = 256 * 1024 * 1024;

export type Verifier = Pick<Credential, 'cost' | 'salt' | 'hash'>;

/** Compared with when there is nothing to compare with, so that this takes as long. */
const NOBODY: Omit<Verifier, 'cost'> = {
  salt: Buffer.alloc(SALT_BYTES),
  hash: Buffer.alloc(HASH_BYTES),
};

/** @throws RangeError, TypeError for a cost that scrypt does not take */
function derive(pin: string, { cost, salt }: Pick<Verifier, 'cost' | 'salt'>): Buffer {
  const [N = 0, r = 0, p = 0] = cost.split(',').map(Number);
  return scryptSync(pin, salt, HASH_BYTES, { N, r, p, maxmem: MOST_MEMORY });
}

/** A verifier for a PIN, with a salt of its own. */
export function makeVerifier(pin: string, cost = COST): Verifier {
  const salt = randomBytes(SALT_BYTES);
  return { cost, salt, hash: derive(pin, { cost, salt }) };
}

/**
 * Whether this is the PIN; compared in constant time.
 * @param verifier null for somebody who has none: false, and it takes as long as with `cost`
 */
export function matchesPin(verifier: Verifier | null, pin: string, cost = COST): boolean {
  const { hash, ...how } = verifier ?? { ...NOBODY, cost };
  let derived: Buffer;
  try {
    derived = derive(pin, how);
  } catch {
    // A row that this program did not write.
    return false;
  }
  const same = hash.length === HASH_BYTES && timingSafeEqual(derived, hash);
  return verifier !== null && same;
}

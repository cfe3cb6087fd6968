import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';
import { writeDurably } from './durable-files.ts';

const FILE = 'station.key';

/** The Ed25519 key of a station, which signs checkpoints and exports. */
export interface StationKey {
  readonly privateKey: KeyObject;
  /** Raw public key, base64url. */
  readonly publicKey: string;
  /** First 32 hex digits of SHA-256 over the raw public key: the station's id. */
  readonly station: string;
}

/**
 * Reads the key of a data folder; null when there is none.
 *
 * @throws StoreError `station-key-missing` when the file is not a key
 */
export function readStationKey(dataDir: string): StationKey | null {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return null;
  const pem = readFileSync(file);
  try {
    return stationKey(createPrivateKey(pem));
  } catch {
    throw stationKeyMissing(dataDir);
  }
}

/** Creates the key of a new data folder. It is on the disk before the first event names it. */
export function createStationKey(dataDir: string): StationKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeDurably(join(dataDir, FILE), pem);
  return stationKey(privateKey);
}

/** A folder with records but without key is not continued under another identity. */
export function stationKeyMissing(dataDir: string): StoreError {
  return new StoreError(
    'station-key-missing',
    `The data folder ${dataDir} has records but its key ${FILE} is missing, damaged or that of ` +
      `another station. No record was changed. Put ${FILE} back, or give the records a new key ` +
      'with "station rebuild --new-key" (docs/recovery.md).',
  );
}

/** Signs the UTF-8 bytes of a text. @returns Ed25519 signature (RFC 8032), base64url */
export function signText({ privateKey }: StationKey, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}

/**
 * Why a text was not signed by this station with this key, or null when it was. Key and signature are
 * accepted in one spelling only: base64url ignores the last bits of its last character.
 *
 * @param station id that the key has to have
 * @param publicKey raw Ed25519 public key, base64url
 */
export function signatureFault(
  station: string,
  publicKey: string,
  text: string,
  signature: string,
): string | null {
  const raw = Buffer.from(publicKey, 'base64url');
  const bytes = Buffer.from(signature, 'base64url');
  if (raw.toString('base64url') !== publicKey) return 'its key is damaged';
  if (fingerprint(raw) !== station) return 'its key is not that of the station';
  if (bytes.toString('base64url') !== signature) return 'its signature is damaged';
  const key = publicKeyOf(publicKey);
  if (key === null) return 'its key is not an Ed25519 key';
  return verify(null, Buffer.from(text), key, bytes) ? null : 'its signature is wrong';
}

/** The last key that was asked for: most checkpoints of a chain have the same. */
let known: { readonly publicKey: string; readonly key: KeyObject } | null = null;

function publicKeyOf(publicKey: string): KeyObject | null {
  if (known?.publicKey === publicKey) return known.key;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey };
    known = { publicKey, key: createPublicKey({ key: jwk, format: 'jwk' }) };
    return known.key;
  } catch {
    return null;
  }
}

function stationKey(privateKey: KeyObject): StationKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error(`${FILE} is not an Ed25519 key`);
  return { privateKey, publicKey: x, station: fingerprint(Buffer.from(x, 'base64url')) };
}

function fingerprint(publicKey: Uint8Array): string {
  return hash('sha256', publicKey).slice(0, 32);
}

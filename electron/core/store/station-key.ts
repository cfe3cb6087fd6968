import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';
import { writeDurably } from './durable-files.ts';

const FILE = 'station.key';

/** The Ed25519 key of a station, which signs checkpoints. */
export interface StationKey {
  readonly privateKey: KeyObject;
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
    const privateKey = createPrivateKey(pem);
    return { privateKey, station: fingerprint(privateKey) };
  } catch {
    throw stationKeyMissing(dataDir);
  }
}

/** Creates the key of a new data folder. It is on the disk before the first event names it. */
export function createStationKey(dataDir: string): StationKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeDurably(join(dataDir, FILE), pem);
  return { privateKey, station: fingerprint(privateKey) };
}

/** A folder with records but without key is not continued under another identity. */
export function stationKeyMissing(dataDir: string): StoreError {
  return new StoreError(
    'station-key-missing',
    `The data folder ${dataDir} has records but its key ${FILE} is missing or damaged. ` +
      `Nothing was changed. Put ${FILE} back from the backup of this folder.`,
  );
}

function fingerprint(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error(`${FILE} is not an Ed25519 key`);
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 32);
}

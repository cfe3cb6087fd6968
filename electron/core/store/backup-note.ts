import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../../shared/records/canonical.ts';
import { hex32 } from '../../../shared/records/chain.ts';
import { MODES } from '../../../shared/words.ts';
import { BACKED_UP } from './site-files.ts';
import { signText, signatureFault } from './station-key.ts';
import type { StationKey } from './station-key.ts';

export const BACKUP_NOTE = 'backup.json';
const FORMAT = 'screening-station-backup-1';

const fileName = z.string().regex(BACKED_UP);
const signedSchema = z.strictObject({
  format: z.literal(FORMAT),
  mode: z.enum(MODES),
  station: z.string().regex(/^[0-9a-f]{32}$/),
  /** Raw Ed25519 public key, base64url; its fingerprint is `station`. */
  key: z.string(),
  /** Last record in the backup. */
  epoch: z.int().positive(),
  seq: z.int().positive(),
  hash: hex32,
  /** UTC, ISO 8601. */
  at: z.iso.datetime(),
  /** Of station.db, hex. */
  sha256: hex32,
  /** SHA-256 of the other files but keys.db, which changes when personal values are erased. */
  files: z.record(fileName, hex32),
});
const noteSchema = signedSchema.extend({ signature: z.string() });

/** What a backup says of itself before it is signed. */
export type BackupFacts = Omit<z.infer<typeof signedSchema>, 'format' | 'station' | 'key'>;
export type BackupNote = z.infer<typeof noteSchema>;

/** The text of `backup.json`: canonical JSON, signed with the station's key. */
export function signBackup(facts: BackupFacts, key: StationKey): string {
  const signed = { ...facts, format: FORMAT, station: key.station, key: key.publicKey };
  return `${canonicalJson({ ...signed, signature: signText(key, canonicalJson(signed)) })}\n`;
}

/** `backup.json` of a folder as it is written there, or null when it has none that can be read. */
export function readBackupNote(folder: string): BackupNote | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(join(folder, BACKUP_NOTE), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether the station that a backup names has signed it as it is. */
export function isSigned({ signature, ...signed }: BackupNote): boolean {
  return signatureFault(signed.station, signed.key, canonicalJson(signed), signature) === null;
}

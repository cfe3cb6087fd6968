import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { hex32 } from './chain.ts';
import type { Json } from './event.ts';

/*
 * An export: a header, the lines of the journal as they were recorded, and a footer, one JSON value a
 * line. Header and footer are canonical JSON (RFC 8785) like the lines between, so that each export
 * has one possible form and no byte of it can be changed. Personal values stay ciphertext: an export
 * never holds the keys.
 */

const HEADER = 'screening-station-export-1';
const FOOTER = 'screening-station-export-end-1';

const headerSchema = z.strictObject({
  format: z.literal(HEADER),
  /** Who signs: fingerprint of `key`. The records may be of a station before it. */
  station: z.string(),
  epoch: z.int().positive(),
  /** First and last record. */
  from: z.int().positive(),
  to: z.int().positive(),
  /** Hash of the record before the first. */
  prev: hex32,
  /** Shift that was asked for, or null for a range. */
  shift: z.string().nullable(),
  /** Raw Ed25519 public key, base64url. */
  key: z.string(),
});

const footerSchema = z.strictObject({
  format: z.literal(FOOTER),
  /** Records. */
  count: z.int().positive(),
  /** Hash of the last record. */
  hash: hex32,
  /** SHA-256 of every byte before the footer. */
  sha256: hex32,
  /** Ed25519 over the UTF-8 bytes of `footerText` without this member, base64url. */
  signature: z.string(),
});

export type ExportHeader = Omit<z.infer<typeof headerSchema>, 'format'>;
export type ExportFooter = Omit<z.infer<typeof footerSchema>, 'format'>;

/** The first line without line feed. */
export function exportHeaderLine(header: ExportHeader): string {
  return canonicalJson({ format: HEADER, ...header });
}

/** The text that is signed. */
export function exportStatement({ count, hash, sha256 }: Omit<ExportFooter, 'signature'>): string {
  return canonicalJson({ format: FOOTER, count, hash, sha256 });
}

/** The last line without line feed. */
export function exportFooterLine(footer: ExportFooter): string {
  return canonicalJson({ format: FOOTER, ...footer });
}

/** Reads the first line; null when it is not one, or says the same in other bytes. */
export function parseExportHeader(line: string): ExportHeader | null {
  return parse(line, headerSchema, exportHeaderLine);
}

/** Reads the last line, likewise. */
export function parseExportFooter(line: string): ExportFooter | null {
  return parse(line, footerSchema, exportFooterLine);
}

function parse<T extends { readonly format: string }>(
  line: string,
  schema: z.ZodType<T>,
  text: (value: Omit<T, 'format'>) => string,
): Omit<T, 'format'> | null {
  try {
    const value = schema.parse(JSON.parse(line) as Json);
    return text(value) === line ? value : null;
  } catch {
    return null;
  }
}

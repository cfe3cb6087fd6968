import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of knowledge, as it is on the disk. */
export interface KnowledgeText {
  readonly file: string;
  readonly text: string;
}

/** The files of `goods/knowledge/`, in the order of their names. */
export function knowledgeTexts(resourcesDir: string): readonly KnowledgeText[] {
  const folder = join(resourcesDir, 'goods', 'knowledge');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** SHA-256 in hex of what the files say, in their order; where they are does not matter. */
export function knowledgeHash(texts: readonly KnowledgeText[]): string {
  const hash = createHash('sha256');
  for (const { text } of texts) hash.update(text.replaceAll('\r\n', '\n')).update('\0');
  return hash.digest('hex');
}

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

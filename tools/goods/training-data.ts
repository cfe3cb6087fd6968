import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { knowledgeHash, knowledgeTexts } from '../../electron/core/goods/knowledge-files.ts';

/** SHA-256 in hex of all that the model is trained on: knowledge, written texts and phrases. */
export function trainingHash(resourcesDir: string): string {
  const folder = path.join(import.meta.dirname, 'training');
  const hash = createHash('sha256').update(knowledgeHash(knowledgeTexts(resourcesDir)));
  for (const name of readdirSync(folder).sort()) {
    const text = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`\0${name}\0`).update(text);
  }
  return hash.digest('hex');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COMPILED_VERSION,
  lexiconFrom,
  lexiconOf,
  type CompiledLexicon,
} from '../../../shared/goods/compiled-lexicon.ts';
import type { Concept } from '../../../shared/goods/knowledge.ts';
import type { Lexicon } from '../../../shared/goods/lexicon.ts';
import { knowledgeHash, knowledgeTexts } from './knowledge-files.ts';
import { parseKnowledge } from './load-knowledge.ts';

/** The compiled knowledge beside the files that it is made of. */
export function compiledFile(resourcesDir: string): string {
  return join(resourcesDir, 'goods', 'lexicon.json');
}

/** The knowledge as it was read, beside it. */
export function conceptsFile(resourcesDir: string): string {
  return join(resourcesDir, 'goods', 'concepts.json');
}

/** All that is known of goods, in a form that is read fast. */
export interface CompiledConcepts {
  readonly version: number;
  /** SHA-256 of the files of knowledge. */
  readonly of: string;
  readonly concepts: readonly Concept[];
}

/**
 * The phrases of all knowledge of goods. The compiled form is used while it is of the very files that are
 * there; otherwise they are read, which takes seconds and gives the same.
 * @throws StationError `configuration-invalid`
 */
export function loadLexicon(resourcesDir: string): Lexicon {
  const texts = knowledgeTexts(resourcesDir);
  const compiled = readCompiled<CompiledLexicon>(compiledFile(resourcesDir), knowledgeHash(texts));
  return compiled === null ? lexiconOf(parseKnowledge(texts)) : lexiconFrom(compiled);
}

/**
 * What is known of goods, with all names: by the compiled form where that is of these files.
 * @throws StationError `configuration-invalid`
 */
export function loadConcepts(resourcesDir: string): readonly Concept[] {
  const texts = knowledgeTexts(resourcesDir);
  const compiled = readCompiled<CompiledConcepts>(conceptsFile(resourcesDir), knowledgeHash(texts));
  return compiled?.concepts ?? parseKnowledge(texts);
}

/** A compiled file, or null when it is missing, damaged, of another version or of other files. */
function readCompiled<T extends { readonly version: number; readonly of: string }>(
  file: string,
  hash: string,
): T | null {
  try {
    const compiled = JSON.parse(readFileSync(file, 'utf8')) as Partial<T>;
    const same = compiled.of === hash && compiled.version === COMPILED_VERSION;
    return same ? (compiled as T) : null;
  } catch {
    return null;
  }
}

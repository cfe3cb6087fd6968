import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Concept } from '../../../shared/goods/knowledge.ts';
import {
  COMPILED_VERSION,
  lexiconFrom,
  lexiconOf,
  type CompiledLexicon,
  type Lexicon,
} from '../../../shared/goods/lexicon.ts';
import { knowledgeHash, knowledgeTexts } from './knowledge-files.ts';
import { parseKnowledge } from './load-knowledge.ts';

/** The compiled knowledge beside the files that it is made of. */
export function compiledFile(resourcesDir: string): string {
  return join(resourcesDir, 'goods', 'lexicon.json');
}

/**
 * The phrases of all knowledge of goods. The compiled form is used while it is of the very files that are
 * there; otherwise they are read, which takes seconds and gives the same.
 * @throws StationError `configuration-invalid`
 */
export function loadLexicon(resourcesDir: string): Lexicon {
  const texts = knowledgeTexts(resourcesDir);
  const compiled = readCompiled(compiledFile(resourcesDir), knowledgeHash(texts));
  return compiled === null ? lexiconOf(parseKnowledge(texts)) : lexiconFrom(compiled);
}

/**
 * What is known of goods, without its phrases: by the compiled form where that is of these files.
 * @throws StationError `configuration-invalid`
 */
export function loadConcepts(resourcesDir: string): readonly Concept[] {
  const texts = knowledgeTexts(resourcesDir);
  const compiled = readCompiled(compiledFile(resourcesDir), knowledgeHash(texts));
  return compiled?.concepts ?? parseKnowledge(texts);
}

/** The compiled knowledge, or null when it is missing, damaged, of another version or of other files. */
function readCompiled(file: string, hash: string): CompiledLexicon | null {
  try {
    const compiled = JSON.parse(readFileSync(file, 'utf8')) as Partial<CompiledLexicon>;
    const same = compiled.of === hash && compiled.version === COMPILED_VERSION;
    return same ? (compiled as CompiledLexicon) : null;
  } catch {
    return null;
  }
}

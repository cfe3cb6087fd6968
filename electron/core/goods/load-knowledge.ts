import { parse } from 'yaml';
import { knowledgeFileSchema, type Concept } from '../../../shared/goods/knowledge.ts';
import { badFile, parseAs } from '../site-file.ts';
import { knowledgeTexts, type KnowledgeText } from './knowledge-files.ts';

/**
 * What is known of goods: every file of `goods/knowledge/`, in the order of their names. An id stands
 * once. It takes seconds: YAML is slow to read; `load-lexicon.ts` has the compiled form.
 * @throws StationError `configuration-invalid`
 */
export function loadKnowledge(resourcesDir: string): readonly Concept[] {
  return parseKnowledge(knowledgeTexts(resourcesDir));
}

/** @throws StationError `configuration-invalid` */
export function parseKnowledge(texts: readonly KnowledgeText[]): readonly Concept[] {
  const owners = new Map<string, string>();
  return texts.flatMap(({ file, text }) =>
    parseAs(knowledgeFileSchema, yamlOf(text, file), file).concepts.map((concept) => {
      const owner = owners.get(concept.id);
      if (owner !== undefined) throw badFile(file, `${concept.id} is in ${owner} already`);
      owners.set(concept.id, file);
      return concept;
    }),
  );
}

function yamlOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw badFile(file, error instanceof Error ? error.message : String(error));
  }
}

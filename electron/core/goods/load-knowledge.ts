import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { knowledgeFileSchema, type Concept } from '../../../shared/goods/knowledge.ts';
import { badFile, parseAs, readYaml } from '../site-file.ts';

/**
 * What is known of goods: every file of `goods/knowledge/`, in the order of their names. An id stands
 * once.
 * @throws StationError `configuration-invalid`
 */
export function loadKnowledge(resourcesDir: string): readonly Concept[] {
  const folder = join(resourcesDir, 'goods', 'knowledge');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
  const owners = new Map<string, string>();
  return files.flatMap((file) =>
    parseAs(knowledgeFileSchema, readYaml(file), file).concepts.map((concept) => {
      const owner = owners.get(concept.id);
      if (owner !== undefined) throw badFile(file, `${concept.id} is in ${owner} already`);
      owners.set(concept.id, file);
      return concept;
    }),
  );
}

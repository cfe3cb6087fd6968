import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { manifestJsonSchema, mappingProfileJsonSchema } from '../shared/manifest/json-schema.ts';
import { licencesJsonSchema, watchListJsonSchema } from '../shared/parties/json-schema.ts';
import { rulePackJsonSchema } from '../shared/rules/pack-json-schema.ts';
import { PROJECT } from './app/launch.ts';

const SCHEMAS: Readonly<Record<string, () => object>> = {
  'rule-packs/rule-pack.schema.json': rulePackJsonSchema,
  'parties/watch-list.schema.json': watchListJsonSchema,
  'parties/licences.schema.json': licencesJsonSchema,
  'manifest/manifest.schema.json': manifestJsonSchema,
  'manifest-profiles/mapping-profile.schema.json': mappingProfileJsonSchema,
};

/** `npm run schemas`: writes the published JSON Schemas from the program's own. */
for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = path.join(PROJECT, 'resources', name);
  const style = { ...(await resolveConfig(file)), filepath: file };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await format(JSON.stringify(schema()), style));
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { rulePackJsonSchema } from '../shared/rules/pack-json-schema.ts';
import { PROJECT } from './app/launch.ts';

/** `npm run schemas`: writes the published JSON Schemas from the program's own. */
const file = path.join(PROJECT, 'resources', 'rule-packs', 'rule-pack.schema.json');
const style = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(rulePackJsonSchema()), style));

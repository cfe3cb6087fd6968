import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compiledRulesFile, compileRules } from '../electron/core/rule-packs/compiled-rules.ts';
import { readLayers } from '../electron/core/rule-packs/layer-files.ts';
import { PROJECT } from './app/launch.ts';

/** `npm run rules-compile`: what a start reads instead of the YAML of the shipped policy and packs. */
const RESOURCES = path.join(PROJECT, 'resources');

const files = readLayers(RESOURCES, null);
writeFileSync(compiledRulesFile(RESOURCES), compileRules(files.map(({ bytes }) => bytes)));

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What files of rules say, by the SHA-256 of their bytes in hex. */
export type CompiledRules = ReadonlyMap<string, unknown>;

/** Beside the shipped packs; made by `npm run rules-compile`. */
export function compiledRulesFile(resourcesDir: string): string {
  return join(resourcesDir, 'rule-packs', 'compiled.json');
}

/**
 * What the shipped policy and packs say, without their YAML, which takes most of a start to read. A file
 * that is not in it is read as it is; each is checked against its schema either way, and its hash is that
 * of its own bytes.
 * @returns empty when it is missing or damaged
 */
export function readCompiledRules(resourcesDir: string): CompiledRules {
  try {
    const compiled: unknown = JSON.parse(readFileSync(compiledRulesFile(resourcesDir), 'utf8'));
    return new Map(Object.entries(compiled as object));
  } catch {
    return new Map();
  }
}

/** The compiled form of the files, one a line in their order, so that a change shows what it changes. */
export function compileRules(files: readonly Uint8Array[]): string {
  const lines = files.map((bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    return `${JSON.stringify(hash)}:${JSON.stringify(parse(new TextDecoder().decode(bytes)))}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

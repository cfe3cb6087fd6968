import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import { StationError } from './station-error.ts';

/** A YAML file. @throws StationError `configuration-invalid` */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw badFile(file, error instanceof Error ? error.message : String(error));
  }
}

/** Why a file of the site cannot be used. */
export function badFile(file: string, why: string): StationError {
  return new StationError(
    'configuration-invalid',
    `${file} cannot be used: ${why}. Nothing was changed or recorded. Correct the file and start again.`,
  );
}

/** A file's content as its schema has it. @throws StationError `configuration-invalid` */
export function parseAs<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badFile(file, explainIssue(parsed.error));
}

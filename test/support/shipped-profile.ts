import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { genericProfileSchema, type GenericProfile } from '../../shared/measure/generic-profile.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');

/** A profile of `resources/devices`, by its file name without `.yaml`. */
export function shippedProfile(name: string): GenericProfile {
  const file = path.join(PROJECT, 'resources', 'devices', `${name}.yaml`);
  return genericProfileSchema.parse(parse(readFileSync(file, 'utf8')));
}

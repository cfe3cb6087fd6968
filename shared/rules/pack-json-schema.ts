import { z } from 'zod';
import { rulePackSchema } from './pack.ts';

/** The JSON Schema of rule packs for editors and integrators: what `rulePackSchema` takes in. */
export function rulePackJsonSchema(): object {
  return {
    $comment:
      'Written by tools/write-schemas.ts; what cannot be said here, `station rules check` says.',
    title: 'Rule pack of Screening Station',
    ...z.toJSONSchema(rulePackSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}

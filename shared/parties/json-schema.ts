import { z } from 'zod';
import { licencesFileSchema } from './licence.ts';
import { watchListFileSchema } from './watch-list.ts';

const COMMENT =
  'Written by tools/write-schemas.ts; what cannot be said here, the station says when it reads the file.';

function published(title: string, schema: z.ZodType): object {
  return {
    $comment: COMMENT,
    title,
    ...z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }),
  };
}

/** The JSON Schema of `watch-lists/*.yaml`, for editors and integrators. */
export function watchListJsonSchema(): object {
  return published('Watch list of Screening Station', watchListFileSchema);
}

/** The JSON Schema of `licences.yaml`. */
export function licencesJsonSchema(): object {
  return published('Table of licences of Screening Station', licencesFileSchema);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../../../shared/people/roles.ts';
import type { Store } from '../store/store.ts';
import { makeVerifier } from './pin-verifier.ts';

const peopleSchema = z.strictObject({
  pin: z.string(),
  people: z.array(z.strictObject({ badge: z.string(), name: z.string(), role: z.enum(ROLES) })),
});

/**
 * Gives a training station without people those of `resources/demo/people.yaml`.
 * @throws StoreError when it could not be recorded
 */
export function addTrainingPeople(
  records: Pick<Store, 'append' | 'people' | 'credentials'>,
  resourcesDir: string,
  cost?: string,
): void {
  if (records.people().length > 0) return;
  const file = join(resourcesDir, 'demo', 'people.yaml');
  const { pin, people } = peopleSchema.parse(parse(readFileSync(file, 'utf8')));
  // One salt for all: there is nothing to protect in a PIN that is published.
  const verifier = makeVerifier(pin, cost);
  for (const { badge } of people) {
    records.credentials.save({ badge, ...verifier, failures: 0, lockedUntilMs: 0 });
  }
  const added = people.map(({ badge, name, role }) => ({
    kind: 'person-added',
    session: null,
    actor: 'station',
    body: { badge, role, name: { personal: name } },
    sealedUnder: `person:${badge}`,
  }));
  records.append(added, null);
}

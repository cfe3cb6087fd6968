import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { benchPolicySchema } from '../../../shared/session/policy.ts';

const SHIPPED = path.join(import.meta.dirname, '..', '..', '..', 'resources/policy/bench.yaml');
const policy = parse(readFileSync(SHIPPED, 'utf8')) as Record<'radiation', object>;

function accepts(radiation: object): boolean {
  const changed = { ...policy, radiation: { ...policy.radiation, ...radiation } };
  return benchPolicySchema.safeParse(changed).success;
}

it('the shipped policy is a policy', () => expect(accepts({})).toBe(true));

it.each([
  { backgroundMin: 0.5, backgroundMax: 0.5 },
  { backgroundMin: 0.6 },
  { stepBack: 0.5 },
  { stepBack: 100_001 },
])('a policy with %j is refused', (radiation) => {
  expect(accepts(radiation)).toBe(false);
});

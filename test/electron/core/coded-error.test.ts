import { expect, it } from 'vitest';
import { z } from 'zod';
import { toCodedError } from '../../../electron/core/coded-error.ts';

it('a value of the wrong shape is told in one sentence, with its place', () => {
  const shape = z.object({ a: z.object({ b: z.string() }), c: z.number() });
  const { error } = shape.safeParse({ a: { b: 1 } });
  expect(toCodedError(error)).toEqual({
    code: 'internal',
    message: expect.stringMatching(
      /^The action was not carried out \(a\.b: [^\n]{1,80}\)\./,
    ) as string,
  });
});

it('a long text of several lines is cut', () => {
  const { message } = toCodedError(new Error(`${'x'.repeat(5_000)}\nsecond`));
  expect(message.length).toBeLessThan(350);
});

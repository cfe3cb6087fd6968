import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../shared/goods/edit-distance.ts';

/** The definition itself, without a limit and without haste. */
function plainDistance(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [head, tail] = [one.slice(0, -1), other.slice(0, -1)];
  const same = one.at(-1) === other.at(-1);
  const ways = [
    plainDistance(head, tail) + (same ? 0 : 1),
    plainDistance(head, other) + 1,
    plainDistance(one, tail) + 1,
  ];
  const swapped = one.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1);
  if (swapped) ways.push(plainDistance(one.slice(0, -2), other.slice(0, -2)) + 1);
  return Math.min(...ways);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('the distance between two words', () => {
  it.each([
    ['tramadol', 'tramadol', 0],
    ['tramdol', 'tramadol', 1],
    ['tarmadol', 'tramadol', 1],
    ['trammadoll', 'tramadol', 2],
    ['kodein', 'codeine', 2],
  ])('from %s to %s is %d', (one, other, errors) => {
    expect(editDistance(one, other, 2)).toBe(errors);
  });

  it('is what its definition says, up to the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
        const exact = Math.min(plainDistance(one, other), most + 1);
        expect(editDistance(one, other, most)).toBe(exact);
      }),
    );
  });

  it('of a word that is being typed is that of the best beginning', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 2 }), (one, other, most) => {
        const beginnings = Array.from({ length: other.length + 1 }, (_, to) => other.slice(0, to));
        const best = Math.min(...beginnings.map((begun) => plainDistance(one, begun)));
        expect(editDistance(one, other, most, true)).toBe(Math.min(best, most + 1));
      }),
    );
  });
});

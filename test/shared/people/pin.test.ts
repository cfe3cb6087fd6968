import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSimplePin } from '../../../shared/people/pin.ts';

describe('a PIN that is too simple', () => {
  it.each([
    ['one digit', '777777'],
    ['a run up', '345678'],
    ['a run up over nine', '789012'],
    ['a run down', '543210'],
    ['a run down under zero', '321098'],
    ['a long run', '123456789012'],
    ['two digits again and again', '272727'],
    ['three digits twice', '481481'],
    ['the badge’s number', '104217'],
    ['the badge’s number twice', '104217104217'],
    ['the badge’s number filled with zeros', '0104217'],
  ])('is %s: %s', (_what, pin) => {
    expect(isSimplePin(pin, 'B-104217', 'training')).toBe(true);
  });

  it('is the published one where records are real', () => {
    expect([
      isSimplePin('246810', 'B-1', 'live'),
      isSimplePin('246810', 'B-1', 'training'),
    ]).toEqual([true, false]);
  });

  it.each(['739182', '123457', '112233', '1042178', '000001'])('is not %s', (pin) => {
    expect(isSimplePin(pin, 'B-104217', 'live')).toBe(false);
  });

  it('is one of about a thousand in a million, so that nearly every choice is open', () => {
    const all = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, '0'));
    const simple = all.filter((pin) => isSimplePin(pin, 'B-1042', 'live'));
    expect(simple.length).toBeLessThan(1_200);
    expect(simple.length).toBeGreaterThan(1_000);
  });

  it('has nothing to do with a badge without digits', () => {
    const pins = fc.stringMatching(/^\d{6,12}$/);
    fc.assert(
      fc.property(pins, (pin) => {
        expect(isSimplePin(pin, 'AB', 'training')).toBe(isSimplePin(pin, '', 'training'));
      }),
    );
  });
});

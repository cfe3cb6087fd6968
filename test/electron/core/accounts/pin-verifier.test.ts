import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { COST, makeVerifier, matchesPin } from '../../../../electron/core/accounts/pin-verifier.ts';
import { CHEAP } from './rig.ts';

describe('a PIN verifier', () => {
  it('is scrypt with N=32768, r=8, p=1 and a salt of 16 bytes', () => {
    const { cost, salt, hash } = makeVerifier('739182');
    const expected = scryptSync('739182', salt, 32, {
      N: 32_768,
      r: 8,
      p: 1,
      maxmem: 2 ** 26,
    });
    expect([cost, salt.length, hash.equals(expected)]).toEqual([COST, 16, true]);
  });

  it('matches its PIN and no other', () => {
    const verifier = makeVerifier('739182', CHEAP);
    const tried = ['739182', '739183', '7391820', '73918', ''];
    expect(tried.filter((pin) => matchesPin(verifier, pin))).toEqual(['739182']);
  });

  it('has a salt of its own, so that equal PINs cannot be seen', () => {
    const [one, two] = [makeVerifier('739182', CHEAP), makeVerifier('739182', CHEAP)];
    expect(one.hash.equals(two.hash)).toBe(false);
  });

  it('that was made with another cost still matches', () => {
    expect(matchesPin(makeVerifier('739182', '64,8,1'), '739182', CHEAP)).toBe(true);
  });

  it('of nobody matches nothing, not even what it is compared with', () => {
    expect(matchesPin(null, '', CHEAP)).toBe(false);
    expect(matchesPin(null, '739182', CHEAP)).toBe(false);
  });

  it.each(['', 'x', '0,0,0', '15,8,1', '1099511627776,8,1', '16,1,1,1,1'])(
    'with the cost %j, which this program did not write, matches only what scrypt says',
    (cost) => {
      const verifier = { ...makeVerifier('739182', CHEAP), cost };
      expect(matchesPin(verifier, '000000')).toBe(false);
    },
  );

  it('with a hash that was cut short matches nothing', () => {
    const verifier = makeVerifier('739182', CHEAP);
    expect(matchesPin({ ...verifier, hash: verifier.hash.subarray(0, 8) }, '739182')).toBe(false);
    expect(matchesPin({ ...verifier, hash: Buffer.alloc(0) }, '739182')).toBe(false);
  });
});

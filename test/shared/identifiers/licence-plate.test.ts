import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../shared/identifiers/resolve.ts';

/** A licence plate in its envelope. */
const enveloped = (plate: string, identifier = '1J') =>
  resolve(`[)>\u001e06\u001d${identifier}${plate}\u001e\u0004`);

describe('an ISO/IEC 15459 licence plate', () => {
  it.each(['J', '1J', '2J', '3J', '4J', '5J', '6J'])(
    'behind data identifier %s in an envelope says who issued it',
    (identifier) => {
      expect(enveloped('LEXYZ123456789012', identifier)).toMatchObject({
        ...{ scheme: 'iso15459', valid: true, canonical: 'LEXYZ123456789012' },
        fields: { dataIdentifier: identifier, issuer: 'LE', issuerName: 'EDIFICE' },
      });
    },
  );

  it('without an envelope needs a known agency and a long number, and keeps its data identifier', () => {
    expect(resolve('1JUN123456789')).toMatchObject({
      ...{ scheme: 'iso15459', valid: true, canonical: '1JUN123456789' },
      fields: { dataIdentifier: '1J', issuer: 'UN' },
    });
    for (const text of ['JACKET', 'JUNE2026', '2JEANS', 'JXX123456789']) {
      expect(resolve(text).scheme).toBe('unknown');
    }
  });

  it('has no check digit: the manifest has to vouch for it', () => {
    const { names, problems } = enveloped('UN123456789');
    expect(names).toBe('maybe-parcel');
    expect(problems).toEqual([expect.stringMatching(/^unchecked: /)]);
  });

  it('of an agency that the table does not have is valid with a finding', () => {
    const { valid, problems, fields } = enveloped('XQZ123456789');
    expect([valid, fields]).toEqual([true, { dataIdentifier: '1J' }]);
    expect(problems[0]).toMatch(/^issuer-unknown: .*XQZ/);
  });

  it.each([
    ['UN12345-789', 'plate-format', /letters A to Z and digits only/],
    ['UN1', 'plate-length', /4 to 35 characters; this has 3/],
    [`UN${'7'.repeat(34)}`, 'plate-length', /4 to 35 characters; this has 36/],
  ])('%s is refused: %s', (plate, code, words) => {
    const { scheme, valid, problems } = enveloped(plate);
    expect([scheme, valid]).toEqual(['iso15459', false]);
    expect(problems[0]).toMatch(new RegExp(`^${code}: `));
    expect(problems[0]).toMatch(words);
  });

  it('with a hidden character shows it', () => {
    const { valid, canonical } = enveloped('UN12345\u202e6789');
    expect([valid, canonical]).toEqual([false, 'UN12345<U+202E>6789']);
  });

  it('generated, is valid with 4 to 35 letters and digits and with nothing else', () => {
    const unit = fc.constantFrom(...'0123456789ABCXYZ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (number) => {
        const { scheme, valid } = enveloped(`OD${number}`);
        const { length } = `OD${number}`;
        expect([scheme, valid]).toEqual(['iso15459', length >= 4 && length <= 35]);
      }),
    );
  });
});

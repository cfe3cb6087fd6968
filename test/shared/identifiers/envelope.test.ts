import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../../shared/identifiers/envelope.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const RS = '\u001e';
const GS = '\u001d';
const EOT = '\u0004';
const envelope = (...formats: string[]): string =>
  `[)>${RS}${formats.map((format) => `${format}${RS}`).join('')}${EOT}`;

describe('an ISO/IEC 15434 envelope', () => {
  it('comes apart into its formats and their elements', () => {
    expect(readEnvelope(envelope(`06${GS}1JUN123456789${GS}Q5`, `05${GS}10AB`))).toEqual([
      { format: '06', elements: ['1JUN123456789', 'Q5'] },
      { format: '05', elements: ['10AB'] },
    ]);
    expect(readEnvelope(`RR473124829US`)).toBeNull();
  });

  it('with GS1 elements is the parcel of its SSCC, also behind an AIM identifier', () => {
    const text = envelope(`05${GS}00106141412345678908${GS}10AB`);
    for (const label of [text, `]d1${text}`]) {
      expect(resolve(label)).toMatchObject({
        scheme: 'sscc',
        valid: true,
        canonical: '106141412345678908',
        elements: [
          { ai: '00', value: '106141412345678908' },
          { ai: '10', value: 'AB' },
        ],
      });
    }
  });

  it('with a licence plate is that number, checked as if it stood alone', () => {
    const plate = (number: string) => resolve(envelope(`06${GS}PPART${GS}1J${number}${GS}Q5`));
    expect(plate('RR473124829US')).toMatchObject({ scheme: 's10', valid: true });
    expect(plate('RR473124820US')).toMatchObject({ scheme: 's10', valid: false });
    expect(plate('UN123456789')).toMatchObject({
      scheme: 'iso15459',
      valid: true,
      canonical: 'UN123456789',
      names: 'maybe-parcel',
      problems: [expect.stringMatching(/^unchecked: /)],
      fields: { dataIdentifier: '1J', issuer: 'UN', issuerName: 'Dun & Bradstreet' },
    });
  });

  it('names the parcel when goods stand in it, too', () => {
    const text = envelope(`05${GS}0109501101530003`, `06${GS}JRR473124829US`);
    expect(resolve(text)).toMatchObject({ scheme: 's10', canonical: 'RR473124829US' });
  });

  it.each([
    ['two licence plates', envelope(`06${GS}1JRR473124829US${GS}1JLX876543216DE`)],
    ['two plates without check digits', envelope(`06${GS}JUN123456789${GS}2JUN987654321`)],
    [
      'two formats',
      envelope(`05${GS}00106141412345678908`, `06${GS}JRR473124829US`, `06${GS}PPART`),
    ],
    ['a parcel and a plate', envelope(`06${GS}1JUN123456789`, `06${GS}JRR473124829US`)],
  ])('with the numbers of two parcels, as %s, is neither of them', (_, text) => {
    const identity = resolve(text);
    expect(identity).toMatchObject({ scheme: 'unknown', valid: false, names: 'nothing' });
    expect(identity.problems).toEqual([
      'several-parcels: The label is an ISO/IEC 15434 envelope with the numbers of 2 parcels. ' +
        'Scan another label of this parcel.',
    ]);
  });

  it('that says the number of its parcel twice is that parcel', () => {
    const sscc = '106141412345678908';
    const text = envelope(`05${GS}00${sscc}`, `06${GS}1J${sscc}${GS}J${sscc}`);
    expect(resolve(text)).toMatchObject({ scheme: 'sscc', valid: true, canonical: sscc });
  });

  it('without a number of a parcel says so', () => {
    const { valid, problems } = resolve(envelope(`06${GS}PPART${GS}Q5`));
    expect([valid, problems]).toEqual([false, [expect.stringMatching(/^names-no-parcel: /)]]);
  });

  it.each([
    ['cut off', `[)>${RS}06${GS}1JRR473124829US`],
    ['without its EOT', `[)>${RS}06${GS}1JRR473124829US${RS}`],
    ['with nothing in it', `[)>${RS}${EOT}`],
    ['without a format', envelope(`1JRR473124829US`)],
  ])('%s is no identifier', (_, text) => {
    const { scheme, valid, problems } = resolve(text);
    expect([scheme, valid]).toEqual(['unknown', false]);
    expect(problems).toEqual([expect.stringMatching(/^envelope-broken: /)]);
  });
});

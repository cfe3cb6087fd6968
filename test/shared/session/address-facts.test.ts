import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import {
  declaring,
  found,
  openPrompts,
  playSession,
  scanned,
} from '../../support/session-fixtures.ts';

const WHOLE = {
  sender_name: 'Olaria do Sul',
  sender_address: 'Rua da Barreta 12',
  sender_city: 'Faro',
  sender_country: 'PT',
  addressee_name: 'Wanjiru Kamau',
  addressee_address: 'PO Box 40',
  addressee_city: 'Nairobi',
  addressee_country: 'KE',
} as const;

const addressed = (change: Partial<ManifestItem>): ManifestItem =>
  declaring([{}], { ...WHOLE, ...change });

const fact = (change: Partial<ManifestItem>) =>
  factUnder('declared.address-incomplete', addressed(change));

describe('an incomplete address', () => {
  it.each<[Partial<ManifestItem>, string]>([
    [{ sender_name: null }, 'no sender name'],
    [{ addressee_address: null }, 'no addressee street'],
    [{ addressee_city: null, sender_city: '-' }, 'sender city says nothing, no addressee city'],
    [{ addressee_country: null, destination_country: null }, 'no addressee country'],
    [{ sender_address: 'N/A' }, 'sender street says nothing'],
    [{ addressee_name: 'xxx' }, 'addressee name says nothing'],
    [{ addressee_name: 'XXXXX' }, 'addressee name says nothing'],
    [{ addressee_name: ' Not  Available ' }, 'addressee name says nothing'],
    [{ sender_address: '0000' }, 'sender street says nothing'],
    [{ sender_address: null, columns_missing: ['sender_city'] }, 'no sender street'],
    [{ sender_name: null, columns_missing: ['sender_company'] }, 'no sender name'],
    [{ sender_name: 'None' }, 'sender name says nothing'],
    [{ sender_city: 'Unknown' }, 'sender city says nothing'],
    [{ sender_name: '...' }, 'sender name says nothing'],
    [{ addressee_city: '未知' }, 'addressee city says nothing'],
  ])('%j is a finding, and names nobody', (change, shown) => {
    expect(fact(change)).toMatchObject({ value: true, shown });
  });

  it.each<[Partial<ManifestItem>, string]>([
    [{}, 'everything is there'],
    [{ sender_name: null, sender_company: 'Olaria do Sul Lda' }, 'a company is a name'],
    [{ addressee_country: null, destination_country: 'KE' }, 'the route says the country'],
    [{ sender_country: null, dispatch_country: 'PT' }, 'the route says the country'],
    [{ sender_address: null, addressee_address: null }, 'streets are not in what was sent'],
    [
      {
        sender_address: null,
        sender_city: null,
        columns_missing: ['sender_address', 'sender_city'],
      },
      'its file has no such columns',
    ],
    [{ addressee_name: 'Na', addressee_city: 'Aa' }, 'short names exist'],
    [{ addressee_address: '12' }, 'a number is an address'],
    [{ addressee_address: '111' }, 'a number of one digit repeated as well'],
    [{ addressee_city: 'Same' }, 'a town in Tanzania'],
    [{ addressee_city: 'None' }, 'a town in Italy'],
  ])('%j is none: %s', (change) => {
    expect(fact(change)).toMatchObject({ value: false });
  });

  it('is absent in a declaration that says nothing of persons', () => {
    const nobody = Object.fromEntries(Object.keys(WHOLE).map((column) => [column, null]));
    expect(fact(nobody).state).toBe('absent');
    expect(fact({ ...nobody, sender_country: 'PT' }).state).toBe('absent');
    const state = playSession(scanned('CP102030419NL'), found(addressed(nobody)));
    expect(openPrompts(state)).toEqual([]);
  });

  it('is open without a declaration', () => {
    const states = statesWithoutDeclaration('declared.address-incomplete');
    expect(states).toEqual(['not-yet', 'fault', 'absent']);
  });

  it('asks for the declaration to be looked at', () => {
    const state = playSession(scanned('CP102030419NL'), found(addressed({ sender_city: null })));
    expect(openPrompts(state)).toEqual(['data.address-incomplete']);
  });
});

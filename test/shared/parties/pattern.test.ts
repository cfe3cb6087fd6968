import { describe, expect, it } from 'vitest';
import { contactsOf } from '../../../shared/parties/pattern.ts';
import { item } from '../../support/session-fixtures.ts';

const contacts = (sender_phone: string | null, sender_email: string | null = null) =>
  contactsOf({ ...item('400'), sender_phone, sender_email });

describe('the contacts of a declaration', () => {
  it.each([
    '999999999',
    '+86 000 0000',
    '00861 1111111',
    '123456',
    '123456789',
    '1234567890',
    '987654321',
    '+49 123456789',
    '+1 (012) 345-6789',
  ])('have no number where a placeholder stands: %s', (phone) => {
    expect(contacts(phone)).toEqual([]);
  });

  it.each(['none@none.com', 'test@test.test', 'noreply@shop.example'])(
    'have no address where a placeholder stands: %s',
    (email) => {
      expect(contacts(null, email)).toEqual([]);
    },
  );

  it('are numbers and addresses as they are compared', () => {
    expect(contacts('+49 40 123456 8')).toHaveLength(1);
    expect(contacts('+49 40 555 0199', 'A@Shop.example').map(({ key }) => key)).toEqual([
      '49405550199',
      'a@shop.example',
    ]);
  });
});

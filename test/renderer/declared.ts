import type { SessionView } from '../../shared/bridge/contract.ts';

/** The declaration of a parcel of books, from the manifest. */
export const declared: SessionView['declaration'] = {
  state: 'value',
  entered: false,
  source: { file: 'today.csv', line: 2 },
  category: 'gift',
  originCountry: 'DE',
  destinationCountry: 'FR',
  originOffice: null,
  destinationOffice: null,
  referral: null,
  senderCompany: null,
  addresseeCompany: null,
  grossG: '2000',
  lines: [
    {
      description: 'Books, used',
      quantity: '6',
      netG: '1800',
      value: '60.00',
      currency: 'EUR',
      hsCode: '490199',
    },
  ],
  moreLines: 0,
};

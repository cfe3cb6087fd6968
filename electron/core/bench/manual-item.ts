import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';

type Entered = Extract<BenchIntent, { kind: 'enter-declaration' }>['declaration'];

/** The declaration that the officer copied from the form, in the neutral model; the rest is blank. */
export function itemFromForm(itemId: string, entered: Entered): ManifestItem {
  return {
    item_id: itemId,
    alt_ids: [],
    category: null,
    origin_country: entered.originCountry,
    dispatch_country: null,
    destination_country: null,
    transit_countries: [],
    gross_g: entered.grossG,
    sender_name: null,
    sender_address: null,
    sender_city: null,
    sender_country: null,
    sender_phone: null,
    addressee_name: null,
    addressee_address: null,
    addressee_city: null,
    addressee_country: null,
    addressee_phone: null,
    receptacle_id: null,
    referral: null,
    licence_no: null,
    certificate_no: null,
    invoice_no: null,
    lines: [
      {
        description: entered.description,
        quantity: null,
        net_g: null,
        value: null,
        currency: null,
        hs_code: null,
        hs_year: null,
        line_origin_country: null,
      },
    ],
  };
}

import type {
  EnteredDeclaration,
  EnteredLine,
  EnteredParty,
} from '../../../shared/bridge/entered-declaration.ts';
import { BLANK_ITEM, BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import { withMinorValue } from '../../../shared/manifest/currencies.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';

type ContentLine = ManifestItem['lines'][number];
type Side = 'sender' | 'addressee';

/** The declaration that the officer copied from the form, in the neutral model; the rest is blank. */
export function itemFromForm(itemId: string, entered: EnteredDeclaration): ManifestItem {
  const { description, grossG, originCountry, rest } = entered;
  const quick = {
    ...BLANK_ITEM,
    item_id: itemId,
    origin_country: originCountry,
    gross_g: grossG,
    lines: [{ ...BLANK_LINE, description }],
  };
  if (rest === undefined) return quick;
  const lines = [{ description, ...rest.firstLine }, ...rest.furtherLines];
  return {
    ...quick,
    category: rest.category,
    destination_country: rest.destinationCountry,
    ...partyColumns('sender', rest.sender),
    ...partyColumns('addressee', rest.addressee),
    licence_no: rest.licenceNo,
    certificate_no: rest.certificateNo,
    invoice_no: rest.invoiceNo,
    postage: rest.postage,
    postage_currency: rest.postageCurrency,
    comments: rest.comments,
    lines: lines.map(contentLine),
  };
}

/** What was copied from the form, so that it can be corrected: the way back of `itemFromForm`. */
export function formOfItem(item: ManifestItem): EnteredDeclaration {
  const [first = BLANK_LINE, ...further] = item.lines;
  const { description, ...firstLine } = enteredLine(first);
  return {
    description: description ?? '',
    grossG: item.gross_g,
    originCountry: item.origin_country,
    rest: {
      category: item.category,
      destinationCountry: item.destination_country,
      firstLine,
      furtherLines: further.map(enteredLine),
      sender: partyOf('sender', item),
      addressee: partyOf('addressee', item),
      postage: item.postage,
      postageCurrency: item.postage_currency,
      licenceNo: item.licence_no,
      certificateNo: item.certificate_no,
      invoiceNo: item.invoice_no,
      comments: item.comments,
    },
  };
}

function contentLine(line: EnteredLine): ContentLine {
  return withMinorValue({
    ...BLANK_LINE,
    description: line.description,
    quantity: line.quantity,
    net_g: line.netG,
    value: line.value,
    currency: line.currency,
    hs_code: line.hsCode,
    line_origin_country: line.originCountry,
  });
}

function enteredLine(line: ContentLine): EnteredLine {
  return {
    description: line.description,
    quantity: line.quantity,
    netG: line.net_g,
    value: line.value,
    currency: line.currency,
    hsCode: line.hs_code,
    originCountry: line.line_origin_country,
  };
}

function partyColumns<S extends Side>(side: S, party: EnteredParty) {
  const columns = Object.entries(party).map(([name, value]) => [`${side}_${name}`, value]);
  return Object.fromEntries(columns) as {
    [K in keyof EnteredParty as `${S}_${K}`]: EnteredParty[K];
  };
}

function partyOf(side: Side, item: ManifestItem): EnteredParty {
  return {
    name: item[`${side}_name`],
    company: item[`${side}_company`],
    address: item[`${side}_address`],
    postcode: item[`${side}_postcode`],
    city: item[`${side}_city`],
    country: item[`${side}_country`],
    phone: item[`${side}_phone`],
    email: item[`${side}_email`],
    reference: item[`${side}_reference`],
  };
}

import type { BenchIntent } from '../../../shared/bridge/intents.ts';
import { BLANK_ITEM, BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';

type Entered = Extract<BenchIntent, { kind: 'enter-declaration' }>['declaration'];

/** The declaration that the officer copied from the form, in the neutral model; the rest is blank. */
export function itemFromForm(itemId: string, entered: Entered): ManifestItem {
  return {
    ...BLANK_ITEM,
    item_id: itemId,
    origin_country: entered.originCountry,
    gross_g: entered.grossG,
    lines: [{ ...BLANK_LINE, description: entered.description }],
  };
}

import { resolve } from '../../shared/identifiers/resolve.ts';
import { BLANK_ITEM, BLANK_LINE } from '../../shared/manifest/blank-item.ts';
import type { ManifestItem } from '../../shared/manifest/item.ts';
import type { Micrograms } from '../../shared/measure/mass.ts';
import { NEW_SESSION, type SessionState } from '../../shared/session/state.ts';
import { step, type SessionInput, type SessionRules } from '../../shared/session/step.ts';

/** Declared lines as parcels have them: mostly ordinary goods, some under control, some without a code. */
const LINES: readonly (readonly [description: string, code: string | null])[] = [
  ['Cotton T-shirts', '610910'],
  ['Books, printed', '490199'],
  ['Wooden toys', '950300'],
  ['Smartphone with battery', '851713'],
  ['Refrigerant R-134a in cylinder', '290345'],
  ['Perfume 50 ml', '330300'],
  ['NPK fertiliser', '310520'],
  ['Dried shark fins', '030571'],
  ['gift', null],
  ['хлопковая рубашка', null],
  ['棉质衬衫', null],
  ['Lithium batteries', '850760'],
  ['Gold bar', '710812'],
  ['Antique coins', '970531'],
  ['Rifle barrel', '930520'],
  ['Leather shoes', '640399'],
];

function itemNumber(at: number): ManifestItem {
  const count = 1 + (at % 4);
  const lines = Array.from({ length: count }, (_, line) => {
    const [description, hs_code] = LINES[(at * 7 + line * 5) % LINES.length] ?? ['goods', null];
    const weight = 100 + ((at * 37) % 900);
    return {
      ...BLANK_LINE,
      description: `${description} ${at}`,
      hs_code,
      quantity: String(1 + (at % 12)),
      net_g: String(weight),
      value: String(5 + (at % 90)),
      currency: 'EUR',
      line_origin_country: at % 3 === 0 ? 'CN' : 'DE',
    };
  });
  const net = lines.reduce((sum, { net_g }) => sum + Number(net_g), 0);
  return {
    ...BLANK_ITEM,
    item_id: 'CP102030419NL',
    category: at % 5 === 0 ? 'gift' : 'sale',
    origin_country: 'NL',
    destination_country: 'KE',
    gross_g: String(net + 50),
    sender_name: `Sender ${at}`,
    sender_city: 'Utrecht',
    sender_country: 'NL',
    addressee_name: `Addressee ${at}`,
    addressee_city: 'Kisumu',
    addressee_country: 'KE',
    lines,
  };
}

/** The inputs of one parcel up to its decision: scanned, found, weighed and measured. */
function inputs(at: number): readonly SessionInput[] {
  const item = itemNumber(at);
  const grams = Number(item.gross_g) + (at % 9 === 0 ? 400 : 0);
  const micrograms = (grams * 1e6) as Micrograms;
  const rate = at % 11 === 0 ? 0.9 : 0.12;
  const result = {
    dwell: 1,
    counts: 60,
    seconds: 20,
    doseRate: rate,
    netDoseRate: rate - 0.12,
    smallestVisible: 0.5,
    clearedTo: 0.3,
    evidence: 0,
    chance: 0.4,
    instrument: 'dosimeter',
  };
  const read = { source: 'scanner', text: item.item_id, raw: '', aim: null } as const;
  const mass = {
    value: String(grams),
    unit: 'g',
    basis: 'gross',
    micrograms,
    placement: 1,
  } as const;
  const background = { counts: 19, seconds: 60 };
  return [
    { kind: 'identity', identity: resolve(item.item_id), read },
    { kind: 'looked-up', item, generation: 'g1', earlier: null, seenBefore: null },
    { kind: 'mass', mass: { ...mass, instrument: 'scale', raw: '' } },
    { kind: 'dwell-start', start: { face: 'top', distance: 'contact', background } },
    { kind: 'dwell-end', result, alarm: rate > 0.5 },
  ];
}

/** Sessions of that many parcels, each before its decision. */
export function judgedSessions(count: number, rules: SessionRules): readonly SessionState[] {
  return Array.from({ length: count }, (_, at) =>
    inputs(at).reduce((state, input) => step(state, input, rules).state, NEW_SESSION),
  );
}

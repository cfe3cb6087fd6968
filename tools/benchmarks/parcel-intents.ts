import type { Body, Json, NewEvent } from '../../shared/records/event.ts';
import { itemId } from './manifest-file.ts';

/** One parcel in five is not in the manifest, one in five weighs more than was declared. */
const IN_TURN = 5;
const OFFICER = 'B-1042';
/** Sums are recorded every 5 s of a dwell; the shipped policy's lasts 20 s. */
const COUNTED_AFTER_S = [5, 10, 15];

const value = (shown: string): Json => ({ state: 'value', shown });

/** A declaration with the personal values that a postal one has. */
function declaration(item: string): Json {
  return {
    item_id: item,
    alt_ids: [],
    category: 'gift',
    origin_country: 'DE',
    destination_country: 'KE',
    gross_g: '450',
    sender_name: { personal: 'Example Handel GmbH' },
    sender_address: { personal: 'Musterweg 12' },
    sender_city: { personal: 'Hamburg' },
    addressee_name: { personal: 'Wanjiru Example' },
    addressee_city: { personal: 'Nairobi' },
    addressee_phone: { personal: '+254 700 000000' },
    lines: [{ description: 'cotton T-shirts', quantity: '2', net_g: '400', hs_code: '610910' }],
  };
}

/**
 * What the bench records of one parcel, one array for each intent: the shapes and the personal values
 * of the demo's records (`npm start`). The first is the scan, the last the decision.
 *
 * @param position number of the parcel, from 0
 */
export function parcelIntents(position: number): NewEvent[][] {
  const session = `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`;
  const item = itemId(position);
  const [isMissing, isHeavy] = [position % IN_TURN === 1, position % IN_TURN === 3];
  const of = (kind: string, body: Body): NewEvent => ({ kind, session, actor: OFFICER, body });
  const prompted = (rule: string, because: string): NewEvent =>
    of('prompted', {
      ...{ rule, because, version: 1, pack: 'starter', severity: 'check', result: 'true' },
      source: 'site policy',
      steps: ['steps.weigh-again', 'steps.open-declaration', 'steps.check-contents'],
      values: { 'declared-gross': '450 g', 'measured-gross': isHeavy ? '1700 g' : '452 g' },
    });
  const label = {
    identity: { scheme: 's10', valid: true, canonical: item, problems: [] },
    ...{ source: 'scanner', text: item, raw: '5d43304c5838373635343332313644450d', aim: ']C0' },
  };
  const found = { generation: '20261121T211824692Z-6d75fdc1' };
  const mass = {
    ...{ value: isHeavy ? '1700.0' : '452.0', unit: 'g', basis: 'gross' },
    micrograms: isHeavy ? 1_700_000_000 : 452_000_000,
    ...{ instrument: 'scale', raw: '5320532020202020203435322e3020670d0a', placement: position },
  };
  const background = { counts: 8, seconds: 30 };
  const dwell = {
    ...{ dwell: 1, counts: 3, seconds: 20, doseRate: 0.04875, netDoseRate: -0.05525 },
    ...{ smallestVisible: 0.9629661882524496, chance: 0.8808651224097941 },
  };
  const decided = {
    ...{ item, outcome: isHeavy ? 'hold' : 'release', open: [] },
    ...(isMissing
      ? { override: { reason: { personal: 'seen with the paper form' } } }
      : { override: null }),
    reason: null,
    answers: {
      'identity.valid': value('true'),
      'manifest.found': value(String(!isMissing)),
      'declared.gross': value('450 g'),
      'measured.gross': value(isHeavy ? '1700 g' : '452 g'),
      'radiation.alarm': value('false'),
      'radiation.dose-rate': value('0.0488 uSv/h'),
    },
    packs: [{ pack: 'starter', version: 1, hash: '5a'.repeat(32) }],
  };
  const lookedUp = isMissing
    ? [
        of('declaration-missing', found),
        prompted('manifest.not-found', 'The item is not in the manifest.'),
      ]
    : [of('declaration-found', { ...found, item: declaration(item) })];
  return [
    [of('session-opened', {}), of('identity-read', label), ...lookedUp],
    [
      of('mass-accepted', mass),
      ...(isHeavy ? [prompted('weight.over', 'The parcel weighs 1250 g more than declared.')] : []),
    ],
    [of('dwell-started', { dwell: 1, face: 'top', distance: 'contact', background })],
    ...COUNTED_AFTER_S.map((seconds) => [of('dwell-counted', { dwell: 1, counts: 1, seconds })]),
    [of('dwell-finished', { ...dwell, instrument: 'dosimeter', result: 'cleared' })],
    [of('decided', decided), of('session-closed', { how: 'decided', reason: null })],
  ];
}

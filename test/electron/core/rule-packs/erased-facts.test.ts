import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldRecorded, toNewEvent } from '../../../../electron/core/bench/recorded-session.ts';
import { withoutErased } from '../../../../electron/core/rule-packs/preview.ts';
import { BLANK_ITEM, BLANK_LINE } from '../../../../shared/manifest/blank-item.ts';
import type { ManifestItem } from '../../../../shared/manifest/item.ts';
import type { PartiesLookedUp } from '../../../../shared/parties/looked-up.ts';
import type { Json, RecordedEvent } from '../../../../shared/records/event.ts';
import type { FactName, Facts } from '../../../../shared/rules/facts.ts';
import type { SessionEvent } from '../../../../shared/session/events.ts';
import { factsOf } from '../../../../shared/session/facts.ts';
import { NEW_SESSION, type SessionState } from '../../../../shared/session/state.ts';
import { step, type SessionInput, type SessionRules } from '../../../../shared/session/step.ts';
import {
  declaring,
  found,
  measured,
  outsideMeasurement,
  rules,
  scanned,
  weighed,
} from '../../../support/session-fixtures.ts';

/** A site that has filled its tables in. */
const { policy } = rules;
const site: SessionRules = {
  ...rules,
  asksParties: true,
  policy: {
    ...policy,
    trade: {
      ...policy.trade,
      forcedLabour: [{ hs: [], origin: null, entities: ['nordlicht textil'], why: 'site list' }],
    },
    route: {
      ...policy.route,
      forwarders: [{ name: 'Forwarder', words: ['suite 9', 'reship'] }],
      risks: [{ from: 'CN', via: null, to: null, why: 'site list' }],
    },
  },
};

const hit = {
  list: 'Site list',
  entry: 'E7',
  party: 'sender',
  field: 'name',
  kind: 'exact',
  nearness: 1,
  otherCountry: false,
  declared: 'Ivan Ivanov',
  listed: 'Ivan Ivanov',
} as const;
const known = { nameFingerprint: 'n', distinct: true, days: 365 };
const parties: PartiesLookedUp = {
  lists: [{ list: 'Site list', entries: 3, validUntil: null, expired: false }],
  hits: [hit, { ...hit, kind: 'fuzzy', nearness: 0.91 }],
  moreHits: 0,
  sender: { ...known, fingerprint: 'a1', findings: 4, released: 2, lastFinding: '2026-11-02' },
  addressee: { ...known, fingerprint: 'b2', findings: 0, released: 1, lastFinding: null },
  pattern: { days: 7, sender: 22, addressee: 1, value: null, pair: null, contacts: [] },
  licences: { needed: ['ozone-climate'], cover: [] },
};

/** The events of a session as they are recorded, and what is read of them once their key is gone. */
function played(...inputs: SessionInput[]): { whole: SessionState; erased: SessionState } {
  let state: SessionState = NEW_SESSION;
  const events: SessionEvent[] = inputs.flatMap((input) => {
    const next = step(state, input, site);
    state = next.state;
    return next.effects.events;
  });
  const recorded = events.map((event) => toNewEvent(event, 's-1', 'B-1'));
  const read = (personal: (value: Json) => Json): SessionState =>
    foldRecorded(
      recorded.map(
        ({ kind, body }) => ({ kind, body: opened(body as Json, personal) }) as RecordedEvent,
      ),
    );
  return { whole: read((value) => value), erased: read(() => ({ personal: null })) };
}

function opened(value: Json, personal: (value: Json) => Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => opened(one as Json, personal));
  if ('personal' in value) return personal(value['personal'] ?? null);
  return Object.fromEntries(Object.entries(value).map(([n, one]) => [n, opened(one, personal)]));
}

const names = Object.keys(factsOf(NEW_SESSION, site)) as FactName[];
const differing = (one: Facts, other: Facts): FactName[] =>
  names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));

/** Facts that erasure changed and that a preview would still take for known. */
function mistaken(...inputs: SessionInput[]): FactName[] {
  const { whole, erased } = played(...inputs);
  return differing(withoutErased(factsOf(whole, site)), withoutErased(factsOf(erased, site)));
}

const address = {
  sender_name: 'Nordlicht Textil GmbH',
  sender_address: 'JAFZA Free zone 3',
  sender_city: 'Jebel Ali',
  sender_country: 'AE',
  sender_phone: '+971 4 123456',
  addressee_name: 'B. Addressee',
  addressee_address: 'Reship, suite 9',
  addressee_city: 'Nairobi',
  addressee_country: 'KE',
};
/** What declarations say by which some fact is made, each in words that are erased. */
const DECLARATIONS: readonly (readonly [string, ManifestItem])[] = [
  ['batteries and a gift', declaring([{ description: 'lithium batteries UN3480, gift' }], address)],
  [
    'potash, radioactive by nature',
    declaring([{ description: 'NPK fertiliser, potash' }], address),
  ],
  ['isotopes of class 7', declaring([{ description: 'radioactive material UN2910' }], address)],
  [
    'an empty cylinder',
    declaring([{ description: 'empty gas cylinder', hs_code: '731100' }], address),
  ],
  ['words that say nothing', declaring([{ description: 'stuff' }], address)],
  ['what nobody reads', declaring([{ description: 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ' }], address)],
  ['a line without words', declaring([{ description: 'shirts' }, { description: null }], address)],
  ['another code', declaring([{ description: 'rifle barrel', hs_code: '610910' }], address)],
  ['referrals', declaring([{ description: 'tea' }], { ...address, referral: 'RFS' } as object)],
  ['goods by code alone', declaring([{ description: null, hs_code: '290345' }], address)],
];

const corpus = readFileSync(
  path.join(import.meta.dirname, '../../../fixtures/clean-parcels.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { item: ManifestItem }).item)
  .map((item): ManifestItem => {
    const lines = item.lines.map((line) => ({ ...BLANK_LINE, ...line }));
    return { ...BLANK_ITEM, ...item, lines };
  });

const WEIGHED = [weighed('900'), ...measured(0.9)];

describe('facts of a parcel whose personal data were erased', () => {
  it.each(DECLARATIONS)('are not taken for known: %s', (_what, declaration) => {
    const inputs = [scanned('CP102030419NL'), found(declaration)];
    expect(mistaken(...inputs, { kind: 'parties', found: parties }, ...WEIGHED)).toEqual([]);
    expect(mistaken(...inputs, { kind: 'parties-failed', why: 'damaged' })).toEqual([]);
  });

  it('are not taken for known of any of 300 ordinary parcels', () => {
    const wrong = corpus.flatMap((item) =>
      mistaken(scanned(item.item_id), found(item), { kind: 'parties', found: parties }, ...WEIGHED),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('are not taken for known of what was copied from the form, noted, answered and measured elsewhere', () => {
    const outside = outsideMeasurement({
      alarms: [{ category: 'Gamma', description: 'seen by A. Officer' }],
      nuclides: [{ name: 'Cs-137 of A. Officer', confidence: 'high', category: 'industrial' }],
      remark: 'A. Officer stood beside it',
    });
    const declaration = declaring([{ description: 'lithium batteries UN3480' }], address);
    expect(
      mistaken(
        scanned('CP102030419NL'),
        found(null),
        { kind: 'entered', item: declaration },
        { kind: 'labels', labels: { un: ['3480'], hazards: ['lithium'] } },
        { kind: 'outside-measurement', measurement: outside },
        ...WEIGHED,
      ),
    ).toEqual([]);
  });

  it('are the measured ones all the same', () => {
    const { erased } = played(
      scanned('CP102030419NL'),
      found(declaring([{ description: 'books' }], address)),
      ...WEIGHED,
    );
    const facts = withoutErased(factsOf(erased, site));
    for (const name of ['measured.gross', 'weight.excess', 'radiation.dose-rate'] as const) {
      expect([name, facts[name].state]).toEqual([name, 'value']);
    }
  });
});

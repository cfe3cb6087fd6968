import { describe, expect, it } from 'vitest';
import type { PartiesLookedUp, PartyHistory } from '../../../shared/parties/looked-up.ts';
import type { WatchHit } from '../../../shared/parties/watch-index.ts';
import type { FactName } from '../../../shared/rules/facts.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { releaseStanding } from '../../../shared/session/decision.ts';
import type { SessionInput } from '../../../shared/session/step.ts';
import {
  found,
  item,
  measured,
  playSession,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const STRANGER: PartyHistory = {
  fingerprint: 'a1',
  nameFingerprint: 'b1',
  distinct: true,
  days: 365,
  findings: 0,
  released: 0,
  lastFinding: null,
};
const KNOWN: PartiesLookedUp = {
  lists: [{ list: 'Site list', entries: 3, validUntil: null, expired: false }],
  hits: [],
  moreHits: 0,
  sender: { ...STRANGER, released: 2 },
  addressee: null,
  pattern: { days: 7, sender: 2, addressee: null, value: null, pair: null, contacts: [] },
  licences: null,
};
const HIT: WatchHit = {
  list: 'Site list',
  entry: 'E7',
  party: 'sender',
  field: 'name',
  kind: 'exact',
  nearness: 1,
  otherCountry: false,
  declared: 'Ivan Ivanov',
  listed: 'Ivan Ivanov',
};

const session = [scanned('CP102030419NL'), found(item('400'))];
function fact(name: FactName, known: Partial<PartiesLookedUp>) {
  const state = playSession(...session, { kind: 'parties', found: { ...KNOWN, ...known } });
  return factsOf(state, rules)[name];
}

describe('parties that nobody has looked up', () => {
  it('are not known yet', () => {
    const asking = { ...rules, asksParties: true } as const;
    expect(factsOf(playSession(...session), asking)['watch.match']).toEqual({ state: 'not-yet' });
  });

  it('are absent where nobody is asked', () => {
    expect(factsOf(playSession(...session), rules)['watch.match'].state).toBe('absent');
  });

  it('are a fault when they could not be read', () => {
    const state = playSession(...session, { kind: 'parties-failed', why: 'SqliteError' });
    expect(factsOf(state, rules)['watch.match'].state).toBe('fault');
    expect(factsOf(state, rules)['history.sender-findings'].state).toBe('fault');
  });

  it('are said to the officer once when they could not be read, and keep the release back', () => {
    const whole = [...session, weighed('400'), ...measured(0.12)];
    const open = (...more: SessionInput[]) => {
      const state = playSession(...whole, ...more);
      const facts = factsOf(state, rules);
      return {
        prompts: state.prompts.filter((prompt) => prompt.open),
        release: releaseStanding(facts, rules.packs).state,
      };
    };
    const lists = { kind: 'parties', found: KNOWN } as const;
    expect(open(lists)).toEqual({ prompts: [], release: 'open' });
    const { prompts, release } = open({ kind: 'parties-failed', why: 'SqliteError' });
    expect(prompts).toMatchObject([
      {
        rule: 'instrument.fault',
        about: 'party-look-up',
        severity: 'check',
        because: 'The party-look-up has no value to give: unreadable.',
        steps: ['steps.tell-administrator'],
      },
    ]);
    expect(release).toBe('closed');
  });

  it('are not known any more under another label', () => {
    const looked = [scanned('CP102030418NL'), { kind: 'parties', found: KNOWN } as const];
    const state = playSession(...looked, scanned('CP102030419NL'));
    expect(state.parties).toEqual({ state: 'not-yet' });
  });
});

describe('a watch list', () => {
  it('has a match where a name is as it is written, and says which list, entry and field', () => {
    expect(fact('watch.match', { hits: [HIT] })).toMatchObject({
      value: true,
      shown: 'Site list: entry E7, name of sender, as written',
    });
    expect(fact('watch.possible', { hits: [HIT] })).toMatchObject({ value: false });
  });

  it.each([
    ['another script', { kind: 'transliterated', nearness: 0.98 }],
    ['a near spelling', { kind: 'fuzzy', nearness: 0.93 }],
    ['another country', { otherCountry: true }],
  ] as const)('has a possible match in %s', (_how, change) => {
    const hits = [{ ...HIT, ...change }];
    expect(fact('watch.match', { hits })).toMatchObject({ value: false });
    expect(fact('watch.possible', { hits })).toMatchObject({ value: true });
  });

  it('never shows a name in what is recorded in clear', () => {
    const shown = [fact('watch.match', { hits: [HIT] }), fact('watch.possible', { hits: [HIT] })];
    expect(JSON.stringify(shown)).not.toContain('Ivanov');
  });

  it('says that it is expired, and that there is none', () => {
    const [list] = KNOWN.lists;
    const lists = list === undefined ? [] : [{ ...list, expired: true }];
    expect(fact('watch.match', { lists })).toMatchObject({
      value: false,
      shown: 'false; Site list is expired',
    });
    expect(fact('watch.match', { lists: [] }).state).toBe('absent');
  });
});

describe('the history of a party', () => {
  it('counts findings, with the day of the last one', () => {
    const sender = { ...STRANGER, findings: 2, released: 1, lastFinding: '2026-10-01' };
    expect(fact('history.sender-findings', { sender })).toMatchObject({
      value: 2,
      shown: '2 of 3 items within 365 days, the last on 2026-10-01',
    });
    expect(fact('history.sender-known', { sender })).toMatchObject({ value: false });
    expect(fact('history.sender-known', {})).toMatchObject({ value: true });
  });

  it.each([
    [1, 0, false],
    [2, 0, true],
    [2, 18, true],
    [2, 19, false],
    [40, 10_000, false],
  ])('%d findings beside %d released are notable: %s', (findings, released, value) => {
    const sender = { ...STRANGER, findings, released, lastFinding: '2026-10-01' };
    expect(fact('history.sender-notable', { sender })).toMatchObject({ value });
  });

  it('of a name and a country is one of namesakes, who are told of and not asked about', () => {
    const sender = { ...STRANGER, distinct: false, findings: 2 };
    expect(fact('history.sender-notable', { sender }).state).toBe('absent');
    expect(fact('history.sender-namesakes', { sender })).toMatchObject({ value: true });
    const looked = { kind: 'parties', found: { ...KNOWN, sender } } as const;
    const { prompts } = playSession(...session, looked);
    expect(prompts.filter(({ rule }) => rule.startsWith('history.'))).toMatchObject([
      { rule: 'history.sender-namesakes', severity: 'inform' },
    ]);
  });

  it('of a name and a country makes nobody known', () => {
    const sender = { ...STRANGER, distinct: false, released: 40 };
    expect(fact('history.sender-known', { sender })).toMatchObject({ value: false });
  });

  it('of somebody who is told apart is none of namesakes', () => {
    const sender = { ...STRANGER, findings: 2 };
    expect(fact('history.sender-namesakes', { sender }).state).toBe('absent');
  });

  it('is absent for somebody who is not named', () => {
    expect(fact('history.addressee-findings', {}).state).toBe('absent');
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BLANK_ITEM, BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import { withMinorValue } from '../../../shared/manifest/currencies.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { WatchList } from '../../../shared/parties/watch-list.ts';
import type { Fact, FactName, Facts } from '../../../shared/rules/facts.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { openOk, temporaryFolder } from '../../electron/core/store/support.ts';
import { partyBench } from '../../support/party-bench.ts';
import { found, measured, playSession, scanned, weighed } from '../../support/session-fixtures.ts';

interface CleanParcel {
  readonly measured_gross_g: string;
  readonly item: Partial<ManifestItem> &
    Pick<ManifestItem, 'item_id'> & {
      readonly lines: readonly Partial<ManifestItem['lines'][0]>[];
    };
}

/** Facts that only a look-up gives, of parcels that need no licence. */
const LOOKED_UP: readonly FactName[] = [
  'watch.match',
  'watch.possible',
  'history.sender-findings',
  'history.sender-notable',
  'history.addressee-notable',
  'history.sender-known',
  'trade.many-of-sender',
  'trade.many-of-addressee',
  'trade.value-split',
  'trade.contact-shared',
  'licence.missing',
  'licence.standing',
];
const NOBODY: WatchList = {
  list: 'Site list',
  source: 'site',
  kind: 'internal',
  validUntil: null,
  entries: [],
};
const isTrue = (fact: Fact): boolean => fact.state === 'value' && fact.value === true;

const FILE = path.join(import.meta.dirname, '../../fixtures/clean-parcels.jsonl');
const parcels = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as CleanParcel);

const wholeOf = ({ item }: CleanParcel): ManifestItem => ({
  ...BLANK_ITEM,
  ...item,
  lines: item.lines.map((line) => withMinorValue({ ...BLANK_LINE, ...line })),
});

/** Rules above inform that a parcel with nothing wrong is prompted with. */
function bothering({ prompts }: SessionState, { item }: CleanParcel): string[] {
  return prompts
    .filter(({ open, severity }) => open && severity !== 'inform')
    .map(({ rule, about }) => `${item.item_id} ${rule} ${about ?? ''}`);
}

function expectFew(bothered: readonly string[][]): void {
  const few = bothered.filter((rules) => rules.length > 0);
  expect(few.length, few.flat().join('\n')).toBeLessThanOrEqual(0.03 * parcels.length);
}

describe('300 parcels with nothing wrong, sparse as real declarations are', () => {
  it('are 300', () => {
    expect(parcels).toHaveLength(300);
  });

  it('are prompted above inform in 3 of 100 at most', () => {
    const bothered = parcels.map((parcel) => {
      const { item, measured_gross_g: grams } = parcel;
      const declared = found(wholeOf(parcel));
      const state = playSession(scanned(item.item_id), declared, weighed(grams), ...measured(0.12));
      return bothering(state, parcel);
    });
    expectFew(bothered);
  });

  it('are so, too, where their parties are looked up, on one day and after one another', () => {
    const lists = [NOBODY];
    const bench = partyBench(openOk(temporaryFolder()), Date.UTC(2025, 1, 1), {
      lists,
      licences: [],
    });
    const facts: Facts[] = [];
    const bothered = parcels.map((parcel) => {
      const state = bench.screen(wholeOf(parcel), parcel.measured_gross_g);
      facts.push(factsOf(state, bench.rules));
      bench.record(state, 'release');
      return bothering(state, parcel);
    });
    expectFew(bothered);
    // The look-up is in it: these were all absent where nobody is asked.
    for (const name of LOOKED_UP) {
      const known = facts.filter((each) => each[name].state === 'value');
      expect([name, known.length > 0]).toEqual([name, true]);
    }
    expect(facts.some((each) => isTrue(each['history.sender-known']))).toBe(true);
  });
});

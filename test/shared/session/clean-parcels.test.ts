import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BLANK_ITEM, BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { found, measured, playSession, scanned, weighed } from '../../support/session-fixtures.ts';

interface CleanParcel {
  readonly measured_gross_g: string;
  readonly item: Partial<ManifestItem> &
    Pick<ManifestItem, 'item_id'> & {
      readonly lines: readonly Partial<ManifestItem['lines'][0]>[];
    };
}

const FILE = path.join(import.meta.dirname, '../../fixtures/clean-parcels.jsonl');
const parcels = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as CleanParcel);

/** Rules above inform that a parcel with nothing wrong is prompted with. */
function bothering({ item, measured_gross_g: grams }: CleanParcel): string[] {
  const lines = item.lines.map((line) => ({ ...BLANK_LINE, ...line }));
  const whole: ManifestItem = { ...BLANK_ITEM, ...item, lines };
  const state = playSession(scanned(item.item_id), found(whole), weighed(grams), ...measured(0.12));
  return state.prompts
    .filter(({ open, severity }) => open && severity !== 'inform')
    .map(({ rule }) => `${item.item_id} ${rule}`);
}

describe('300 parcels with nothing wrong, sparse as real declarations are', () => {
  it('are 300', () => {
    expect(parcels).toHaveLength(300);
  });

  it('are prompted above inform in 3 of 100 at most', () => {
    const bothered = parcels.map(bothering).filter((rules) => rules.length > 0);
    expect(bothered.length, bothered.flat().join('\n')).toBeLessThanOrEqual(0.03 * parcels.length);
  });
});

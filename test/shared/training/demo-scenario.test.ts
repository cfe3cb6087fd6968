import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioSchema } from '../../../shared/training/scenario.ts';

const FILE = path.join(import.meta.dirname, '../../../resources/demo/demo.yaml');
const { parcels } = scenarioSchema.parse(parse(readFileSync(FILE, 'utf8')));
const LANGUAGES = ['en', 'fr', 'ar'] as const;

/** Sentences end with a stop and go on with a blank, or are over; HS 2903.45 has a stop inside. */
const sentences = (text: string): number => (text.match(/[.!?](\s|$)/g) ?? []).length;

describe('the demo parcels', () => {
  it('are fifteen', () => {
    expect(parcels).toHaveLength(15);
  });

  it.each(parcels.map((parcel) => [parcel.title ?? '', parcel] as const))(
    '%s has a label and a debrief of one to three sentences in each language',
    (_title, { titles, debrief }) => {
      for (const language of LANGUAGES) {
        expect(titles?.[language]).toBeTruthy();
        const count = sentences(debrief?.[language] ?? '');
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(3);
      }
      expect(/[\u0600-\u06ff]/.test(debrief?.ar ?? '')).toBe(true);
    },
  );
});

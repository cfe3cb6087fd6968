import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECK_DIGITS } from '../../../shared/identifiers/check-digits.ts';
import { COURIER_FORMS } from '../../../shared/identifiers/courier-table.ts';

const PAGE = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'identifiers.md');
const rows = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

describe('docs/identifiers.md', () => {
  it('has the table of couriers as it is in the program, and in its order', () => {
    const couriers = new Set<string>(COURIER_FORMS.map(({ courier }) => courier));
    const documented = rows.filter((cells) => cells.length === 7 && couriers.has(cells[1] ?? ''));
    expect(documented.map((cells) => cells.slice(1, -1))).toEqual(
      COURIER_FORMS.map(({ courier, form, check, own, source }) => [
        ...[courier, form, check ?? '-', own ? 'its own' : 'shared'],
        source === 'memory' ? 'from memory, verify' : 'published',
      ]),
    );
  });

  it('says of every rule of a check digit what it misses', () => {
    const rules = rows.flatMap(([, rule = '']) => rule.replace(/ \(.*/, '').split(', '));
    expect(rules).toEqual(expect.arrayContaining(Object.keys(CHECK_DIGITS)));
  });
});

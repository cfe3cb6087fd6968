import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { shiftReport } from '../../../../electron/core/reports/shift-report.ts';
import { openOk } from '../store/support.ts';
import { recordedBench } from './recorded-shift.ts';
import { readCsv, readList, readPage } from './read-report.ts';

function eraseKey(dataDir: string, id: string): void {
  const keys = new Database(join(dataDir, 'keys.db'));
  expect(keys.prepare('DELETE FROM keys WHERE id = ?').run(id).changes).toBe(1);
  keys.close();
}

it('a reason whose key was destroyed reads as erased, and the rest stays', () => {
  const { store, clock, open, screen, dataDir } = recordedBench();
  open('shift-1');
  screen('shift-1', 'A1', { override: 'Ms. Example knows', open: ['weight.over'] });
  screen('shift-1', 'A2', { override: 'Mr. Example knows', open: ['weight.over'] });
  store.close();
  eraseKey(dataDir, 'session-A1');
  const csv = readCsv(shiftReport(openOk(dataDir), 'shift-1', clock.utcMs()).csv);
  expect(csv['overrides']?.map((row) => [row['Item'], row['Reason']])).toEqual([
    ['A1', '[erased]'],
    ['A2', 'Mr. Example knows'],
  ]);
});

describe('hostile texts', () => {
  const HOSTILE = [
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '</td></tr></table><style>*{display:none}</style>',
    '=HYPERLINK("http://example.invalid","click")',
    'ok \u202Egnihton\u202C',
    `${'x'.repeat(9_990)} the end`,
  ];

  it.each(HOSTILE)('are text on the page and in the spreadsheet', (hostile) => {
    const { store, clock, open, screen, close } = recordedBench();
    open('shift-1', 'B-17');
    screen('shift-1', hostile.slice(0, 60), { override: hostile, open: [hostile] });
    close('shift-1', hostile);
    const report = shiftReport(store, 'shift-1', clock.utcMs());
    const page = readPage(report.html);
    expect(page.querySelectorAll('script, img, iframe, object, link, a')).toHaveLength(0);
    expect(page.querySelectorAll('style')).toHaveLength(1);
    const shown = hostile.replaceAll('\u202E', '[U+202E]').replaceAll('\u202C', '[U+202C]');
    const notes = [...page.querySelectorAll('#overrides td.note bdi')];
    expect(notes.map((note) => note.textContent)).toEqual([shown, shown]);
    expect(page.querySelector('#handover dd')?.textContent).toBe(shown);
    const written = hostile.startsWith('=') ? `'${shown}` : shown;
    expect(readCsv(report.csv)['overrides']?.[0]?.['Reason']).toBe(written);
    expect(readList(report.csv, 'handover')['Note']).toBe(written);
  });

  it('of a shift id cannot leave the folder by the file name', () => {
    const { store, clock, open } = recordedBench();
    open('../../etc/passwd');
    const { name } = shiftReport(store, '../../etc/passwd', clock.utcMs());
    expect(name).toBe('shift-2025-01-31-______etc_passwd-open');
  });
});

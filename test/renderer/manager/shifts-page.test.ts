// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchState, ShiftRow } from '../../../shared/bridge/contract.ts';
import { administrator, manager, shifts, supervisor } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';
import { screening } from './records.ts';

enableAutoUnmount(afterEach);

type Mounted = Awaited<ReturnType<typeof mountApp>>;

/** Reka UI changes tabs when the mouse goes down. */
async function toTab({ find }: Mounted, name: string): Promise<void> {
  await find(`tab-${name}`).trigger('mousedown', { button: 0 });
  await flushPromises();
}

/** A record that was opened from the list of decisions. */
async function openRecord(state: BenchState = manager) {
  const app = await mountApp(state);
  if (app.find('view-shifts').exists()) await app.click('view-shifts');
  await toTab(app, 'decisions');
  await app.click('open-record');
  return app;
}

async function openUpkeep(state: BenchState = manager) {
  const app = await mountApp(state);
  await toTab(app, 'upkeep');
  return app;
}

async function openPage(state: BenchState = manager) {
  const app = await mountApp(state);
  await toTab(app, 'shifts');
  const rows = () => app.wrapper.findAll('[data-testid="shifts-row"]');
  return { ...app, rows };
}

describe('the list of shifts', () => {
  it('says officer, outcomes, overrides and what is not closed yet', async () => {
    const { rows } = await openPage();
    const [open, closed] = rows().map((row) => row.text());
    expect(open).toContain('not closed yet');
    expect(closed).toMatch(/1042.*Release 12, Hold 2.*1.*Countersign/s);
  });

  it('names who countersigned, and offers it no more', async () => {
    const signed = { ...shifts[1]!, countersignedBy: '2001' };
    const app = await mountApp(supervisor);
    app.station.shifts.mockResolvedValue({ ok: true, value: { shifts: [signed] } });
    await app.click('view-shifts');
    await toTab(app, 'shifts');
    expect(app.find('shifts-row').text()).toContain('2001');
    expect(app.find('shifts-countersign').exists()).toBe(false);
  });

  it('goes to older shifts and back', async () => {
    const many: ShiftRow[] = Array.from({ length: 9 }, (_, at) => ({
      ...shifts[1]!,
      shift: `shift-${at}`,
    }));
    const app = await mountApp(supervisor);
    app.station.shifts.mockImplementation(({ offset }) =>
      Promise.resolve({ ok: true, value: { shifts: offset === 0 ? many : many.slice(8) } }),
    );
    await app.click('view-shifts');
    await toTab(app, 'shifts');
    expect(app.wrapper.findAll('[data-testid="shifts-row"]')).toHaveLength(8);
    await app.click('page-on');
    expect(app.wrapper.findAll('[data-testid="shifts-row"]')).toHaveLength(1);
    expect(app.find('page-on').attributes('aria-disabled')).toBe('true');
    await app.click('page-back');
    expect(app.station.shifts.mock.calls.map(([page]) => page)).toEqual([
      { limit: 9, offset: 0 },
      { limit: 9, offset: 8 },
      { limit: 9, offset: 0 },
    ]);
  });

  it('is read again when a shift was closed or signed elsewhere', async () => {
    const { station, pushBench } = await openPage();
    const awaitingCountersign = [{ shift: 'shift-3', officer: '1042', closedAtMs: 1 }];
    await pushBench({ ...manager, awaitingCountersign });
    expect(station.shifts).toHaveBeenCalledTimes(2);
  });
});

describe('what is done with a shift', () => {
  it('is countersigned', async () => {
    const { click, find, station } = await openPage();
    await click('shifts-countersign');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'countersign-shift', shift: 'shift-1' }]]);
    expect(find('countersigned').text()).toBe('The shift is countersigned.');
  });

  it('is reported on paper and as a table, and the page says where', async () => {
    const { rows, find, station, wrapper } = await openPage();
    await rows()[1]!.find('[data-testid="shifts-report"]').trigger('click');
    await expect.poll(() => find('report-saved').exists()).toBe(true);
    expect(station.printShiftReport.mock.calls).toEqual([[{ shift: 'shift-1' }]]);
    expect(wrapper.text()).toMatch(/\/records\/shift\.pdf.*\/records\/shift\.csv/s);
  });
});

describe('what is said about a record', () => {
  it('is a note to its number', async () => {
    const { write, submit, find, station } = await openRecord();
    await write('record-text', 'seen by the owner');
    await submit('record-send');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'annotate', seq: 88, note: 'seen by the owner' }],
    ]);
    expect(find('record-done').text()).toContain('Recorded');
  });

  it('is another outcome', async () => {
    const { write, submit, station } = await openRecord();
    await write('record-action', 'correct-outcome');
    await write('record-outcome', 'return');
    await write('record-text', 'wrong key');
    await submit('record-send');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'correct-outcome', seq: 88, outcome: 'return', reason: 'wrong key' }],
    ]);
  });

  it('is a legal hold, lifted by two', async () => {
    const { write, submit, station } = await openRecord();
    refuseOnce(station, 'why.second-person-needed');
    await write('record-action', 'lift-legal-hold');
    await write('record-text', 'judgment is final');
    await submit('record-send');
    await write('second-who', '2001');
    await write('second-pin', '246810');
    await submit('second-confirm');
    expect(station.intent.mock.calls.at(-1)).toEqual([
      {
        kind: 'lift-legal-hold',
        seq: 88,
        reason: 'judgment is final',
        second: { who: '2001', pin: '246810' },
      },
    ]);
  });

  it('is not sent without a text', async () => {
    const { submit, find, station } = await openRecord();
    await submit('record-send');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('record-panel').text()).toContain('At least 3 characters');
    expect(find('record-about').text()).toContain('88');
  });

  it('leaves legal holds to managers', async () => {
    const { find } = await openRecord(supervisor);
    const choices = find('record-action').findAll('option');
    expect(choices.map((choice) => choice.attributes('value'))).toEqual([
      'annotate',
      'correct-outcome',
    ]);
  });

  it('leaves out a correction where nothing was decided', async () => {
    const app = await mountApp(manager);
    const open = { ...screening, decidedSeq: null };
    app.station.session.mockResolvedValue({ ok: true, value: open });
    await toTab(app, 'holds');
    await app.click('open-record');
    const choices = app.find('record-action').findAll('option');
    expect(choices.map((choice) => choice.attributes('value'))).not.toContain('correct-outcome');
    expect(app.find('record-about').text()).toContain('80');
  });
});

describe('backup and erasure', () => {
  it('say when the last backup was, and that there is none', async () => {
    const { find, pushBench } = await openUpkeep();
    expect(find('last-backup').text()).toBe('No backup yet.');
    await pushBench({ ...manager, lastBackup: { atMs: 1_760_000_000_000, ok: true, why: null } });
    expect(find('last-backup').text()).toMatch(/^Last backup: .*2025.*verified/);
  });

  it('say why a backup failed, as a problem', async () => {
    const lastBackup = { atMs: 1_760_000_000_000, ok: false, why: 'The second path is not there.' };
    const { find } = await openUpkeep({ ...manager, lastBackup });
    expect(find('last-backup').classes()).toContain('problem');
    expect(find('last-backup').text()).toContain('The second path is not there.');
  });

  it('are begun by a button', async () => {
    const { click, find, station, pushBench } = await openUpkeep();
    await click('back-up');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'back-up' }]]);
    expect(find('upkeep-done').text()).toContain('has begun');
    await pushBench({ ...manager, lastBackup: { atMs: 1_760_000_000_000, ok: true, why: null } });
    expect(find('upkeep-done').text()).toBe('');
  });

  it('erase only when asked twice, and with a second person', async () => {
    const { click, write, submit, find, station } = await openUpkeep();
    await click('purge');
    expect(station.intent).not.toHaveBeenCalled();
    refuseOnce(station, 'why.second-person-needed');
    await click('purge-sure');
    await write('purge-who', '2001');
    await write('purge-pin', '246810');
    await submit('purge-confirm');
    expect(station.intent.mock.calls.at(-1)).toEqual([
      { kind: 'purge', second: { who: '2001', pin: '246810' } },
    ]);
    expect(find('upkeep-done').text()).toBe(
      'The erasure is recorded and under way, also in the backups.',
    );
  });

  it('leave erasure to managers', async () => {
    const { find } = await mountApp(administrator);
    expect(find('back-up').exists()).toBe(true);
    expect(find('purge').exists()).toBe(false);
  });
});

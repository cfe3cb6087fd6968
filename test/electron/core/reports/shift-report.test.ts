import { describe, expect, it } from 'vitest';
import { shiftReport } from '../../../../electron/core/reports/shift-report.ts';
import { openOk } from '../store/support.ts';
import { MINUTE, recordedBench, START_MS } from './recorded-shift.ts';
import { readCsv, readList, readPage } from './read-report.ts';

const HOUR = 60 * MINUTE;

describe('a shift with everything in it', () => {
  const bench = () => {
    const made = recordedBench();
    const { store, clock, record, event, open, screen, close } = made;
    record(null, [
      event('person-added', null, { badge: 'B-17', role: 'operator', name: { personal: 'X' } }),
      event('person-added', null, { badge: 'B-20', role: 'operator' }),
    ]);
    open('earlier');
    screen('earlier', 'OLD1', { outcome: 'hold' });
    close('earlier', null);
    clock.pass(HOUR);
    open('shift-1');
    record('shift-1', [
      event('shift-check', null, {
        ...{ check: 'test-mass', result: 'fail', detail: '510.0 g', expected: '500 g ± 2 g' },
      }),
      event('shift-check', null, {
        ...{ check: 'scanner', result: 'skipped', reason: { personal: 'no test label' } },
      }),
      event('background-taken', null, { counts: 31, seconds: 60, doseRate: 0.1234 }),
    ]);
    screen('shift-1', 'A1', { tookMs: 10_000 });
    screen('shift-1', 'A2', { tookMs: 20_000, rule: 'identity.duplicate', severity: 'check' });
    screen('shift-1', 'A3', {
      ...{ tookMs: 30_000, rule: 'weight.over', open: ['weight.over'] },
      ...{ override: 'seen by the supervisor', second: 'B-20' },
    });
    const held = screen('shift-1', 'A4', {
      outcome: 'hold',
      reason: 'scale broken',
      fault: 'silent',
    });
    screen('shift-1', 'A5', { outcome: 'detain', missing: true, typed: true, alarm: true });
    record('shift-1', [
      event('session-opened', 'session-A6', {}),
      event('session-closed', 'session-A6', { how: 'put-aside', reason: { personal: 'wet' } }),
      event('instrument-fault', null, { instrument: 'scale', code: 'silent', detail: '' }),
      event('sign-in-refused', null, { badge: 'B-99', failures: 3 }, 'station'),
    ]);
    clock.setBy(-90_000);
    const closedSeq = close('shift-1', 'A4 waits for the second scale');
    record('shift-1', [
      event('shift-countersigned', null, { shift: 'shift-1', by: 'B-30' }, 'B-30'),
    ]);
    const corrected = {
      ...{ of: held, item: 'A4', from: 'hold', outcome: 'return' },
      ...{ reason: { personal: 'sender asked' }, second: 'B-31' },
    };
    record('shift-1', [event('outcome-corrected', 'session-A4', corrected, 'B-30')]);
    record('shift-1', [
      event('annotated', 'session-A4', { of: held, note: { personal: 'see file 7' } }, 'B-30'),
    ]);
    record(null, [event('person-changed', null, { badge: 'B-17', role: 'manager', active: true })]);
    const report = shiftReport(store, 'shift-1', clock.utcMs() + 2 * HOUR);
    return { ...made, report, closedSeq, held, csv: readCsv(report.csv) };
  };

  it('says what, who and when', () => {
    const { report, store } = bench();
    expect(readList(report.csv, 'shift')).toMatchObject({
      Station: store.station,
      Mode: 'live',
      Shift: 'shift-1',
      State: 'closed',
      Opened: '2025-01-31 23:01:00 UTC by B-17',
      Closed: '2025-01-31 23:02:30 UTC by B-17',
      Countersigned: '2025-01-31 23:02:30 UTC by B-30',
      Printed: '2025-02-01 01:02:30 UTC',
      'Local time when printed': expect.stringMatching(/ UTC[+-]\d\d:\d\d$/) as string,
    });
    expect(report.name).toBe('shift-2025-01-31-shift-1');
  });

  it('names the people with the role that they had then', () => {
    expect(bench().csv['people']).toEqual([
      { Badge: 'B-17', 'Role in that shift': 'operator', Decisions: '5', Records: '33' },
    ]);
  });

  it('prints the signed checkpoint that was made when it was closed, and how to check it', () => {
    const { report, closedSeq, store } = bench();
    const { hash } = store.event(closedSeq) ?? { hash: '' };
    const anchor = `${closedSeq}:${hash}`;
    const { key, signature } = store.event(closedSeq + 1)?.body ?? {};
    expect(readList(report.csv, 'proof')).toEqual({
      'Checkpoint record': String(closedSeq + 1),
      'Epoch (higher after a restore)': '1',
      'Anchor (SEQ:HASH)': anchor,
      'Signature (Ed25519)': `base64url:${String(signature)}`,
      'Public key': `base64url:${String(key)}`,
      'How to check': `station verify DIR --anchor ${anchor}`,
    });
    expect(report.html).toContain(anchor);
  });

  it('counts what was screened', () => {
    expect(readList(bench().report.csv, 'summary')).toMatchObject({
      'Items screened': '6',
      Decided: '5',
      'Put aside without a decision': '1',
      'At the bench now': '0',
      Overrides: '1',
      'Decisions with a second person': '1',
      'Identities typed': '1',
      'Declarations entered from the form': '0',
      'Items not in the manifest': '1',
      'Items prompted as duplicates': '1',
      'Items with a radiation alarm': '1',
      'Instrument faults recorded': '2',
      'Unresolved holds of the station now': '2',
      'Time to disposition, median': '30 s',
      'Time to disposition, longest': '1 min',
      'Clock jumps': '1',
      'Sign-ins refused': '1',
      Corrections: '1',
      Annotations: '1',
    });
  });

  it('shows corrections beside the counts, never instead', () => {
    const rows = bench().csv['outcomes'] ?? [];
    const columns = ['Decided', 'Of these corrected later', 'Corrected into this'] as const;
    const counts = Object.fromEntries(
      rows.map((row) => [row['Outcome'], columns.map((name) => Number(row[name]))]),
    );
    expect(counts).toEqual({
      release: [3, 0, 0],
      hold: [1, 1, 0],
      detain: [1, 0, 0],
      seize: [0, 0, 0],
      refer: [0, 0, 0],
      return: [0, 0, 1],
    });
  });

  it('lists rules, overrides, reasons, remarks', () => {
    const { csv, held } = bench();
    expect(csv['rules']).toMatchObject([
      { Rule: 'identity.duplicate', Severity: 'check', Prompts: '1', Overridden: '0' },
      { Rule: 'weight.over', Severity: 'hold', Prompts: '1', Parcels: '1', Overridden: '1' },
    ]);
    expect(csv['severities']).toContainEqual({ Severity: 'hold', Prompts: '1' });
    expect(csv['overrides']).toMatchObject([
      {
        Item: 'A3',
        Outcome: 'release',
        'Over prompts': 'weight.over',
        Reason: 'seen by the supervisor',
        'Second person': 'B-20',
        Hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    expect(csv['reasons']).toMatchObject([{ Item: 'A4', Reason: 'scale broken' }]);
    expect(csv['remarks']).toMatchObject([
      {
        ...{ 'About record': String(held), Item: 'A4', What: 'corrected from hold to return' },
        ...{ Text: 'sender asked', By: 'B-30', 'Second person': 'B-31' },
      },
      { 'About record': String(held), What: 'annotated', Text: 'see file 7' },
    ]);
  });

  it('lists checks with background, faults, holds with age, and all the rest', () => {
    const { csv } = bench();
    expect(csv['checks']).toMatchObject([
      { Check: 'test-mass', Result: 'fail', Detail: '510.0 g (500 g ± 2 g)' },
      { Check: 'scanner', Result: 'skipped', Detail: 'no test label' },
      { Check: 'background taken', Detail: '0.123 uSv/h', Counts: '31', Seconds: '60' },
    ]);
    expect(csv['faults']).toMatchObject([
      {
        ...{ Instrument: 'scale', Code: 'silent', 'Times recorded': '2', Parcels: '1' },
        ...{ 'First (UTC)': '2025-01-31 23:02:00', 'Last (UTC)': '2025-01-31 23:04:00' },
      },
    ]);
    expect(csv['holds']).toMatchObject([
      { Item: 'OLD1', 'Of this shift': 'no', 'Age (s)': String(3 * 3600 + 90) },
      { Item: 'A5', 'Of this shift': 'yes', Outcome: 'detain' },
    ]);
    expect(csv['typed']).toMatchObject([{ Item: 'A5', What: 'identity' }]);
    expect(csv['not-in-manifest']).toMatchObject([{ Item: 'A5' }]);
    expect(csv['duplicates']).toMatchObject([{ Item: 'A2' }]);
    expect(csv['put-aside']).toMatchObject([{ Item: '', Reason: 'wet' }]);
    expect(csv['clock']).toMatchObject([{ 'Set by (s)': '-90' }]);
    expect(csv['sign-ins']).toMatchObject([{ Badge: 'B-99', 'Failures in a row': '3' }]);
    expect(csv['rule-packs']).toEqual([
      { 'Rule pack': 'starter', Version: '3', Decisions: '5', Hash: 'ab'.repeat(32) },
    ]);
    expect(csv['handover']).toEqual([{ What: 'Note', Value: 'A4 waits for the second scale' }]);
  });

  it('lists every decision with its record', () => {
    const { csv, report, store, held } = bench();
    expect(csv['decisions']?.map((row) => [row['Item'], row['Outcome'], row['Override']])).toEqual([
      ['A1', 'release', 'no'],
      ['A2', 'release', 'no'],
      ['A3', 'release', 'yes'],
      ['A4', 'hold', 'no'],
      ['A5', 'detain', 'no'],
    ]);
    const { hash } = store.event(held) ?? { hash: '' };
    expect(csv['decisions']?.[3]).toMatchObject({
      ...{ Record: String(held), Hash: hash, 'Corrected to': 'return', 'Took (s)': '60' },
    });
    const page = readPage(report.html);
    const cells = [...page.querySelectorAll('#decisions tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    );
    expect(cells).toHaveLength(5);
    expect(cells[3]).toEqual([
      ...['2025-01-31 23:03:00', 'A4', 'hold', 'return', 'no', '1 min', 'B-17'],
      ...[String(held), hash.slice(0, 16)],
    ]);
  });

  it('has the same sections on the page as in the spreadsheet', () => {
    const { report, csv } = bench();
    const page = readPage(report.html);
    const ids = [...page.querySelectorAll('section')].map((section) => section.id);
    expect(ids).toEqual(Object.keys(csv));
    expect(ids).toHaveLength(26);
  });
});

it('an open shift has its last record as anchor and says that it is open', () => {
  const { store, clock, open, screen } = recordedBench('training');
  open('shift-1');
  screen('shift-1', 'A1');
  const report = shiftReport(store, 'shift-1', clock.utcMs());
  const anchor = `${store.eventCount()}:${store.lastHash()}`;
  expect(readList(report.csv, 'proof')).toMatchObject({ 'Anchor (SEQ:HASH)': anchor });
  expect(readList(report.csv, 'shift')).toMatchObject({ State: 'open', Closed: 'not yet' });
  expect(readList(report.csv, 'shift')['Mode']).toBe('training');
  const warning = readPage(report.html).querySelector('.warning')?.textContent ?? '';
  expect(warning).toContain('TRAINING');
  expect(warning).toContain('STILL OPEN');
  expect(report.name).toMatch(/-open$/);
});

it('a closed shift without a checkpoint says so, and has an anchor all the same', () => {
  const { store, clock, open, close } = recordedBench();
  open('shift-1');
  close('shift-1', null);
  // As in records of the first version, which made none.
  const older = { ...store, checkpointAfter: () => null };
  const { html } = shiftReport(older, 'shift-1', clock.utcMs());
  expect(html).toContain('No checkpoint was made');
  expect(html).toContain(`${store.eventCount()}:${store.lastHash()}`);
});

it('a shift with nothing in it has empty tables and no time to disposition', () => {
  const { store, clock, open, close } = recordedBench();
  open('shift-1');
  close('shift-1', null);
  const report = shiftReport(store, 'shift-1', clock.utcMs());
  const csv = readCsv(report.csv);
  expect(csv['decisions']).toEqual([]);
  expect(csv['rule-packs']).toEqual([]);
  expect(readList(report.csv, 'summary')).toMatchObject({
    'Items screened': '0',
    'Time to disposition, median': 'no decision',
  });
  expect(readPage(report.html).querySelector('#decisions')?.textContent).toContain('None.');
});

it('of very many unresolved holds it lists its own and the oldest, and says how many there are', () => {
  const { store, clock, open, record, event, screen } = recordedBench();
  open('earlier');
  const items = Array.from({ length: 1_005 }, (_, n) => `OLD${n}`);
  record(
    'earlier',
    items.flatMap((item) => [
      event('session-opened', item, {}),
      event('decided', item, { item, outcome: 'hold', override: null }),
    ]),
  );
  open('shift-1');
  screen('shift-1', 'OWN', { outcome: 'refer' });
  const report = shiftReport(store, 'shift-1', clock.utcMs());
  const listed = readCsv(report.csv)['holds']?.map((row) => row['Item']) ?? [];
  expect(listed).toHaveLength(1_001);
  expect([listed[0], listed.at(-1)]).toEqual(['OLD0', 'OWN']);
  const page = readPage(report.html).querySelector('#holds')?.textContent;
  expect(page).toContain('1001 of 1006 are listed');
});

it('there is no report of a shift that does not exist', () => {
  const { store } = recordedBench();
  expect(() => shiftReport(store, 'shift-9', START_MS)).toThrow(
    expect.objectContaining({ code: 'no-shift' }) as Error,
  );
});

it('a shift over midnight is one shift, under the day on which it was opened', () => {
  const { store, clock, open, screen, close } = recordedBench();
  open('night');
  screen('night', 'A1', { tookMs: 3 * HOUR });
  close('night', null);
  const report = shiftReport(store, 'night', clock.utcMs());
  expect(report.name).toBe('shift-2025-01-31-night');
  expect(readCsv(report.csv)['decisions']).toMatchObject([
    { 'Time (UTC)': '2025-02-01 01:00:00', 'Took (s)': '10800' },
  ]);
});

it('a clock that is set back while a parcel is at the bench does not shorten its time', () => {
  const { store, clock, open, record, event } = recordedBench();
  open('shift-1');
  const of = (kind: string, body: object) => event(kind, 's', body as never);
  record('shift-1', [
    of('session-opened', {}),
    of('identity-read', { identity: { scheme: 's10', canonical: 'A1' }, source: 'scanner' }),
  ]);
  clock.pass(MINUTE);
  clock.setBy(-HOUR);
  record('shift-1', [of('decided', { item: 'A1', outcome: 'release', override: null })]);
  const report = shiftReport(store, 'shift-1', clock.utcMs());
  const csv = readCsv(report.csv);
  expect(csv['decisions']).toMatchObject([{ 'Took (s)': '60' }]);
  expect(csv['clock']).toMatchObject([{ 'Set by (s)': '-3600' }]);
});

it('a clock set back over a new start leaves the time unknown instead of negative', () => {
  const { store, clock, open, record, event, dataDir } = recordedBench();
  open('shift-1');
  const opened = event('session-opened', 's', {});
  record('shift-1', [opened]);
  store.close();
  clock.setBy(-HOUR);
  const again = openOk(dataDir, { clock, bootId: 'boot-2' });
  again.append(
    [event('decided', 's', { item: 'A1', outcome: 'release', override: null })],
    'shift-1',
  );
  const report = shiftReport(again, 'shift-1', clock.utcMs());
  expect(readCsv(report.csv)['decisions']).toMatchObject([{ 'Took (s)': '' }]);
  expect(readList(report.csv, 'summary')).toMatchObject({ 'Decisions without a known time': '1' });
});

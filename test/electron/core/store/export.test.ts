import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportRecords } from '../../../../electron/core/store/export.ts';
import type { ExportWhat, Exported } from '../../../../electron/core/store/export.ts';
import {
  event,
  openOk,
  recordedFolder,
  screening,
  tamper,
  temporaryFolder,
  verified,
} from './support.ts';

function target(): string {
  return join(temporaryFolder(), 'export.jsonl');
}

function exported(dataDir: string, what: ExportWhat, out = target()): Exported & { out: string } {
  const result = exportRecords({ dataDir, what, out });
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return { ...result.value, out };
}

function refused(dataDir: string, what: ExportWhat, out = target()): string {
  const result = exportRecords({ dataDir, what, out });
  if (result.ok) throw new Error('it was exported');
  expect(existsSync(`${out}.part`)).toBe(false);
  return result.error.code;
}

function lines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n');
}

/** A folder with two shifts; both are closed. */
function twoShifts(): string {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  for (const shift of ['A', 'B']) {
    store.append([event('shift-opened', null, { shift, officer: 'B-17' })], shift);
    store.append(screening(`${shift}-1`, 'ITEM'), shift);
    store.append([event('shift-closed', null, { shift })], shift);
  }
  store.close();
  return dataDir;
}

describe('an export', () => {
  it('has the journal lines as they were recorded, between header and footer', () => {
    const dataDir = recordedFolder();
    const { out, ...answer } = exported(dataDir, { from: 5, to: 14 });
    const journal = lines(join(dataDir, 'journal/000001.jsonl'));
    expect(lines(out).slice(1, -2)).toEqual(journal.slice(4, 14));
    expect(lines(out).at(-1)).toBe('');
    expect(answer).toMatchObject({ from: 5, to: 14, count: 10 });
    expect(JSON.parse(lines(out).at(-2)!)).toMatchObject({ count: 10, hash: answer.hash });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(verified(out)).toMatchObject({ ok: true, events: 10 });
  });

  it('of a shift goes from its opening to its signed end', () => {
    const dataDir = twoShifts();
    const { out, from, to } = exported(dataDir, { shift: 'A' });
    const kinds = lines(out)
      .slice(1, -2)
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect([from, to]).toEqual([2, 9]);
    expect(kinds[0]).toBe('shift-opened');
    expect(kinds.slice(-2)).toEqual(['shift-closed', 'checkpoint']);
    expect(JSON.parse(lines(out)[0]!)).toMatchObject({ shift: 'A', from: 2, to: 9 });
    expect(verified(out)).toMatchObject({ ok: true, events: 8 });
  });

  it('of an open shift goes to the last record', () => {
    const dataDir = recordedFolder();
    expect(exported(dataDir, { shift: 'shift-1' })).toMatchObject({ from: 2, to: 22 });
  });

  it('without end goes to the last record', () => {
    expect(exported(recordedFolder(), { from: 1, to: null })).toMatchObject({ from: 1, to: 22 });
  });

  it('holds no personal value in clear', () => {
    const { out } = exported(recordedFolder(1), { from: 1, to: null });
    expect(readFileSync(out).includes('Ms. Example')).toBe(false);
    expect(readFileSync(out).includes('"sealed"')).toBe(true);
  });

  it('is made while the station runs, and adds no record', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', null, {})], null);
    expect(verified(exported(dataDir, { from: 1, to: null }).out).events).toBe(2);
    expect(store.eventCount()).toBe(2);
  });

  it('leaves no file behind in a closed folder', () => {
    const dataDir = recordedFolder();
    const before = readdirSync(dataDir);
    exported(dataDir, { from: 1, to: null });
    expect(readdirSync(dataDir)).toEqual(before);
  });

  it('is refused where there are no such records', () => {
    const dataDir = recordedFolder();
    expect(refused(dataDir, { from: 20, to: 23 })).toBe('no-records');
    expect(refused(dataDir, { from: 9, to: 8 })).toBe('no-records');
    expect(refused(dataDir, { from: 0, to: 8 })).toBe('no-records');
    expect(refused(dataDir, { shift: 'another' })).toBe('no-records');
    expect(refused(temporaryFolder(), { from: 1, to: null })).toBe('no-records');
  });

  it('does not put a signature under a record that was changed or removed', () => {
    for (const change of [
      "UPDATE events SET actor = 'x' WHERE seq = 9",
      'DELETE FROM events WHERE seq = 9',
    ]) {
      const dataDir = recordedFolder();
      tamper(dataDir, (db) => db.exec(change));
      const out = target();
      expect(refused(dataDir, { from: 5, to: 14 }, out)).toBe('records-bad');
      expect(existsSync(out)).toBe(false);
    }
  });

  it('does not replace a file, and leaves nothing where it cannot be written', () => {
    const dataDir = recordedFolder();
    const out = target();
    writeFileSync(out, 'mine');
    expect(refused(dataDir, { from: 1, to: null }, out)).toBe('export-exists');
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const nowhere = join(temporaryFolder(), 'missing', 'export.jsonl');
    expect(refused(dataDir, { from: 1, to: null }, nowhere)).toBe('disk-error');
  });

  it('needs the key of the station', () => {
    const [dataDir, other] = [recordedFolder(), recordedFolder(1)];
    writeFileSync(join(dataDir, 'station.key'), readFileSync(join(other, 'station.key')));
    expect(refused(dataDir, { from: 1, to: null })).toBe('records-bad');
  });
});

describe('verification of an export', () => {
  it.each([
    ['a record is removed', (all: string[]) => all.filter((_l, at) => at !== 4), 8],
    ['the last records are removed', (all: string[]) => [...all.slice(0, 8), ...all.slice(11)], 12],
    ['the footer is removed', (all: string[]) => [...all.slice(0, 11), ''], 14],
    ['the header is removed', (all: string[]) => all.slice(1), 5],
    ['something follows', (all: string[]) => [...all.slice(0, -1), '{}', ''], 14],
    ['a line is empty at the end', (all: string[]) => [...all, ''], 14],
    ['it has no end of line', (all: string[]) => all.slice(0, -1), 14],
    ['the header is of another', (all: string[]) => [otherHeader(), ...all.slice(1)], 5],
  ])('fails when %s', (_name, change, seq) => {
    const { out } = exported(recordedFolder(), { from: 5, to: 14 });
    writeFileSync(out, change(lines(out)).join('\n'));
    expect(verified(out).firstBad).toMatchObject({ seq, where: 'export' });
  });

  it('fails when it is signed with another key under its own name', () => {
    const forged = otherExport();
    const { out } = exported(recordedFolder(), { from: 5, to: 14 });
    const [header, footer] = [lines(forged)[0]!, lines(forged).at(-2)!];
    writeFileSync(out, [header, ...lines(out).slice(1, -2), footer, ''].join('\n'));
    expect(verified(out).ok).toBe(false);
  });
});

function otherExport(): string {
  return exported(recordedFolder(), { from: 5, to: 14 }).out;
}

function otherHeader(): string {
  return lines(otherExport())[0]!;
}

it('does not mind the name of the folder that the export goes to', () => {
  const folder = join(temporaryFolder(), 'für den Prüfer');
  mkdirSync(folder);
  const { out } = exported(recordedFolder(), { from: 1, to: 3 }, join(folder, 'a.jsonl'));
  expect(verified(out)).toMatchObject({ ok: true, events: 3 });
});

import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENESIS, journalLine, parseJournalLine } from '../../../../shared/records/chain.ts';
import { checkpointLine, checkpointOf } from '../../../../shared/records/checkpoint.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import { canonicalJson } from '../../../../shared/records/canonical.ts';
import { chainEvent } from '../../../../electron/core/store/chain-hash.ts';
import { checkpointFault } from '../../../../electron/core/store/checkpoint.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import {
  event,
  openOk,
  screening,
  tamper,
  temporaryFolder,
  tickingClock,
  verified,
} from './support.ts';

const FILE = 'checkpoints.jsonl';

function note(store: Store, times: number): void {
  for (let n = 1; n <= times; n += 1) store.append([event('note', null, { n })], null);
}

function checkpointsOf(store: Store): RecordedEvent[] {
  return store.latest('checkpoint', 1000);
}

function fileLines(dataDir: string): string[] {
  const file = join(dataDir, FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

function linesFor(store: Store): string[] {
  return checkpointsOf(store).map(({ hash: _, body, ...header }) => {
    const chained = { header, bodyText: canonicalJson(body), prev: '', hash: '' };
    return checkpointLine(checkpointOf(chained)!);
  });
}

/** A closed folder with 230 notes: two checkpoints by number. */
function notedFolder(notes = 230): string {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  note(store, notes);
  store.close();
  return dataDir;
}

/** Cuts records off the end of database, journal and mark alike. */
function cutOff(dataDir: string, keep: number): void {
  tamper(dataDir, (db) => {
    db.exec(`DELETE FROM events WHERE seq > ${keep}; UPDATE journal_mark SET seq = ${keep}`);
  });
  const journal = join(dataDir, 'journal/000001.jsonl');
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, keep);
  writeFileSync(journal, `${lines.join('\n')}\n`);
}

describe('a checkpoint', () => {
  it('follows after 100 events, and signs the one before it', () => {
    const store = openOk(temporaryFolder());
    note(store, 230);
    const made = checkpointsOf(store);
    // Events 1 to 100 with station-created, then the next hundred.
    expect(made.map(({ seq }) => seq)).toEqual([101, 202]);
    for (const { seq, body } of made) {
      expect(body).toMatchObject({ seq: seq - 1, hash: store.event(seq - 1)!.hash });
    }
  });

  it('comes in between when one intent has more events', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const many = Array.from({ length: 250 }, (_, n) => event('note', null, { n }));
    const recorded = store.append(many, null);
    expect(recorded.map(({ kind }) => kind)).toEqual(many.map(() => 'note'));
    expect(checkpointsOf(store).map(({ seq }) => seq)).toEqual([101, 202]);
    expect(fileLines(dataDir)).toEqual(linesFor(store));
  });

  it('follows at once when a shift is closed, with its id for the report', () => {
    const store = openOk(temporaryFolder());
    store.append([event('shift-opened', null, { shift: 'A', officer: 'B-17' })], 'A');
    store.append(screening('s', 'RR1'), 'A');
    const [closed] = store.append([event('shift-closed', null, { shift: 'A' })], 'A');
    const [signed] = store.events({ shift: 'A', kinds: ['checkpoint'], limit: 9, offset: 0 });
    expect(signed).toMatchObject({
      seq: closed!.seq + 1,
      actor: 'station',
      body: { seq: closed!.seq, hash: closed!.hash },
    });
  });

  it('is not among the events that append returns, nor is a clock that jumped', () => {
    const clock = tickingClock();
    let set = 0;
    const store = openOk(temporaryFolder(), {
      clock: { ...clock, utcMs: () => clock.utcMs() + set },
    });
    set = 60_000;
    const closing = event('shift-closed', null, { shift: 'A' });
    expect(store.append([closing], 'A').map(({ kind }) => kind)).toEqual(['shift-closed']);
    const kinds = store.events({ limit: 9, offset: 1 }).map(({ kind }) => kind);
    expect(kinds).toEqual(['clock-jumped', 'shift-closed', 'checkpoint']);
    expect(store.latest('clock-jumped', 2)).toHaveLength(1);
  });

  it('is made on demand when something was recorded since the last', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const first = store.checkpoint();
    expect(first).toMatchObject({ kind: 'checkpoint', seq: 2, body: { seq: 1 } });
    expect(store.checkpoint()).toBeNull();
    note(store, 1);
    expect(store.checkpoint()).toMatchObject({ seq: 4 });
    store.close();
    const again = openOk(dataDir);
    expect(again.checkpoint()).toBeNull();
    expect(fileLines(dataDir)).toEqual(linesFor(again));
  });

  it('says in training that it is one of training', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir, { mode: 'training' });
    expect(store.checkpoint()!.body['training']).toBe(true);
    expect(verified(dataDir).ok).toBe(true);
  });

  it('covers old records that had none as soon as one is added', () => {
    const dataDir = notedFolder(50);
    const store = openOk(dataDir);
    store.checkpoint();
    note(store, 100);
    expect(checkpointsOf(store).map(({ seq }) => seq)).toEqual([52, 153]);
  });

  it('does not hold with another seq, hash, key, station or epoch', () => {
    const store = openOk(temporaryFolder());
    const { hash, body, ...header } = store.checkpoint()!;
    const prev = store.event(1)!.hash;
    const chained = { header, bodyText: canonicalJson(body), prev, hash };
    expect(checkpointFault(chained)).toBeNull();
    const key = openOk(temporaryFolder()).checkpoint()!.body['key']!;
    const signature = String(body['signature']);
    const changed = [
      { ...chained, header: { ...header, seq: 3 } },
      { ...chained, header: { ...header, epoch: 2 } },
      { ...chained, header: { ...header, station: '0'.repeat(32) } },
      { ...chained, prev: hash },
      ...[
        { ...body, key },
        { ...body, hash },
        { ...body, signature: `${signature.slice(0, -1)}B` },
        { ...body, signature: signature.toLowerCase() },
        { ...body, signature: '' },
        { ...body, key: '' },
        {},
      ].map((other) => ({ ...chained, bodyText: canonicalJson(other) })),
    ];
    expect(changed.map(checkpointFault)).not.toContain(null);
  });
});

describe('checkpoints.jsonl', () => {
  it('has one private line for each checkpoint', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    note(store, 230);
    expect(fileLines(dataDir)).toEqual(linesFor(store));
    expect(fileLines(dataDir)).toHaveLength(2);
    expect(statSync(join(dataDir, FILE)).mode & 0o777).toBe(0o600);
  });

  it('is completed without alarm after a crash before its line was written', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    note(store, 90);
    const before = fileLines(dataDir);
    store.checkpoint();
    const crashed = temporaryFolder();
    cpSync(dataDir, crashed, { recursive: true });
    const whole = readFileSync(join(crashed, FILE), 'utf8');
    // The mark is one append behind: the line was on its way.
    writeFileSync(
      join(crashed, FILE),
      before.map((line) => `${line}\n`).join('') + whole.slice(0, 40),
    );
    expect(verified(crashed)).toMatchObject({ ok: true, unacknowledged: { bytes: 40 } });
    const reopened = openOk(crashed);
    expect(reopened.alarms).toEqual([]);
    expect(readFileSync(join(crashed, FILE), 'utf8')).toBe(whole);
  });

  it('is completed with an alarm when lines are gone that had been written', () => {
    const dataDir = notedFolder();
    const whole = readFileSync(join(dataDir, FILE), 'utf8');
    truncateSync(join(dataDir, FILE), whole.indexOf('\n') + 1);
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 202, where: 'journal' });
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['checkpoints-damaged']);
    store.close();
    expect(readFileSync(join(dataDir, FILE), 'utf8')).toBe(whole);
    expect(verified(dataDir).ok).toBe(true);
    expect(openOk(dataDir).alarms).toEqual([]);
  });

  it.each([
    ['its first line is gone', (lines: string[]) => lines.slice(1)],
    ['a line is no checkpoint', (lines: string[]) => ['{}', ...lines.slice(1), 'x']],
    ['lines are exchanged', (lines: string[]) => lines.toReversed()],
  ])('is found damaged when %s', (_name, change) => {
    const dataDir = notedFolder();
    writeFileSync(
      join(dataDir, FILE),
      change(fileLines(dataDir))
        .map((l) => `${l}\n`)
        .join(''),
    );
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 101, where: 'journal' });
  });

  it('is set aside and written again when its end is damaged', () => {
    const dataDir = notedFolder();
    const whole = readFileSync(join(dataDir, FILE), 'utf8');
    const damaged = whole.replace(
      /"signature":"[^"]*"(?=[^"]*"station[^\n]*\n$)/,
      '"signature":""',
    );
    writeFileSync(join(dataDir, FILE), damaged);
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['checkpoints-damaged']);
    store.close();
    expect(readFileSync(join(dataDir, FILE), 'utf8')).toBe(whole);
    const aside = readdirSync(dataDir).find((name) => name.startsWith(`${FILE}.fork-`));
    expect(readFileSync(join(dataDir, aside ?? ''), 'utf8')).toBe(damaged);
    expect(verified(dataDir).ok).toBe(true);
  });
});

describe('records that were cut off everywhere but in checkpoints.jsonl', () => {
  it('are missed from the last checkpoint on', () => {
    for (const keep of [201, 150, 101, 40]) {
      const dataDir = notedFolder();
      cutOff(dataDir, keep);
      expect(verified(dataDir).firstBad).toMatchObject({ seq: keep + 1, where: 'db' });
    }
  });

  it('are an alarm that is recorded once, and named by verification for ever', () => {
    const dataDir = notedFolder();
    cutOff(dataDir, 150);
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['records-cut']);
    expect(store.latest('records-cut', 9).map(({ body }) => body)).toEqual([
      { after: 150, upTo: 202 },
    ]);
    expect(store.epoch).toBe(2);
    store.close();
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 151, where: 'db' });
    const again = openOk(dataDir);
    expect(again.alarms).toEqual([]);
    note(again, 250);
    again.close();
    const verification = verified(dataDir);
    expect(verification.firstBad).toMatchObject({ seq: 151, where: 'db' });
    expect(verification.events).toBeGreaterThanOrEqual(150);
    expect(verification.note).toContain('left 1 signed');
    expect(openOk(dataDir).alarms).toEqual([]);
  });

  it('do not hide a record that was changed later', () => {
    const dataDir = notedFolder();
    cutOff(dataDir, 150);
    const store = openOk(dataDir);
    note(store, 10);
    store.close();
    tamper(dataDir, (db) => db.exec("UPDATE events SET actor = 'x' WHERE seq = 160"));
    expect(verified(dataDir)).toMatchObject({
      firstBad: { seq: 160 },
      note: expect.stringContaining('after 150') as string,
    });
  });

  it('are missed when all records are gone', () => {
    const dataDir = notedFolder();
    rmSync(join(dataDir, 'station.db'));
    rmSync(join(dataDir, 'journal'), { recursive: true });
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['records-cut']);
    store.close();
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 1 });
  });

  it('are missed when others were recorded in their place', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    note(store, 50);
    const copy = temporaryFolder();
    store.close();
    cpSync(dataDir, copy, { recursive: true });
    const original = openOk(dataDir);
    original.checkpoint();
    original.close();
    const other = openOk(copy);
    note(other, 60);
    other.close();
    copyFileSync(join(dataDir, FILE), join(copy, FILE));
    expect(verified(copy).ok).toBe(false);
    expect(openOk(copy).alarms.map(({ code }) => code)).toContain('records-cut');
    expect(verified(copy).ok).toBe(false);
  });
});

it('finds more than 100 records that nobody signed', () => {
  const [first] = readFileSync(join(notedFolder(1), 'journal/000001.jsonl'), 'utf8').split('\n');
  const { header, bodyText } = parseJournalLine(first!)!;
  const file = join(temporaryFolder(), '000001.jsonl');
  const write = (count: number): void => {
    let prev = GENESIS;
    const lines = Array.from({ length: count }, (_, at) => {
      const chained = chainEvent(prev, { ...header, seq: at + 1 }, bodyText);
      prev = chained.hash;
      return `${journalLine(chained)}\n`;
    });
    writeFileSync(file, lines.join(''));
  };
  write(100);
  expect(verified(file).ok).toBe(true);
  write(101);
  expect(verified(file).firstBad).toMatchObject({ seq: 101, where: 'journal' });
});

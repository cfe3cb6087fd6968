import {
  appendFileSync,
  cpSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/records/canonical.ts';
import { journalLine, parseJournalLine } from '../../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../../shared/records/chain.ts';
import { chainEvent } from '../../../../electron/core/store/chain-hash.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import type { Verification } from '../../../../electron/core/store/verify.ts';
import { event, openOk, recordedFolder, tamper, temporaryFolder, verified } from './support.ts';

const JOURNAL = 'journal/000001.jsonl';
/** The store's first event, the shift, and five for each of four screenings. */
const EVENTS = 22;

function journalLines(dataDir: string): string[] {
  return readFileSync(join(dataDir, JOURNAL), 'utf8').trimEnd().split('\n');
}

function writeJournal(dataDir: string, lines: readonly string[]): void {
  writeFileSync(join(dataDir, JOURNAL), `${lines.join('\n')}\n`);
}

/** Runs a change on a fresh copy and gives the first bad record. */
function afterwards(original: string, change: (dataDir: string) => void): unknown {
  const dataDir = temporaryFolder();
  cpSync(original, dataDir, { recursive: true });
  change(dataDir);
  const { firstBad } = verified(dataDir);
  return firstBad === null ? null : { seq: firstBad.seq, where: firstBad.where };
}

describe('verification of a data folder', () => {
  it('finds every record of an untouched folder', () => {
    const answer = verified(recordedFolder());
    expect(answer).toEqual({
      ok: true,
      station: expect.stringMatching(/^[0-9a-f]{32}$/),
      events: EVENTS,
      firstBad: null,
      unacknowledged: { events: 0, bytes: 0 },
    });
  });

  it('works while the station runs, and counts what is in it', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', null, {})], null);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 2 });
  });

  it('leaves no file behind in a closed folder', () => {
    const dataDir = recordedFolder();
    const before = readdirSync(dataDir);
    verified(dataDir);
    expect(readdirSync(dataDir)).toEqual(before);
  });

  it('names the record whose body has one character changed, whichever it is', () => {
    const dataDir = recordedFolder();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: EVENTS }), fc.nat(), (seq, at) => {
        let original = '';
        tamperBody(dataDir, seq, (body) => {
          original = body;
          const index = at % body.length;
          const other = body[index] === 'x' ? 'y' : 'x';
          return body.slice(0, index) + other + body.slice(index + 1);
        });
        expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'db' });
        tamperBody(dataDir, seq, () => original);
        expect(verified(dataDir).ok).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['epoch', 'epoch + 1'],
    ['boot_id', "boot_id || 'x'"],
    ['at_ms', 'at_ms + 1'],
    ['mono_ms', 'mono_ms - 1'],
    ['station', "upper(station) || '!'"],
    ['shift', 'NULL'],
    ['session', "'another'"],
    ['actor', "'B-18'"],
    ['kind', "kind || ' '"],
    ['body', "replace(body, '}', ' }')"],
    ['prev', 'zeroblob(32)'],
    ['hash', 'zeroblob(32)'],
  ])('names the record whose column %s was changed', (column, value) => {
    const change = (dataDir: string): void =>
      tamper(dataDir, (db) => db.exec(`UPDATE events SET ${column} = ${value} WHERE seq = 9`));
    expect(afterwards(recordedFolder(), change)).toEqual({ seq: 9, where: 'db' });
  });

  it.each([
    ['removed', 'DELETE FROM events WHERE seq = 9'],
    ['moved to the end', 'UPDATE events SET seq = 900 WHERE seq = 9'],
    [
      'exchanged with the next one',
      'UPDATE events SET seq = -9 WHERE seq = 9; UPDATE events SET seq = 9 WHERE seq = 10; ' +
        'UPDATE events SET seq = 10 WHERE seq = -9',
    ],
  ])('names the record that was %s', (_name, sql) => {
    const change = (dataDir: string): void => tamper(dataDir, (db) => db.exec(sql));
    expect(afterwards(recordedFolder(), change)).toEqual({ seq: 9, where: 'db' });
  });

  it('misses records that were removed from the end of the database', () => {
    const change = (dataDir: string): void =>
      tamper(dataDir, (db) => db.exec('DELETE FROM events WHERE seq > 20'));
    expect(afterwards(recordedFolder(), change)).toEqual({ seq: 21, where: 'db' });
  });

  it('tells damaged text from the replacement character that it decodes to', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', null, { text: '\ufffd' })], null);
    store.close();
    tamper(dataDir, (db) => {
      // The bytes EF BF BD become FF, which a lenient decoder shows as the same character.
      db.exec("UPDATE events SET body = CAST(x'7b2274657874223a22ff227d' AS TEXT) WHERE seq = 2");
    });
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 2, where: 'db' });
  });

  it('names the record whose journal line has one byte changed, whichever it is', () => {
    const dataDir = recordedFolder();
    const whole = readFileSync(join(dataDir, JOURNAL));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Buffer.from(whole);
        changed[at] = (whole[at] ?? 0) ^ difference;
        writeFileSync(join(dataDir, JOURNAL), changed);
        const seq = whole.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        expect(verified(dataDir).firstBad).toMatchObject({ seq, where: 'journal' });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a line is removed', (lines: string[]) => lines.filter((_line, at) => at !== 8)],
    [
      'lines are exchanged',
      (lines: string[]) => lines.map((l, at) => lines[at === 8 ? 9 : at === 9 ? 8 : at] ?? l),
    ],
    ['lines are cut off at the end', (lines: string[]) => lines.slice(0, 8)],
  ])('names the first journal line that is wrong when %s', (_name, change) => {
    const broken = (dataDir: string): void => writeJournal(dataDir, change(journalLines(dataDir)));
    expect(afterwards(recordedFolder(), broken)).toEqual({ seq: 9, where: 'journal' });
  });

  it('finds a journal that was forged consistently to its end', () => {
    const forge = (dataDir: string): void => {
      let prev: string | null = null;
      const lines = journalLines(dataDir).map((line, at) => {
        const read = parseJournalLine(line)!;
        if (at < 8) return line;
        const actor = at === 8 ? 'B-99' : read.header.actor;
        const forged = chainEvent(prev ?? read.prev, { ...read.header, actor }, read.bodyText);
        prev = forged.hash;
        return journalLine(forged);
      });
      writeJournal(dataDir, lines);
    };
    expect(afterwards(recordedFolder(), forge)).toEqual({ seq: 9, where: 'journal' });
  });

  it('names a record whose number was changed to one far beyond the end', () => {
    const dataDir = recordedFolder();
    tamper(dataDir, (db) => db.exec('UPDATE events SET seq = 900000000000 WHERE seq = 5'));
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 5, where: 'db' });
  });

  it('does not take an append that a crash has cut short for tampering', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', null, { text: 'first' })], null);
    const journal = readFileSync(join(dataDir, JOURNAL));
    store.append([event('note', null, { text: 'second' })], null);
    const copy = temporaryFolder();
    cpSync(dataDir, copy, { recursive: true });
    truncateSync(join(copy, JOURNAL), journal.length + 10);
    expect(verified(copy)).toMatchObject({
      ok: true,
      events: 3,
      firstBad: null,
      unacknowledged: { events: 1, bytes: 10 },
    });
  });

  it('notices a key of another station', () => {
    const other = recordedFolder(1);
    const change = (dataDir: string): void =>
      cpSync(join(other, 'station.key'), join(dataDir, 'station.key'));
    expect(afterwards(recordedFolder(), change)).toEqual({ seq: 1, where: 'db' });
  });

  it('says that the key is not there to be compared', () => {
    const dataDir = recordedFolder();
    rmSync(join(dataDir, 'station.key'));
    expect(verified(dataDir)).toMatchObject({
      ok: true,
      note: expect.stringContaining('no station.key') as string,
    });
  });

  it('notices that the database is gone, or no database', () => {
    expect(afterwards(recordedFolder(), (dir) => rmSync(join(dir, 'station.db')))).toEqual({
      seq: 1,
      where: 'db',
    });
    const scribble = (dir: string): void =>
      writeFileSync(join(dir, 'station.db'), 'x'.repeat(9000));
    expect(afterwards(recordedFolder(), scribble)).toEqual({ seq: 1, where: 'db' });
  });
});

describe('a hash on paper', () => {
  it('is compared, also when only its beginning was printed', () => {
    const dataDir = recordedFolder();
    const hash = hashOf(dataDir, 9);
    for (const printed of [hash, hash.slice(0, 16)]) {
      expect(anchored(dataDir, 9, printed)).toMatchObject({ ok: true, firstBad: null });
    }
    const wrong = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(anchored(dataDir, 9, wrong).firstBad).toMatchObject({ seq: 9, where: 'db' });
  });

  it('shows that records were cut off everywhere', () => {
    const dataDir = recordedFolder();
    const hash = hashOf(dataDir, EVENTS);
    tamper(dataDir, (db) => {
      db.exec('DELETE FROM events WHERE seq > 20; UPDATE journal_mark SET seq = 20');
    });
    writeJournal(dataDir, journalLines(dataDir).slice(0, 20));
    expect(verified(dataDir).ok).toBe(true);
    expect(anchored(dataDir, EVENTS, hash).firstBad).toMatchObject({ seq: 21, where: 'db' });
  });

  it('is said not to be compared in a file that does not reach so far', () => {
    const file = join(recordedFolder(), JOURNAL);
    expect(anchored(file, EVENTS + 1, 'a'.repeat(16))).toMatchObject({
      ok: true,
      note: expect.stringContaining('not compared') as string,
    });
  });
});

describe('a restore', () => {
  /** A chain that goes on in a second epoch, signed by whom the change says. */
  function chain(change: (restored: ChainedEvent) => ChainedEvent): string {
    const [dataDir, other] = [recordedFolder(), recordedFolder(1)];
    const lines = journalLines(dataDir);
    const { header, hash } = parseJournalLine(lines.at(-1)!)!;
    const station = parseJournalLine(journalLines(other)[0]!)!.header.station;
    const from = { station: header.station, epoch: 1, seq: header.seq, hash };
    const next = { ...header, seq: header.seq + 1, epoch: 2, station, kind: 'restored' };
    const restored = change(
      chainEvent(hash, next, canonicalJson({ from, backup: { name: 'x', atMs: 1 } })),
    );
    const after = chainEvent(
      restored.hash,
      { ...next, seq: next.seq + 1, kind: 'note' },
      '{"n":1}',
    );
    const file = join(temporaryFolder(), '000001.jsonl');
    writeFileSync(file, `${[...lines, journalLine(restored), journalLine(after)].join('\n')}\n`);
    return file;
  }
  const relink = ({ prev, header, bodyText }: ChainedEvent): ChainedEvent =>
    chainEvent(prev, header, bodyText);

  it('may go on with a new station and the next epoch', () => {
    expect(verified(chain((event) => event))).toMatchObject({ ok: true, events: EVENTS + 2 });
  });

  it.each<[string, (event: ChainedEvent) => ChainedEvent]>([
    ['is none', (event) => ({ ...event, header: { ...event.header, kind: 'note' } })],
    ['stays in the epoch', (event) => ({ ...event, header: { ...event.header, epoch: 1 } })],
    [
      'names another record',
      (e) => ({ ...e, bodyText: e.bodyText.replace('"seq":22', '"seq":21') }),
    ],
    [
      'names another station',
      (e) => ({ ...e, bodyText: e.bodyText.replace(/"station":"./, '"station":"x') }),
    ],
    ['names nothing', (event) => ({ ...event, bodyText: '{}' })],
  ])('is not accepted when it %s', (_name, change) => {
    const file = chain((event) => relink(change(event)));
    expect(verified(file).firstBad).toMatchObject({ seq: EVENTS + 1, where: 'journal' });
  });

  it('is the only place where the station may change', () => {
    const [dataDir, other] = [recordedFolder(), recordedFolder(1)];
    const lines = journalLines(dataDir);
    const { header, hash } = parseJournalLine(lines.at(-1)!)!;
    const { station } = parseJournalLine(journalLines(other)[0]!)!.header;
    const next = chainEvent(hash, { ...header, seq: header.seq + 1, station }, '{}');
    writeJournal(dataDir, [...lines, journalLine(next)]);
    expect(verified(join(dataDir, JOURNAL)).firstBad).toMatchObject({ seq: EVENTS + 1 });
  });
});

function hashOf(dataDir: string, seq: number): string {
  return parseJournalLine(journalLines(dataDir)[seq - 1]!)!.hash;
}

function anchored(path: string, seq: number, hash: string): Verification {
  const result = verifyPath(path, null, { seq, hash });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('verification of a journal file', () => {
  it('finds every record, and says when the last line is unfinished', () => {
    const file = join(recordedFolder(), JOURNAL);
    appendFileSync(file, '{"actor"');
    expect(verified(file)).toMatchObject({
      ok: true,
      events: EVENTS,
      unacknowledged: { bytes: 8 },
    });
  });

  it('says that it is empty', () => {
    const file = join(temporaryFolder(), '000001.jsonl');
    writeFileSync(file, '');
    expect(verified(file)).toMatchObject({
      ok: true,
      events: 0,
      note: expect.stringContaining('no event') as string,
    });
  });

  it('says that it begins later', () => {
    const dataDir = recordedFolder();
    writeJournal(dataDir, journalLines(dataDir).slice(4));
    expect(verified(join(dataDir, JOURNAL))).toMatchObject({
      ok: true,
      events: EVENTS - 4,
      note: expect.stringContaining('begins at event 5') as string,
    });
  });

  it('names the first line that is wrong', () => {
    const dataDir = recordedFolder();
    writeJournal(
      dataDir,
      journalLines(dataDir).filter((_line, at) => at !== 4),
    );
    expect(verified(join(dataDir, JOURNAL)).firstBad).toMatchObject({ seq: 5, where: 'journal' });
  });
});

it('says that a path holds no records', () => {
  const answer = verifyPath(temporaryFolder());
  expect(answer.ok ? null : answer.error.code).toBe('not-records');
});

function tamperBody(dataDir: string, seq: number, change: (body: string) => string): void {
  tamper(dataDir, (db) => {
    const body = db.prepare<[number], string>('SELECT body FROM events WHERE seq = ?').pluck();
    db.prepare('UPDATE events SET body = ? WHERE seq = ?').run(change(body.get(seq) ?? ''), seq);
    db.exec(TRIGGERS);
  });
}

const TRIGGERS = `
  CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'no'); END;
  CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END;`;

import fc from 'fast-check';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createCommandSheets,
  type CommandSheets,
} from '../../../../electron/core/commands/command-sheets.ts';
import { sheetPage } from '../../../../electron/core/commands/sheet-page.ts';
import { COMMANDS, type Command } from '../../../../shared/commands/command.ts';
import type { NewEvent, RecordedEvent } from '../../../../shared/records/event.ts';
import { printPolicy } from '../../../../electron/main/print-documents.ts';
import { decodeCode128 } from '../../../support/code128-decoder.ts';
import { temporaryFolders } from '../../../tools/runtime/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const MANAGER = { badge: 'B-3001', role: 'manager' } as const;
const AT = Date.UTC(2026, 10, 29, 8);

/** Records of `command-sheet-renewed` alone. */
class Records {
  events: RecordedEvent[] = [];
  readonly station: string;
  readonly dataDir: string;
  constructor(station: string, dataDir: string) {
    this.station = station;
    this.dataDir = dataDir;
  }
  append = (events: readonly NewEvent[]): RecordedEvent[] => {
    const made = events.map(
      (event) => ({ ...event, seq: this.events.length + 1, at_ms: AT }) as unknown as RecordedEvent,
    );
    this.events.push(...made);
    return made;
  };
  latest = (kind: string, limit: number): RecordedEvent[] =>
    this.events.filter((event) => event.kind === kind).slice(-limit);
}

let records: Records;
let said: string[];
let sheets: CommandSheets;

const log = (line: string): void => void said.push(line);
const open = (of: Records): CommandSheets => createCommandSheets({ records: of, log });
const file = (): string => path.join(records.dataDir, 'commands.key');
const textsOf = (of: CommandSheets): ReadonlyMap<Command, string> => {
  const texts = of.texts();
  if (texts === null) throw new Error('no sheet is in force');
  return texts;
};

beforeEach(() => {
  said = [];
  records = new Records('0f'.repeat(16), temporaryFolder());
  sheets = open(records);
});

describe('a station without a sheet', () => {
  it('follows no command', () => {
    expect([sheets.inForce(), sheets.texts()]).toEqual([null, null]);
    expect(sheets.judge('SSCDXDRBBCBBBBBBBBBBBBBBBBBBBB')).toEqual({
      kind: 'refused',
      why: 'foreign',
    });
    expect(sheets.judge('CP102030419NL')).toBeNull();
  });
});

describe('a sheet', () => {
  beforeEach(() => sheets.renew(MANAGER));

  it('is followed, every command of it, also after a restart', () => {
    for (const station of [sheets, open(records)]) {
      for (const [command, text] of textsOf(sheets)) {
        expect(station.judge(text)).toEqual({ kind: 'valid', command, generation: 1 });
      }
      expect(station.inForce()).toEqual({ generation: 1, issuedAtMs: AT });
    }
  });

  it('is recorded with its number and who made it, without its key', () => {
    expect(records.events).toMatchObject([
      { kind: 'command-sheet-renewed', actor: 'B-3001', session: null, body: { generation: 1 } },
    ]);
    const { sheets: kept } = JSON.parse(readFileSync(file(), 'utf8')) as {
      sheets: { key: string }[];
    };
    expect(JSON.stringify(records.events)).not.toContain(kept[0]?.key);
  });

  it.runIf(process.platform !== 'win32')('keeps its key where only this account reads it', () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is followed in no way when any one character is another', () => {
    const texts = [...textsOf(sheets).values()];
    const character = fc.oneof(
      fc.constantFrom(...'BCDEFGHJKNPRSTVX'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(29), character, (text, at, other) => {
        fc.pre(other.toUpperCase() !== text[at]);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        expect(sheets.judge(changed)?.kind).not.toBe('valid');
      }),
      { numRuns: 2_000 },
    );
  });

  it('no text that somebody makes up is followed', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'BCDEFGHJKNPRSTVX'),
      maxLength: 25,
      minLength: 25,
    });
    fc.assert(
      fc.property(letters, (tail) => {
        expect(sheets.judge(`SSCDX${tail}`)?.kind).toBe('refused');
      }),
    );
  });

  it('of another station is foreign, as is a training sheet in live', () => {
    const other = new Records('f0'.repeat(16), temporaryFolder());
    const strange = open(other);
    strange.renew(MANAGER);
    for (const text of textsOf(strange).values()) {
      expect(sheets.judge(text)).toEqual({ kind: 'refused', why: 'foreign' });
    }
  });

  it('of a copied file of keys is foreign under another station', () => {
    const other = new Records('f0'.repeat(16), records.dataDir);
    other.events = records.events;
    const copied = open(other);
    for (const text of textsOf(sheets).values()) {
      expect(copied.judge(text)).toEqual({ kind: 'refused', why: 'foreign' });
    }
  });
});

describe('a renewed sheet', () => {
  it('leaves every earlier one expired, however often it is replayed', () => {
    sheets.renew(MANAGER);
    const first = [...textsOf(sheets).values()];
    sheets.renew(MANAGER);
    const second = [...textsOf(sheets).values()];
    sheets.renew(MANAGER);
    for (const text of [...first, ...second, ...first]) {
      expect(sheets.judge(text)).toEqual({ kind: 'refused', why: 'expired' });
    }
    expect(sheets.inForce()?.generation).toBe(3);
    expect(new Set([...first, ...second, ...textsOf(sheets).values()]).size).toBe(
      3 * COMMANDS.length,
    );
  });

  it('that was not recorded leaves no sheet in force, and the next one is', () => {
    sheets.renew(MANAGER);
    const append = records.append;
    records.append = () => {
      throw new Error('the disk is full');
    };
    expect(() => open(records).renew(MANAGER)).toThrow('full');
    records.append = append;
    const again = open(records);
    expect(again.inForce()).toBeNull();
    again.renew(MANAGER);
    expect(again.inForce()?.generation).toBe(3);
  });
});

describe('records and keys that do not belong together', () => {
  const sheetOf = (of: CommandSheets): string => textsOf(of).get('hold') ?? '';

  it('records from a backup, without the keys: no sheet is in force until it is renewed', () => {
    sheets.renew(MANAGER);
    const before = sheetOf(sheets);
    rmSync(file());
    const restored = open(records);
    expect([restored.inForce(), restored.judge(before)]).toEqual([
      null,
      { kind: 'refused', why: 'foreign' },
    ]);
    restored.renew(MANAGER);
    expect(restored.inForce()?.generation).toBe(2);
    expect(restored.judge(before)).toEqual({ kind: 'refused', why: 'foreign' });
  });

  it('older records beside newer keys bring no sheet back', () => {
    sheets.renew(MANAGER);
    const before = sheetOf(sheets);
    const backedUp = [...records.events];
    sheets.renew(MANAGER);
    records.events = backedUp;
    const restored = open(records);
    expect(restored.inForce()).toBeNull();
    expect(restored.judge(before)).toEqual({ kind: 'refused', why: 'expired' });
  });

  it('older keys beside newer records bring no sheet back, also under the same number', () => {
    sheets.renew(MANAGER);
    const before = sheetOf(sheets);
    const keys = readFileSync(file());
    const backedUp = [...records.events];
    sheets.renew(MANAGER);
    writeFileSync(file(), keys);
    expect(open(records).judge(before)).toEqual({ kind: 'refused', why: 'expired' });

    // Another sheet 1 was made while the first one's keys were away.
    rmSync(file());
    records.events = backedUp.slice(0, 0);
    open(records).renew(MANAGER);
    writeFileSync(file(), keys);
    expect(open(records).inForce()).toBeNull();
  });

  it.each(['', '{', '{"sheets":[{"generation":1,"key":"AAAA"}]}', '[]'])(
    'a damaged file of keys (%s) is told, and renewing mends it',
    (content) => {
      writeFileSync(file(), content);
      const damaged = open(records);
      expect([damaged.inForce(), said.length]).toEqual([null, 1]);
      damaged.renew(MANAGER);
      expect(open(records).inForce()?.generation).toBe(1);
    },
  );
});

describe('the printed sheet', () => {
  const page = (mode: 'live' | 'training' = 'live'): string => {
    sheets.renew(MANAGER);
    const force = sheets.inForce();
    if (force === null) throw new Error('no sheet');
    return sheetPage({ ...force, station: records.station, mode, texts: textsOf(sheets) });
  };

  it('says in bars exactly what the station follows, read by a decoder of its own', () => {
    const html = page();
    const bars = [...html.matchAll(/data-command="([a-z-]+)">(<svg.*?<\/svg>)/gs)];
    expect(bars.map(([, command]) => command).sort()).toEqual([...COMMANDS].sort());
    for (const [, command, svg = ''] of bars) {
      const text = decodeCode128(svg);
      expect(text).toBe(textsOf(sheets).get(command as Command));
      expect(sheets.judge(text)).toEqual({ kind: 'valid', command, generation: 1 });
    }
  });

  it('names station, number and day, and is marked where it is for training', () => {
    const live = page();
    expect(live).toContain('Command sheet 1 of station 0f0f0f0f');
    expect(live).toContain('2026-11-29 08:00:00 UTC');
    expect(live).not.toContain('TRAINING');
    expect(page('training')).toContain('TRAINING');
  });

  it('prints under the policy for reports: one style sheet, no style attribute, no script', () => {
    const html = page();
    expect(html).not.toMatch(/ style=|<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
    expect(printPolicy(html)).toContain("style-src 'sha256-");
  });

  it('does not say a code in letters, which a photograph would give away to a keyboard', () => {
    const html = page();
    for (const text of textsOf(sheets).values()) expect(html).not.toContain(text);
  });
});

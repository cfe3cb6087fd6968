import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../../shared/bridge/contract.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

/** In the demo manifest: sent by Nordlicht Textil GmbH, Kiel. */
const SHIRTS = 'LX876543216DE';
const UNKNOWN = 'LX417700127DE';

const PACK = `pack: site
version: 1
rules:
  - id: site.on-a-list
    version: 1
    severity: hold
    when: { any: [{ fact: watch.match, is: true, whenAbsent: 'false' },
      { fact: watch.possible, is: true, whenAbsent: 'false' }] }
    because: '{watch.match} {watch.possible}'
    source: site policy
    steps: [steps.open-declaration]
`;
const LIST = `list: Site list
source: site
kind: internal
validUntil: 2026-01-01
entries:
  - { id: E1, names: [Нордлихт Текстиль] }
  - { id: E2, names: [Achieng Otieno Onyango], phones: ['+254 700 123456'] }
`;

let bench: SimulatedStation;
beforeEach(async () => {
  const dataDir = newDataFolder();
  for (const name of ['rule-packs', 'watch-lists']) mkdirSync(path.join(dataDir, name));
  writeFileSync(path.join(dataDir, 'rule-packs', 'site.yaml'), PACK);
  writeFileSync(path.join(dataDir, 'watch-lists', 'site.yaml'), LIST);
  bench = await startSimulated(dataDir);
  await openShift(bench);
});
afterEach(() => bench.close());

function session(): SessionView {
  const open = bench.station.state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

async function scan(id: string): Promise<void> {
  bench.world('scanner', `scan ${id}`);
  await bench.clock.advance(1_000);
}

/** Bodies of the look-ups as they are stored. */
function stored(): string[] {
  const db = new Database(path.join(bench.dataDir, 'station.db'), { readonly: true });
  try {
    return db
      .prepare<[], string>("SELECT body FROM events WHERE kind = 'parties-looked-up' ORDER BY seq")
      .pluck()
      .all();
  } finally {
    db.close();
  }
}

describe('sender and addressee of an item', () => {
  it('are looked up with its declaration, and the prompt says list, entry, field and kind', async () => {
    await scan(SHIRTS);
    const prompt = session().prompts.find(({ rule }) => rule === 'site.on-a-list');
    expect(prompt?.because).toContain('Site list: entry E1, name of sender, transliterated 0.97');
    expect(prompt?.because).toContain('Site list: entry E2, name of addressee, fuzzy 0.97');
    expect(prompt?.because).toContain('Site list is expired');
  });

  it('are in the record by entry, never by name', async () => {
    await scan(SHIRTS);
    const [body = ''] = stored();
    expect(JSON.parse(body)).toMatchObject({
      lists: [{ list: 'Site list', entries: 2, expired: true }],
      hits: [{ entry: 'E1', declared: { sealed: {} } }, { entry: 'E2' }],
    });
    const journal = readFileSync(path.join(bench.dataDir, 'journal', '000001.jsonl'), 'utf8');
    expect(body + journal).not.toMatch(/Nordlicht|Нордлихт|Achieng/);
  });

  it('are looked up again when the form is copied', async () => {
    await scan(UNKNOWN);
    expect(stored()).toEqual([]);
    const declaration = { description: 'shirts', grossG: '450', originCountry: 'DE' };
    bench.station.intend({ kind: 'enter-declaration', declaration });
    expect(stored()).toHaveLength(1);
  });

  it('are known after a restart without being asked again', async () => {
    await scan(SHIRTS);
    const { dataDir } = bench;
    await bench.crash();
    bench = await startSimulated(dataDir);
    signIn(bench);
    expect(session().prompts.map(({ rule }) => rule)).toContain('site.on-a-list');
    expect(stored()).toHaveLength(1);
  });
});

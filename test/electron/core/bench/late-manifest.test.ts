import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runImporter } from '../../../../electron/cli/run-importer.ts';
import { benchCalls } from '../../../../electron/core/calls/bench-calls.ts';
import { openManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import { inspectFolder } from '../../../../electron/core/store/inspect-folder.ts';
import type { SessionView } from '../../../../shared/bridge/contract.ts';
import { temporaryFolder } from '../store/support.ts';
import {
  openShift,
  RESOURCES,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

/** Valid, and not in the demo manifest. */
const UNKNOWN = 'LX417700127DE';
/** In the demo manifest with 450 g. */
const SHIRTS = 'LX876543216DE';
const HEADER =
  'item_id,category,origin_country,destination_country,gross_g,description,quantity,net_g,value,' +
  'currency,hs_code,hs_year,line_origin_country';

const row = (id: string, gross: number, description = 'Cotton T-shirts'): string =>
  `${id},sale,DE,KE,${gross},${description},2,400,38.00,EUR,610910,2022,PT`;

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

/** A manifest arrives: the real importer builds it beside the open bench, which finds it. */
function arrives(...rows: string[]): Promise<string> {
  const file = path.join(temporaryFolder(), 'late.csv');
  writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
  return arrivesFrom(file);
}

/** The demo manifest's header and one of its rows. */
function demoRow(id: string): string {
  const lines = readFileSync(path.join(RESOURCES, 'demo', 'manifest.csv'), 'utf8').split('\n');
  return lines.filter((line, at) => at === 0 || line.startsWith(id)).join('\n');
}

async function arrivesFrom(file: string): Promise<string> {
  const result = await runImporter({ file, dataDir: bench.dataDir, sqliteAddon: null }, () => {});
  if (!result.ok) throw new Error(result.error.message);
  await bench.clock.advance(2_500);
  return result.value.generation;
}

async function presented(id: string, mass: string): Promise<SessionView> {
  bench.world('scanner', `scan ${id}`);
  bench.world('scale', `place ${mass}`);
  await bench.clock.advance(3_000);
  return session();
}

function session(): SessionView {
  const open = bench.station.state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

const entered = () => benchCalls(bench.station).enteredDeclaration({}).declaration;
const rules = (): string[] =>
  session().prompts.flatMap(({ rule, answered }) => (answered ? [] : [rule]));

/** What the record says of the open item's declaration, in order. */
function recorded(): (readonly [string, string | null])[] {
  const { id } = session();
  const { dataDir } = bench;
  const db = new Database(path.join(dataDir, 'station.db'), { readonly: true });
  try {
    const found = db
      .prepare<[string], { kind: string; generation: string | null }>(
        "SELECT kind, json_extract(body, '$.generation') AS generation FROM events " +
          "WHERE session = ? AND (kind LIKE 'declaration-%' OR kind = 'seen-before') ORDER BY seq",
      )
      .all(id);
    return found.map(({ kind, generation }) => [kind, generation] as const);
  } finally {
    db.close();
  }
}

describe('trap 16: a manifest arrives after the item', () => {
  it('finds an item that was not pre-advised, and answers the prompt of it', async () => {
    await presented(UNKNOWN, '452 g');
    expect(rules()).toContain('manifest.not-found');
    const generation = await arrives(row(UNKNOWN, 450));
    expect(session().declaration).toMatchObject({ state: 'value', entered: false, grossG: '450' });
    expect(session().declaration).toMatchObject({ source: { file: 'late.csv', line: 2 } });
    expect(rules()).toEqual([]);
    const events = recorded();
    expect(events.map(([kind]) => kind)).toEqual(['declaration-missing', 'declaration-found']);
    expect(events[1]?.[1]).toBe(generation);
  });

  it('raises what the updated declaration gives reason for', async () => {
    await presented(SHIRTS, '452 g');
    expect(rules()).toEqual([]);
    await arrives(row(SHIRTS, 300));
    expect(session().declaration).toMatchObject({ grossG: '300' });
    expect(rules()).toContain('weight.over');
    expect(recorded().map(([kind]) => kind)).toEqual(['declaration-found', 'declaration-found']);
  });

  it('replaces what was copied from the form; both stay in the record', async () => {
    await presented(UNKNOWN, '452 g');
    const declaration = { description: 'shirts', grossG: '450', originCountry: 'DE' };
    bench.station.intend({ kind: 'enter-declaration', declaration });
    expect(session().declaration).toMatchObject({ entered: true });
    await arrives(row(UNKNOWN, 460));
    expect(session().declaration).toMatchObject({ entered: false, grossG: '460' });
    expect(recorded().map(([kind]) => kind)).toEqual([
      'declaration-missing',
      'declaration-entered',
      'declaration-found',
    ]);
  });

  it('leaves what was copied from the form when it is only a pre-advice, also after a restart', async () => {
    await presented(UNKNOWN, '1500 g');
    const declaration = { description: 'wool socks', grossG: '300', originCountry: 'DE' };
    bench.station.intend({ kind: 'enter-declaration', declaration });
    const file = path.join(temporaryFolder(), 'predes.csv');
    writeFileSync(file, `item_id,receptacle_id\n${UNKNOWN},NLAMSAUSJFKAACN60123001110045\n`);
    await arrivesFrom(file);
    expect(session().declaration).toMatchObject({ entered: true, grossG: '300' });
    expect(rules()).toEqual(['weight.over']);
    expect(entered()).toMatchObject(declaration);
    const before = recorded();
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    signIn(bench);
    expect(session().declaration).toMatchObject({ entered: true, grossG: '300' });
    expect(recorded()).toEqual(before);
  });

  it('lets the form be copied for what it has without contents', async () => {
    const file = path.join(temporaryFolder(), 'predes.csv');
    writeFileSync(file, `item_id,gross_g\n${UNKNOWN},450\n`);
    await arrivesFrom(file);
    await presented(UNKNOWN, '452 g');
    expect(rules()).toEqual(['data.no-contents']);
    expect(entered()).toMatchObject({ description: '', grossG: '450' });
    const declaration = { description: 'wool socks', grossG: null, originCountry: 'DE' };
    expect(bench.station.intend({ kind: 'enter-declaration', declaration }).accepted).toBe(true);
    expect(session().declaration).toMatchObject({ entered: true, grossG: '450' });
    expect(rules()).toEqual([]);
  });

  it('leaves nothing of the form to be corrected', async () => {
    await presented(UNKNOWN, '452 g');
    expect(entered()).toBeNull();
    const declaration = { description: 'shirts', grossG: '450', originCountry: 'DE' };
    bench.station.intend({ kind: 'enter-declaration', declaration });
    expect(entered()).toMatchObject(declaration);
    bench.station.intend({
      kind: 'enter-declaration',
      declaration: { ...declaration, grossG: '455' },
    });
    expect(entered()).toMatchObject({ grossG: '455', rest: { category: null } });
    await arrives(row(UNKNOWN, 460));
    expect(entered()).toBeNull();
  });

  it('says nothing when the declaration is the same, or the manifest is about other items', async () => {
    await presented(SHIRTS, '452 g');
    const before = recorded();
    const { dataDir } = bench;
    await arrives(row(UNKNOWN, 450));
    writeFileSync(path.join(dataDir, 'same.csv'), demoRow(SHIRTS));
    await arrivesFrom(path.join(dataDir, 'same.csv'));
    expect(bench.station.state().manifestItems).toBe(16);
    expect(recorded()).toEqual(before);
  });

  it('does not say twice that the item was seen before', async () => {
    await presented(UNKNOWN, '452 g');
    await arrives(row(UNKNOWN, 450));
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await bench.clock.advance(20_000);
    expect(bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted).toBe(true);
    bench.world('scale', 'remove');
    await bench.clock.advance(3_000);
    await presented(UNKNOWN, '452 g');
    expect(rules()).toEqual(['identity.duplicate']);
    await arrives(row(UNKNOWN, 451));
    expect(rules()).toEqual(['identity.duplicate']);
    const seen = recorded().filter(([kind]) => kind === 'seen-before');
    expect(seen).toHaveLength(1);
  });

  it('counts after a restart, too, when it was put in use while the station was closed', async () => {
    await presented(UNKNOWN, '452 g');
    await bench.crash();
    const file = path.join(temporaryFolder(), 'late.csv');
    writeFileSync(file, [HEADER, row(UNKNOWN, 450), ''].join('\n'));
    await runImporter({ file, dataDir: bench.dataDir, sqliteAddon: null }, () => {});
    bench = await startSimulated(bench.dataDir);
    signIn(bench);
    expect(session().declaration).toMatchObject({ state: 'value', grossG: '450' });
  });
});

describe("a courier's barcode with its routing", () => {
  const NUMBER = '9101026837331000039521';
  const BARCODE = `42022153${NUMBER}`;

  it.each([
    ['its number', NUMBER],
    ['the whole barcode', BARCODE],
  ])('is found by %s, whichever the file has', async (_, id) => {
    await presented(BARCODE, '452 g');
    expect(session().identity).toMatchObject({ scheme: 'usps', canonical: NUMBER });
    expect(rules()).toContain('manifest.not-found');
    await arrives(row(id, 450));
    expect(session().declaration).toMatchObject({ state: 'value', grossG: '450' });
    expect(rules()).toEqual([]);
  });

  it('is found by the whole barcode when it is scanned afterwards', async () => {
    await arrives(row(BARCODE, 450));
    await presented(BARCODE, '452 g');
    expect(session().declaration).toMatchObject({ state: 'value', grossG: '450' });
  });
});

describe('trap 16: an item that is declared twice', () => {
  it('has its last declaration; the earlier one can still be seen', async () => {
    const first = await arrives(row(UNKNOWN, 450));
    const second = await arrives(row(UNKNOWN, 480, 'Wool socks'));
    await presented(UNKNOWN, '482 g');
    expect(session().declaration).toMatchObject({ grossG: '480' });
    expect(recorded().at(-1)).toEqual(['declaration-found', second]);
    const { dataDir } = bench;
    const opened = openManifestStack(dataDir, inspectFolder(dataDir).generations);
    if (!opened.ok) throw new Error(opened.error.message);
    const versions = opened.value.stack.versions(UNKNOWN);
    opened.value.stack.close();
    expect(versions.map(({ generation, item }) => [generation, item.gross_g])).toEqual([
      [second, '480'],
      [first, '450'],
    ]);
  });

  it('keeps its valid declaration when the update was rejected', async () => {
    const valid = await arrives(row(UNKNOWN, 450));
    await arrives(row(UNKNOWN, 0).replace(',0,', ',heavy,'), row('LX000000014DE', 5));
    await presented(UNKNOWN, '452 g');
    expect(session().declaration).toMatchObject({ grossG: '450' });
    expect(recorded().at(-1)).toEqual(['declaration-found', valid]);
  });

  it('leaves each manifest in its own file', async () => {
    await arrives(row(UNKNOWN, 450));
    await arrives(row(UNKNOWN, 480));
    const files = readdirSync(path.join(bench.dataDir, 'manifest'));
    expect(files.filter((name) => name.endsWith('.db'))).toHaveLength(3);
  });
});

describe('an update of an item that is decided', () => {
  /** All that is recorded of a session, as it stands. */
  function recordsOf(id: string): unknown[] {
    const db = new Database(path.join(bench.dataDir, 'station.db'), { readonly: true });
    try {
      return db.prepare<[string]>('SELECT seq, body FROM events WHERE session = ?').all(id);
    } finally {
      db.close();
    }
  }

  it('changes nothing of its record, and opens nothing', async () => {
    const { id } = await presented(SHIRTS, '452 g');
    const held = { kind: 'override', outcome: 'hold', reason: 'a knife was found' } as const;
    expect(bench.station.intend(held)).toMatchObject({ accepted: true });
    const before = recordsOf(id);
    await arrives(row(SHIRTS, 300));
    expect(recordsOf(id)).toEqual(before);
    expect(bench.station.state().session).toBeNull();
  });

  it('decides by what is known in that moment: a release is refused once the update is heard', async () => {
    await presented(SHIRTS, '452 g');
    await arrives(row(SHIRTS, 300));
    const release = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect([release.accepted, rules().includes('weight.over')]).toEqual([false, true]);
  });
});

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../../shared/records/event.ts';
import { purgeBackups } from '../../../../electron/core/store/purge-backups.ts';
import { StoreError } from '../../../../electron/core/store/store-error.ts';
import { createJobQueue } from '../../../../electron/core/upkeep/job-queue.ts';
import { createPurgeDesk } from '../../../../electron/core/upkeep/purge-desk.ts';
import { shiftKey } from '../../../../electron/core/upkeep/due-for-purge.ts';
import { event, onEnd, openOk, temporaryFolder, verified } from '../store/support.ts';
import { DAY_MS, everyByte, MANAGER, RETENTION, START, startUpkeep, SUPERVISOR } from './rig.ts';

/** Personal values of the fixture: what must be nowhere after a purge, by who it belongs to. */
const SECRETS = {
  gone: [
    'Erika Mustermann-Gone',
    'Gone Street 17',
    'reason-gone wet parcel',
    'note-gone annotated',
  ],
  shift: ['handover-gone: keys are in the drawer'],
  held: ['Otto Kept', 'Kept Road 4', 'reason-kept court case'],
};

function declared(session: string, item: string, name: string, address: string): NewEvent[] {
  return [
    event('session-opened', session, {}),
    event('identity-read', session, {
      identity: { scheme: 's10', canonical: item },
      source: 'scanner',
    }),
    event('declared', session, {
      sender_name: { personal: name },
      addressee_address: { personal: address },
    }),
  ];
}

function closed(session: string, item: string, reason: string, outcome = 'release'): NewEvent[] {
  const override = { reason: { personal: reason } };
  return [
    event('decided', session, { item, outcome, override }),
    event('session-closed', session, { how: 'decided' }),
  ];
}

/** A shift with one session to go and one under legal hold, both from the day of the start. */
function recordShift(dataDir: string): void {
  const { store, close } = startUpkeep(dataDir);
  const [gone, held] = [SECRETS.gone, SECRETS.held];
  store.append([event('shift-opened', null, { shift: 'early', officer: 'B-17' })], 'early');
  store.append(declared('gone', 'RR1', gone[0] ?? '', gone[1] ?? ''), 'early');
  store.append(closed('gone', 'RR1', gone[2] ?? ''), 'early');
  store.append(declared('held', 'RR2', held[0] ?? '', held[1] ?? ''), 'early');
  store.append(closed('held', 'RR2', held[2] ?? ''), 'early');
  store.append([event('annotated', 'gone', { of: 4, note: { personal: gone[3] ?? '' } })], null);
  store.append(
    [
      event('shift-closed', null, {
        shift: 'early',
        handover: { personal: SECRETS.shift[0] ?? '' },
      }),
    ],
    'early',
  );
  store.append([event('legal-hold-placed', 'held', { reason: { personal: 'court' } })], null);
  close();
}

/** Bytes of keys, in the forms in which somebody may have written them down. */
function keyForms(dataDir: string, ids: readonly string[]): { id: string; forms: Buffer[] }[] {
  const db = new Database(join(dataDir, 'keys.db'), { readonly: true });
  const rows = db.prepare<[], { id: string; key: Buffer }>('SELECT id, key FROM keys').all();
  db.close();
  return rows
    .filter(({ id }) => ids.includes(id))
    .map(({ id, key }) => ({
      id,
      forms: [
        key,
        ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(key.toString(form))),
      ],
    }));
}

function placesOf(needles: readonly Buffer[], ...folders: string[]): string[] {
  return everyByte(...folders)
    .filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)))
    .map(({ file }) => file);
}

const LATER = START + 100 * DAY_MS;

describe('a purge', () => {
  it('leaves no byte of what is over its time in any file, here and in the second place', async () => {
    const [dataDir, secondPath] = [temporaryFolder(), temporaryFolder()];
    recordShift(dataDir);
    const before = startUpkeep(dataDir, { backup: { secondPath } });
    before.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await before.until('backup-made', 1);
    before.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await before.until('backup-made', 2);
    before.close();
    mkdirSync(join(dataDir, 'logs'));
    writeFileSync(join(dataDir, 'logs', 'core.log'), before.logged.join('\n'));

    const goneKeys = keyForms(dataDir, ['gone', shiftKey('early')]);
    const needles = goneKeys.flatMap(({ forms }) => forms);
    expect(goneKeys.map(({ id }) => id).sort()).toEqual(['gone', 'shift:early']);
    // What is looked for can be found: in the keys here and in each of four backups.
    expect(placesOf(needles, dataDir, secondPath)).toHaveLength(5);

    const rig = startUpkeep(dataDir, { startMs: LATER, backup: { secondPath } });
    const told = rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    expect(told.refused).toBeNull();
    await rig.until('purge-finished', 1);
    const texts = [...SECRETS.gone, ...SECRETS.shift].map((text) => Buffer.from(text));
    const [purged] = rig.store.latest('purged', 1);
    const held = rig.store.sessionEvents('held').map(({ body }) => JSON.stringify(body));
    const gone = rig.store.sessionEvents('gone').map(({ body }) => JSON.stringify(body));
    rig.close();
    expect(placesOf([...needles, ...texts], dataDir, secondPath)).toEqual([]);
    expect(purged).toMatchObject({
      actor: MANAGER.badge,
      body: { keys: ['gone', 'shift:early'], sessions: 1, shifts: 1, second: SUPERVISOR.badge },
    });
    for (const text of SECRETS.held) expect(held.join()).toContain(text);
    expect(gone.join()).toContain('{"personal":null}');
    expect(verified(dataDir)).toMatchObject({ ok: true });
    for (const place of [join(dataDir, 'backups'), secondPath]) {
      for (const name of readdirSync(place)) expect(verified(join(place, name)).ok).toBe(true);
    }
  });

  it('needs something that is over its time', () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const rig = startUpkeep(dataDir, { startMs: START + 10 * DAY_MS });
    const told = rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    expect([told.refused, rig.count('purged')]).toEqual(['why.nothing-to-purge', 0]);
  });

  it('that a crash cut short right after its record is completed at the next start', async () => {
    const [dataDir, secondPath] = [temporaryFolder(), temporaryFolder()];
    recordShift(dataDir);
    const before = startUpkeep(dataDir, { backup: { secondPath } });
    before.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await before.until('backup-made', 1);
    before.close();
    const needles = keyForms(dataDir, ['gone']).flatMap(({ forms }) => forms);
    const store = openOk(dataDir);
    store.append([event('purged', null, { keys: ['gone'], manifests: [] })], null);
    store.close();
    expect(placesOf(needles, dataDir, secondPath)).toHaveLength(3);
    const after = startUpkeep(dataDir, { backup: { secondPath } });
    await after.until('purge-finished', 1);
    after.close();
    expect(placesOf(needles, dataDir, secondPath)).toEqual([]);
    const again = startUpkeep(dataDir, { backup: { secondPath } });
    again.close();
    expect(again.logged).toEqual([]);
  });

  it('that is completed at the next start leaves a remark alone that was made after its keys went', async () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const rig = startUpkeep(dataDir, { startMs: LATER });
    rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    const note = { of: 4, note: { personal: 'a court asked for this' } };
    rig.store.append([event('annotated', 'gone', note)], null);
    rig.close();
    const after = startUpkeep(dataDir, { startMs: LATER + 5_000 });
    expect(after.count('purge-finished')).toBe(0);
    await after.until('purge-finished', 1);
    const [remark] = after.store.latest('annotated', 1);
    expect(remark?.body['note']).toBe('a court asked for this');
    const [purged] = after.store.latest('purged', 1);
    expect(after.store.latest('keys-destroyed', 9).map(({ body }) => body)).toEqual([
      { of: purged?.seq },
    ]);
    // What was there before is gone all the same.
    const gone = after.store.sessionEvents('gone').map(({ body }) => JSON.stringify(body));
    expect(gone.join()).not.toContain(SECRETS.gone[0]);
  });

  it('that cannot read what is to be purged says so and is tried again', async () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const rig = startUpkeep(dataDir);
    const { length } = rig.store.append([event('purged', null, { keys: ['gone'] })], null);
    expect(length).toBe(1);
    let failures = 1;
    const latest: typeof rig.store.latest = (kind, limit) => {
      if ((failures -= 1) >= 0) throw new StoreError('disk-error', 'the disk did not answer');
      return rig.store.latest(kind, limit);
    };
    const logged: string[] = [];
    const queue = createJobQueue();
    onEnd(() => queue.close());
    const desk = createPurgeDesk({
      store: { ...rig.store, latest },
      clock: rig.clock,
      policy: RETENTION,
      secondPath: null,
      sqliteAddon: null,
      queue,
      log: (line) => logged.push(line),
      releaseManifest: () => {},
    });
    onEnd(() => desk.close());
    expect(logged.join()).toContain('the disk did not answer');
    await rig.clock.advance(60_000);
    await rig.until('purge-finished', 1);
  });

  it('reaches a second place that was away before the next backup goes there', async () => {
    const [dataDir, disk] = [temporaryFolder(), temporaryFolder()];
    const secondPath = join(disk, 'backups');
    mkdirSync(secondPath);
    recordShift(dataDir);
    const before = startUpkeep(dataDir, { backup: { secondPath } });
    before.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await before.until('backup-made', 1);
    before.close();
    const needles = keyForms(dataDir, ['gone']).flatMap(({ forms }) => forms);
    renameSync(secondPath, join(disk, 'unplugged'));
    const rig = startUpkeep(dataDir, { startMs: LATER, backup: { secondPath } });
    rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    await rig.until('purge-finished', 1);
    expect(rig.logged.join()).toContain(`${secondPath} is not there`);
    expect(placesOf(needles, disk)).toHaveLength(1);
    renameSync(join(disk, 'unplugged'), secondPath);
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 2);
    expect(rig.store.latest('backup-made', 1)[0]?.body['purged']).toMatchObject([
      { place: secondPath, copies: 1, keys: 2, why: null },
    ]);
    rig.close();
    expect(placesOf(needles, dataDir, disk)).toEqual([]);
  });

  it('says which copy of the keys it could not reach', async () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    writeFileSync(join(dataDir, 'keys.db.corrupt-20260101T000000000Z'), 'x'.repeat(5_000));
    const rig = startUpkeep(dataDir, { startMs: LATER });
    rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    await rig.until('purge-finished', 1);
    expect(rig.logged.join()).toContain('keys.db.corrupt-20260101T000000000Z');
  });

  it.runIf(process.platform === 'linux')('leaves no file open that it could not read', () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const aside = join(dataDir, 'keys.db.corrupt-20260101T000000000Z');
    writeFileSync(aside, 'x'.repeat(5_000));
    expect(purgeBackups(dataDir, null, null)[0]?.why).toContain(aside);
    const open = readdirSync('/proc/self/fd').map((name) => {
      const link = join('/proc/self/fd', name);
      return existsSync(link) ? readlinkSync(link) : '';
    });
    expect(open).not.toContain(aside);
  });

  it('takes keys out of a file of keys that was set aside, its log included', async () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const needles = keyForms(dataDir, ['gone']).flatMap(({ forms }) => forms);
    const open = startUpkeep(dataDir);
    const aside = join(dataDir, 'keys.db.corrupt-20260101T000000000Z');
    open.store.append([event('note', 'other', { text: { personal: 'makes a log' } })], null);
    for (const suffix of ['', '-wal']) cpSync(join(dataDir, `keys.db${suffix}`), aside + suffix);
    open.close();
    const rig = startUpkeep(dataDir, { startMs: LATER });
    rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    await rig.until('purge-finished', 1);
    rig.close();
    expect(placesOf(needles, dataDir)).toEqual([]);
  });

  it('takes a key again that was made by a remark after the first purge', async () => {
    const dataDir = temporaryFolder();
    recordShift(dataDir);
    const rig = startUpkeep(dataDir, { startMs: LATER });
    rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    await rig.until('purge-finished', 1);
    const note = { of: 4, note: { personal: 'a later remark' } };
    rig.store.append([event('annotated', 'gone', note)], null);
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 1);
    expect(rig.store.keys.has('gone')).toBe(true);
    expect(rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR).refused).toBeNull();
    await rig.until('purge-finished', 2);
    expect(rig.store.keys.has('gone')).toBe(false);
  });
});

describe('what a purge takes', () => {
  function sessionsDue(record: (store: ReturnType<typeof openOk>) => void): string[] {
    const dataDir = temporaryFolder();
    const first = startUpkeep(dataDir);
    record(first.store);
    first.close();
    const rig = startUpkeep(dataDir, { startMs: LATER });
    const { refused } = rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
    const [purged] = rig.store.latest('purged', 1);
    rig.close();
    return refused === null ? (purged?.body['keys'] as string[]) : [];
  }

  const whole = (session: string, item: string, outcome?: string): NewEvent[] => [
    ...declared(session, item, 'Somebody', 'Somewhere'),
    ...closed(session, item, 'because', outcome),
  ];

  it('is by the outcome as it was corrected', () => {
    const keys = sessionsDue((store) => {
      const [decided] = store.append(whole('a', 'RR1', 'seize'), null).slice(3);
      store.append(whole('b', 'RR2', 'release'), null);
      const body = { of: decided?.seq ?? 0, item: 'RR1', outcome: 'release' };
      store.append([event('outcome-corrected', 'a', body)], null);
      const [other] = store.latest('decided', 1);
      const seized = { of: other?.seq ?? 0, item: 'RR2', outcome: 'seize' };
      store.append([event('outcome-corrected', 'b', seized)], null);
    });
    expect(keys).toEqual(['a']);
  });

  it('is no session with a radiation alarm, and none that is open', () => {
    const keys = sessionsDue((store) => {
      store.append([...whole('a', 'RR1'), event('dwell-alarmed', 'a', {})], null);
      store.append(declared('b', 'RR2', 'Somebody', 'Somewhere'), null);
      store.append(whole('c', 'RR3'), null);
    });
    expect(keys).toEqual(['c']);
  });

  it('is no hold that waits, however old; once it is resolved its time begins', () => {
    const dataDir = temporaryFolder();
    const first = startUpkeep(dataDir);
    first.store.append(whole('a', 'RR1', 'hold'), null);
    first.close();
    const due = (day: number): boolean => {
      const retention = { held: 10, released: 10 };
      const rig = startUpkeep(dataDir, { startMs: START + day * DAY_MS, retention });
      const { refused } = rig.upkeep.follow({ kind: 'purge' }, MANAGER, SUPERVISOR);
      rig.close();
      return refused === null;
    };
    const correct = (day: number, outcome: string): void => {
      const { store, close } = startUpkeep(dataDir, { startMs: START + day * DAY_MS });
      const [decided] = store.latest('decided', 1);
      const body = { of: decided?.seq ?? 0, item: 'RR1', outcome };
      store.append([event('outcome-corrected', 'a', body)], null);
      close();
    };
    expect(due(400)).toBe(false);
    correct(400, 'refer');
    expect(due(800)).toBe(false);
    correct(800, 'release');
    expect([due(809), due(811)]).toEqual([false, true]);
  });

  it('are manifests that were followed by a newer one long ago, closed before they go', async () => {
    const dataDir = temporaryFolder();
    const names = ['20261121T080000000Z-00000001', '20261122T080000000Z-00000002'];
    const first = startUpkeep(dataDir);
    mkdirSync(join(dataDir, 'manifest'));
    for (const generation of names) {
      writeFileSync(join(dataDir, 'manifest', `${generation}.db`), 'names and addresses');
      const body = { generation, file: 'm.csv', items: 1 };
      first.store.append([event('manifest-activated', null, body)], null);
    }
    first.close();
    const early = startUpkeep(dataDir, { startMs: START + 29 * DAY_MS });
    expect(early.upkeep.follow({ kind: 'purge' }, MANAGER, null).refused).not.toBeNull();
    early.close();
    const rig = startUpkeep(dataDir, { startMs: START + 31 * DAY_MS });
    expect(rig.upkeep.follow({ kind: 'purge' }, MANAGER, null).refused).toBeNull();
    await rig.until('purge-finished', 1);
    const left = names.filter((name) => existsSync(join(dataDir, 'manifest', `${name}.db`)));
    expect(left).toEqual(names.slice(1));
    expect(rig.released).toEqual(names.slice(0, 1));
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import {
  createManifestImport,
  type ImporterRequest,
} from '../../../electron/main/manifest-import.ts';
import type { ChildListeners } from '../../../electron/main/supervised-child.ts';
import type {
  ImportState,
  ManifestChoice,
  ManifestPreview,
} from '../../../shared/bridge/contract.ts';
import type { Envelope } from '../../../shared/bridge/envelope.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-main-'));
  file = path.join(folder, 'today.csv');
  writeFileSync(file, 'item_id\nA\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const REFUSED = { ok: false, error: { code: 'not-allowed', message: 'not for you' } } as const;
const REPORT = {
  items: 2,
  lines: 3,
  measurements: 0,
  generation: '20261129T080000000Z-1a2b3c4d',
  rejected: Array.from({ length: 250 }, (_, at) => ({ line: at + 2, reason: 'no item_id' })),
  rejectedTotal: 400,
};

/** Main's import with a core, a dialog and a child in the test's hand. */
function createRig() {
  const clock = createSimulatedClock();
  const states: ImportState[] = [];
  const asked: [string, unknown][] = [];
  const suggested: (string | null)[] = [];
  const started: ImporterRequest[] = [];
  const child = { said: [] as unknown[], ended: 0, killed: 0 };
  const world = { answer: file as string | null, allowed: true, record: 7 };
  let listeners: ChildListeners | null = null;
  let tokens = 0;
  const main = createManifestImport({
    askCore(method, params) {
      asked.push([method, params]);
      if (!world.allowed) return Promise.resolve(REFUSED);
      const recorded = method === 'intent' || method === 'beginFolderImport';
      const value = recorded ? { accepted: true, seq: world.record } : {};
      return Promise.resolve({ ok: true, value });
    },
    chooseFile(dropped) {
      suggested.push(dropped);
      return Promise.resolve(world.answer);
    },
    importer: (request) => (given) => {
      started.push(request);
      listeners = given;
      return {
        pid: 1,
        post: (message) => void child.said.push(message),
        end: () => void (child.ended += 1),
        kill: () => void (child.killed += 1),
      };
    },
    onState: (state) => states.push(state),
    newToken: () => `token-${(tokens += 1)}`,
    clock,
    log: () => {},
  });
  const choose = async (dropped: string | null = null): Promise<ManifestChoice> => {
    const reply = (await main.chooseManifest({ dropped })) as Envelope<ManifestChoice>;
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  return {
    main,
    clock,
    states,
    asked,
    suggested,
    started,
    child,
    world,
    choose,
    begin: async () => main.startImport({ token: (await choose()).token }),
    say: (message: unknown) => listeners?.onMessage(message),
    exit: (reason: string) => listeners?.onExit(reason),
    last: () => states.at(-1),
  };
}

const codeOf = (reply: Envelope<unknown>): string => (reply.ok ? 'done' : reply.error.code);

describe('choosing a file', () => {
  it('gives a token and the name, never the path', async () => {
    const rig = createRig();
    expect(await rig.choose()).toEqual({ token: 'token-1', name: 'today.csv', bytes: 10 });
  });

  it('opens the dialog at a dropped file, and takes what the dialog says', async () => {
    const rig = createRig();
    expect(await rig.choose('/etc/passwd')).toMatchObject({ name: 'today.csv' });
    expect(rig.suggested).toEqual(['/etc/passwd']);
    rig.world.answer = null;
    expect(await rig.main.chooseManifest({ dropped: '/etc/passwd' })).toEqual({
      ok: true,
      value: null,
    });
  });

  it('opens no dialog for whoever may not import, nor for a call of another form', async () => {
    const rig = createRig();
    expect(codeOf(await rig.main.chooseManifest({ dropped: 7 }))).toBe('malformed-call');
    expect(codeOf(await rig.main.chooseManifest(null))).toBe('malformed-call');
    rig.world.allowed = false;
    expect(codeOf(await rig.main.chooseManifest({ dropped: null }))).toBe('not-allowed');
    expect(rig.suggested).toEqual([]);
  });

  it('refuses what is no readable file', async () => {
    const rig = createRig();
    rig.world.answer = folder;
    expect(codeOf(await rig.main.chooseManifest({ dropped: null }))).toBe('file-unreadable');
  });
});

describe('an import', () => {
  it.each([
    ['a path', { token: '/etc/passwd' }, 'file-not-chosen'],
    ['a token that was never given', { token: 'token-9' }, 'file-not-chosen'],
    ['nothing', {}, 'malformed-call'],
    ['a path beside a token', { token: null, file: '/etc/passwd' }, 'malformed-call'],
  ])('is refused for %s', async (_, params, code) => {
    const rig = createRig();
    await rig.choose();
    expect(codeOf(await rig.main.startImport(params))).toBe(code);
    expect([rig.started, rig.states]).toEqual([[], []]);
  });

  it('is recorded first, and the importer knows the record', async () => {
    const rig = createRig();
    expect(await rig.begin()).toMatchObject({
      ok: true,
      value: { state: 'reading', totalBytes: 10 },
    });
    expect(rig.asked.at(-1)).toEqual(['intent', { kind: 'import-manifest', file: 'today.csv' }]);
    expect(rig.started).toEqual([{ file, startedBy: 7 }]);
  });

  it('is not begun for whoever may not', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    rig.world.allowed = false;
    expect(codeOf(await rig.main.startImport({ token }))).toBe('not-allowed');
    expect(rig.started).toEqual([]);
  });

  it('says how far it is, settles, and ends with what came of it', async () => {
    const rig = createRig();
    await rig.begin();
    rig.say({ kind: 'progress', rows: 5, bytes: 4, ofBytes: 10 });
    expect(rig.last()).toMatchObject({ state: 'reading', rows: 5, bytes: 4, totalBytes: 10 });
    rig.say({ kind: 'progress', rows: 9, bytes: 10, ofBytes: 10 });
    expect(rig.last()?.state).toBe('settling');
    rig.say({ kind: 'imported', report: REPORT });
    expect(rig.last()).toMatchObject({ state: 'done', items: 2, lines: 3, rejectedTotal: 400 });
    // Rows quote the file: they are in no event.
    expect(rig.states.flatMap(({ rejected }) => rejected)).toEqual([]);
    expect(rig.child.ended).toBe(1);
    rig.exit('exit code 0');
    expect(rig.last()?.state).toBe('done');
    const full = await rig.main.importState({});
    expect(full.ok ? [full.value.state, full.value.rejected.length] : full).toEqual(['done', 100]);
  });

  it('is refused a second time while it runs, and not afterwards', async () => {
    const rig = createRig();
    await rig.begin();
    expect(codeOf(await rig.begin())).toBe('import-running');
    rig.say({
      kind: 'refused',
      error: { code: 'manifest-import-running', message: 'another one' },
    });
    expect(rig.last()).toMatchObject({
      state: 'failed',
      error: { code: 'manifest-import-running' },
    });
    expect(codeOf(await rig.begin())).toBe('done');
  });

  it('of a token is begun once, also when it is asked for twice at the same time', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    const both = await Promise.all([
      rig.main.startImport({ token }),
      rig.main.startImport({ token }),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['done', 'import-running']);
    expect(rig.started).toHaveLength(1);
  });

  it('that dies says that nothing was imported', async () => {
    const rig = createRig();
    await rig.begin();
    rig.exit('exit code 9');
    expect(rig.last()).toMatchObject({ state: 'failed', error: { code: 'manifest-import-ended' } });
    expect(rig.last()?.error?.message).toContain('exit code 9');
  });

  it('ignores what is no message of the importer', async () => {
    const rig = createRig();
    await rig.begin();
    const before = rig.states.length;
    for (const odd of [null, 7, { kind: 'imported' }, { kind: 'progress', bytes: 'many' }])
      rig.say(odd);
    expect(rig.states).toHaveLength(before);
  });
});

const PREVIEW: ManifestPreview = {
  format: 'csv',
  encoding: 'windows-1251',
  encodingGuessed: true,
  delimiter: ';',
  profile: null,
  ready: false,
  columns: ['Номер', 'Вес (kg)'],
  rows: [['RR473124829US', '0.5']],
  suggested: { item_id: 'Номер' },
  profiles: [{ profile: 'courier', title: 'Courier' }],
  error: null,
};

describe('a look at a chosen file', () => {
  it('starts the importer for nothing else, records nothing, and keeps the choice', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    const looked = rig.main.previewImport({ token, encoding: 'gb18030', delimiter: ';' });
    await rig.clock.advance(0);
    expect(rig.started).toEqual([{ file, preview: true, encoding: 'gb18030', delimiter: ';' }]);
    rig.say({ kind: 'preview', preview: PREVIEW });
    expect(await looked).toEqual({ ok: true, value: PREVIEW });
    expect(rig.child.ended).toBe(1);
    expect(rig.asked.map(([method]) => method)).not.toContain('intent');
    expect(rig.states).toEqual([]);
    expect(codeOf(await rig.main.startImport({ token, profile: 'courier', item: 'A' }))).toBe(
      'done',
    );
    expect(rig.started[1]).toEqual({ file, startedBy: 7, profile: 'courier', item: 'A' });
  });

  it.each([
    ['a path', { token: '/etc/passwd' }, 'file-not-chosen'],
    ['nothing', {}, 'malformed-call'],
    ['characters that are no text', { token: 'token-1', encoding: 7 }, 'malformed-call'],
  ])('is refused for %s', async (_, params, code) => {
    const rig = createRig();
    await rig.choose();
    expect(codeOf(await rig.main.previewImport(params))).toBe(code);
    expect(rig.started).toEqual([]);
  });

  it('is refused to whoever may not import', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    rig.world.allowed = false;
    expect(codeOf(await rig.main.previewImport({ token }))).toBe('not-allowed');
    expect(rig.started).toEqual([]);
  });

  it('that dies, takes 30 s or answers something else says so, and nothing else ends', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    const ends: (() => unknown)[] = [
      () => rig.exit('exit code 9'),
      () => rig.clock.advance(30_000),
      () => rig.say({ kind: 'preview', preview: { ...PREVIEW, rows: [[7]] } }),
      () => rig.say({ kind: 'preview', preview: { ...PREVIEW, ready: 'yes' } }),
    ];
    for (const end of ends) {
      const looked = rig.main.previewImport({ token });
      await rig.clock.advance(0);
      await end();
      expect(codeOf(await looked)).toBe('manifest-preview-ended');
    }
    expect(codeOf(await rig.main.startImport({ token }))).toBe('done');
  });

  it('ends when the file is looked at in another way', async () => {
    const rig = createRig();
    const { token } = await rig.choose();
    const first = rig.main.previewImport({ token });
    await rig.clock.advance(0);
    const second = rig.main.previewImport({ token, delimiter: ',' });
    await rig.clock.advance(0);
    expect([codeOf(await first), rig.child.killed]).toEqual(['manifest-preview-ended', 1]);
    rig.say({ kind: 'preview', preview: PREVIEW });
    expect(codeOf(await second)).toBe('done');
  });
});

describe('a file of the watched folder', () => {
  it("is recorded as the station's own import, and its rows come back", async () => {
    const rig = createRig();
    const outcome = rig.main.importFound(file);
    await Promise.resolve();
    await Promise.resolve();
    expect(rig.asked.at(-1)).toEqual(['beginFolderImport', { file: 'today.csv' }]);
    rig.say({ kind: 'imported', report: REPORT });
    expect(await outcome).toMatchObject({ ok: true, rejectedTotal: 400 });
    expect(rig.last()?.state).toBe('done');
  });

  it('waits while another import runs, and when core cannot record it', async () => {
    const rig = createRig();
    await rig.begin();
    const busy = await rig.main.importFound(file);
    expect(busy).toMatchObject({ ok: false, again: true, error: { code: 'import-running' } });
    const refused = createRig();
    refused.world.allowed = false;
    expect(await refused.main.importFound(file)).toMatchObject({ ok: false, again: true });
    expect(refused.started).toEqual([]);
  });
});

describe('cancelling', () => {
  it('asks the importer, which says so when it has taken everything back', async () => {
    const rig = createRig();
    await rig.begin();
    await rig.main.cancelImport({});
    expect(rig.child.said).toEqual([{ kind: 'cancel' }]);
    rig.say({ kind: 'refused', error: { code: 'manifest-import-cancelled', message: '' } });
    expect(rig.last()).toMatchObject({ state: 'cancelled', error: null });
    await rig.clock.advance(10_000);
    expect(rig.child.killed).toBe(0);
  });

  it('ends an importer that does not listen after 3 s', async () => {
    const rig = createRig();
    await rig.begin();
    await rig.main.cancelImport({});
    await rig.clock.advance(3_000);
    expect(rig.child.killed).toBe(1);
    rig.exit('SIGKILL');
    expect(rig.last()?.state).toBe('cancelled');
  });

  it('that comes too late does not hide what was imported', async () => {
    const rig = createRig();
    await rig.begin();
    await rig.main.cancelImport({});
    rig.say({ kind: 'imported', report: REPORT });
    expect(rig.last()?.state).toBe('done');
  });

  it('is refused to whoever may not import', async () => {
    const rig = createRig();
    await rig.begin();
    rig.world.allowed = false;
    expect(codeOf(await rig.main.cancelImport({}))).toBe('not-allowed');
    expect(codeOf(await rig.main.importState({}))).toBe('not-allowed');
    expect(rig.child.said).toEqual([]);
  });

  it('happens by itself when the program closes', async () => {
    const rig = createRig();
    await rig.begin();
    rig.main.stop();
    expect(rig.child.killed).toBe(1);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../../electron/core/store/store-error.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import {
  ADMINISTRATOR,
  AUTO_LOCK_MS,
  OFFICER,
  openAccounts,
  OTHER_PIN,
  person,
  PIN,
  staffed,
} from './rig.ts';

/** Records of a disk that can be full, for the chain and for the PINs each. */
function fullDisk() {
  const full = { records: false, pins: false };
  const refuse = (): never => {
    throw new StoreError('disk-full', 'The disk is full.');
  };
  const change = (store: Store): Store => ({
    ...store,
    append: (...events) => (full.records ? refuse() : store.append(...events)),
    credentials: {
      ...store.credentials,
      save: (credential) => (full.pins ? refuse() : store.credentials.save(credential)),
    },
  });
  return { full, change };
}

describe('a crash or a full disk between PIN and record', () => {
  it('leaves a PIN of nobody, who cannot sign in and can be added again', () => {
    const { full, change } = fullDisk();
    const rig = staffed({ change });
    full.records = true;
    expect(() => rig.tell(person('B-101', 'operator'))).toThrow('disk is full');
    expect(rig.store.credentials.find('B-101')).not.toBeNull();
    const again = rig.restart();
    expect(again.ask({ kind: 'sign-in', who: 'B-101', pin: PIN })).toBe('why.sign-in-failed');
    again.tell({ kind: 'sign-in', ...ADMINISTRATOR });
    expect(again.ask({ ...person('B-101', 'operator'), pin: OTHER_PIN })).toBe('done');
    expect(again.ask({ kind: 'sign-in', who: 'B-101', pin: PIN })).toBe('why.sign-in-failed');
    expect(again.ask({ kind: 'sign-in', who: 'B-101', pin: OTHER_PIN })).toBe('done');
  });

  it('leaves a new station asking for its administrator', () => {
    const { full, change } = fullDisk();
    const rig = openAccounts({ change });
    full.records = true;
    const first = { kind: 'first-administrator', badge: 'B-900', name: 'Ada', pin: PIN } as const;
    expect(() => rig.tell(first)).toThrow('disk is full');
    const again = rig.restart();
    expect(again.accounts.needsAdministrator()).toBe(true);
    expect([again.ask(first), again.ask({ kind: 'sign-in', ...ADMINISTRATOR })]).toEqual([
      'done',
      'done',
    ]);
  });

  it.each(['records', 'pins'] as const)(
    'leaves the old PIN when a new one is set and the %s cannot be written',
    (what) => {
      const { full, change } = fullDisk();
      const rig = staffed({ change });
      full[what] = true;
      const reset = { kind: 'reset-pin', badge: 'B-100', pin: OTHER_PIN } as const;
      expect(() => rig.tell(reset)).toThrow('disk is full');
      const again = rig.restart();
      expect(again.accounts.prove({ who: 'B-100', pin: OTHER_PIN }).ok).toBe(false);
      expect(again.accounts.prove(OFFICER).ok).toBe(true);
    },
  );

  it('every account that the records know has a PIN, at every point of adding one', () => {
    const seen: boolean[] = [];
    const change = (store: Store): Store => ({
      ...store,
      append: (...events) => {
        const recorded = store.append(...events);
        seen.push(store.people().every(({ badge }) => store.credentials.find(badge) !== null));
        return recorded;
      },
    });
    staffed({ change });
    openAccounts({ mode: 'training', change });
    expect([seen.length, seen.every(Boolean)]).toEqual([4, true]);
  });
});

describe('a full disk', () => {
  it('lets nobody try PINs without end', () => {
    const { full, change } = fullDisk();
    const rig = staffed({ change });
    full.records = full.pins = true;
    const wrong = { who: 'B-100', pin: OTHER_PIN };
    for (let tries = 0; tries < 3; tries += 1) {
      expect(() => rig.accounts.prove(wrong)).toThrow('disk is full');
    }
    full.records = full.pins = false;
    expect(rig.ask({ kind: 'sign-in', ...OFFICER })).toBe('why.locked-out');
  });

  it('keeps nobody signed in: the automatic lock is recorded as soon as something can be', async () => {
    const { full, change } = fullDisk();
    const rig = staffed({ change });
    full.records = true;
    await rig.clock.advance(AUTO_LOCK_MS);
    expect(rig.accounts.person()).toBeNull();
    expect(() => rig.tell({ kind: 'sign-in', ...OFFICER })).toThrow('disk is full');
    expect(rig.accounts.person()).toBeNull();
    full.records = false;
    rig.tell({ kind: 'sign-in', ...OFFICER });
    const said = rig.events().map(({ kind, actor, body }) => [kind, actor, body['why']]);
    expect(said.slice(-2)).toEqual([
      ['signed-out', 'B-900', 'idle'],
      ['signed-in', 'B-100', undefined],
    ]);
  });

  it('lets nobody stay who asked to leave', () => {
    const { full, change } = fullDisk();
    const rig = staffed({ change });
    full.records = true;
    expect(() => rig.tell({ kind: 'sign-out' })).toThrow('disk is full');
    expect(rig.accounts.person()).toBeNull();
  });

  it('when the record is made but not in the journal, who is here is what the record says', () => {
    let journalFails = false;
    const change = (store: Store): Store => ({
      ...store,
      append: (...events) => {
        const recorded = store.append(...events);
        if (journalFails) throw new StoreError('disk-full', 'The disk is full.', true);
        return recorded;
      },
    });
    const rig = staffed({ change });
    journalFails = true;
    expect(() => rig.tell({ kind: 'sign-in', ...OFFICER })).toThrow('disk is full');
    expect(rig.accounts.person()?.badge).toBe('B-100');
    expect(rig.events().at(-1)?.kind).toBe('signed-in');
  });
});

describe('the bytes of a data folder', () => {
  it('hold no PIN, and no name beside its key', () => {
    // So long that they are not in a hash by chance.
    const [pin, newPin, wrong] = ['739182640175', '508316927403', '615283940716'];
    const rig = openAccounts();
    const name = 'Ada Keeper';
    rig.tell({ kind: 'first-administrator', badge: 'B-900', name, pin });
    rig.tell({ kind: 'sign-in', who: name, pin: wrong });
    rig.tell({ kind: 'sign-in', who: name, pin });
    expect(rig.ask({ kind: 'change-pin', pin, newPin })).toBe('done');
    const files = readdirSync(rig.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const bytes = files.map((file) => readFileSync(file).toString('latin1'));
    const found = [pin, newPin, wrong, name, name.toLowerCase()].filter((text) =>
      bytes.some((content) => content.includes(text)),
    );
    expect(files.some((file) => file.endsWith('keys.db'))).toBe(true);
    expect(found).toEqual([]);
  });
});

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backOffMs } from '../../shared/back-off.ts';
import type { Clock } from '../../shared/clock.ts';
import { createClaims } from './claims.ts';
import type { Claimant } from './claims.ts';
import { errorCode, makeFolder, moveFile, stampedNames } from './move-file.ts';
import { noteText } from './outcome.ts';
import type { FileOutcome } from './outcome.ts';
import { fileVersion, listWaiting } from './waiting-files.ts';
import type { WaitingFile } from './waiting-files.ts';

/** What happens in the folder; each thing once, until it changes. */
export interface Said {
  readonly level: 'info' | 'warning';
  readonly what: string;
  readonly file: string | null;
  readonly text: string;
}

export interface InboxOptions {
  /** Absolute path of a folder on this computer or a share. */
  readonly folder: string;
  /** Imports one file; the inbox never asks for a second one meanwhile. */
  readonly importFile: (file: string) => Promise<FileOutcome>;
  readonly claimant: Claimant;
  readonly clock: Clock;
  readonly say: (said: Said) => void;
}

/** What one look came to. */
export interface Looked {
  readonly imported: number;
  readonly failed: number;
  /** Files that are not finished, cannot be read or are tried again. */
  readonly left: number;
  /** The folder, or the station, could not be worked with: it is tried again. */
  readonly again: boolean;
}

/** A folder whose files are imported, one after the other. */
export interface Inbox {
  /** Imports what is complete. Never rejects; not to be called again before it is done. */
  look(): Promise<Looked>;
  /** Takes no further file; what is being imported is put back unless it is done. */
  stop(): void;
  /**
   * After the last look. A file that could not be put where it belongs stays in `taking`; whoever looks
   * next puts it back, and it is imported once more, as the same version.
   */
  end(): Promise<void>;
}

/** A file is complete when it has not changed for so long, between two looks. */
export const QUIET_MS = 2_000;

interface Settling {
  readonly file: string;
  readonly name: string;
  readonly outcome: FileOutcome;
}

/**
 * Takes complete files out of a folder, oldest first, imports each, and puts it into `done` or `failed`
 * under a name with the time, beside it what a person has to know. What cannot be done now (folder
 * gone, disk full, another import) is said once and tried again. A file may be imported twice, when
 * this program is killed between the import and its move: that is the same version again.
 */
export function createInbox(options: InboxOptions): Inbox {
  const { folder, clock } = options;
  const claims = createClaims(folder, options.claimant, clock);
  const told = new Map<string, string>();
  let seen = new Map<string, { readonly version: string; readonly sinceMs: number }>();
  let settling: Settling | null = null;
  let failures = 0;
  let notBeforeMs = -Infinity;
  let stopped = false;

  const say = (level: Said['level'], what: string, file: string | null, text: string): void => {
    const key = `${what} ${file ?? ''}`;
    if (told.get(key) === text) return;
    if (told.size > MOST_REMEMBERED) told.clear();
    told.set(key, text);
    options.say({ level, what, file, text });
  };
  const later = (): void => {
    failures += 1;
    notBeforeMs = clock.monotonicMs() + backOffMs(failures);
  };

  /** Files that have not changed since an earlier look. */
  const complete = (files: readonly WaitingFile[]): WaitingFile[] => {
    const nowMs = clock.monotonicMs();
    const before = seen;
    seen = new Map();
    return files.filter(({ name, version, isEmpty, isReadable }) => {
      const known = before.get(name);
      const sinceMs = known?.version === version ? known.sinceMs : nowMs;
      seen.set(name, { version, sinceMs });
      if (!isReadable) {
        const text = 'This program may not read the file. It stays. Grant access to it.';
        say('warning', 'inbox-file-denied', name, text);
      }
      return isReadable && !isEmpty && nowMs - sinceMs >= QUIET_MS;
    });
  };

  const settle = async ({ file, name, outcome }: Settling): Promise<void> => {
    const kind = outcome.ok ? 'done' : 'failed';
    const target = path.join(folder, kind);
    await makeFolder(target);
    let moved: string;
    try {
      moved = await moveFile(file, target, stampedNames(name, clock.utcMs()));
    } catch (error) {
      // Not when it is the folder that is gone: then it is tried again.
      if (errorCode(error) !== 'ENOENT' || existsSync(file)) throw error;
      return say('warning', 'inbox-file-gone', name, 'Somebody removed it while it was imported.');
    }
    if (outcome.ok && outcome.rejectedTotal === 0) return;
    const note = path.join(target, `${moved}.${outcome.ok ? 'rejected' : 'why'}.txt`);
    try {
      await writeFile(note, noteText(name, outcome), { flag: 'wx' });
    } catch (error) {
      say('warning', 'inbox-note-not-written', name, `${note}: ${String(error)}`);
    }
  };
  /** @throws Error of the file system; then it is settled before anything else is done */
  const settleNow = async (): Promise<void> => {
    if (settling !== null) await settle(settling);
    settling = null;
    await claims.release();
  };
  const settleOrSay = async ({ file, name, outcome }: Settling): Promise<void> => {
    try {
      await settleNow();
    } catch (error) {
      const [what, kind] = outcome.ok ? ['was imported', 'done'] : ['was not imported', 'failed'];
      const why = error instanceof Error ? error.message : String(error);
      const where = path.relative(folder, file);
      const text = `It ${what}, and cannot be moved into ${kind} (${why}). It lies in ${where}.`;
      options.say({
        level: 'warning',
        what: 'inbox-file-unsettled',
        file: name,
        text: `${text} No other file is imported until it can be moved.`,
      });
    }
  };

  const backWith = async (file: string): Promise<void> => {
    await claims.putBack(file);
    await claims.release();
  };
  /** Null when it is another station's now, was written, or cannot be moved: one file stops no other. */
  const taken = async (name: string, version: string): Promise<string | null> => {
    try {
      return await claims.take(name, version);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const text = `It cannot be taken (${why}). It stays; it is tried again.`;
      say('warning', 'inbox-file-held', name, text);
      return null;
    }
  };
  /** Imports one file. */
  const work = async ({ name, version }: WaitingFile): Promise<'imported' | 'failed' | 'left'> => {
    const file = await taken(name, version);
    if (file === null) return 'left';
    const outcome = named(await tried(options.importFile, file), file, name);
    if (!outcome.ok && (outcome.again || stopped)) {
      const { code, message } = outcome.error;
      say('warning', 'inbox-file-later', name, `It is tried again later (${code}: ${message})`);
      if (outcome.again) later();
      await backWith(file);
      return 'left';
    }
    if (await isChanged(file, version)) {
      say('info', 'inbox-file-unfinished', name, 'It was written while it was imported: it waits.');
      await backWith(file);
      return 'left';
    }
    settling = { file, name, outcome };
    if (outcome.ok) {
      const without =
        outcome.rejectedTotal === 0 ? '' : `; rows left out: ${outcome.rejectedTotal}`;
      options.say({
        level: 'info',
        what: 'inbox-imported',
        file: name,
        text: `imported${without}`,
      });
    } else {
      const { message: text } = outcome.error;
      options.say({ level: 'warning', what: 'inbox-failed', file: name, text });
    }
    await settleOrSay(settling);
    failures = 0;
    told.delete(`inbox-file-later ${name}`);
    return outcome.ok ? 'imported' : 'failed';
  };

  const lookNow = async (): Promise<Looked> => {
    const looked = { imported: 0, failed: 0, left: 0, again: false };
    await settleNow();
    for (const name of await claims.returnAbandoned()) {
      say('info', 'inbox-file-returned', name, 'An import of it was ended; it waits again.');
    }
    const waiting = await listWaiting(folder);
    if (told.delete('inbox-folder ')) {
      options.say({ level: 'info', what: 'inbox-folder', file: null, text: `${folder} is there.` });
    }
    const ready = complete(waiting);
    looked.left = waiting.length - ready.length;
    for (const file of ready) {
      if (stopped || settling !== null || clock.monotonicMs() < notBeforeMs) looked.left += 1;
      else looked[await work(file)] += 1;
    }
    return { ...looked, again: settling !== null || clock.monotonicMs() < notBeforeMs };
  };

  return {
    async look() {
      const nothing = { imported: 0, failed: 0, left: 0, again: true };
      if (stopped || clock.monotonicMs() < notBeforeMs) return nothing;
      try {
        return await lookNow();
      } catch (error) {
        // Not the message: it has a name with the time, and the same is said once.
        const why = errorCode(error) || String(error);
        const text = `${folder} cannot be worked with (${why}). Nothing is lost; it is tried again.`;
        say('warning', 'inbox-folder', null, text);
        return nothing;
      }
    },
    stop() {
      stopped = true;
    },
    end: () => claims.release(),
  };
}

/** Sentences that are not said again; beyond, some are. */
const MOST_REMEMBERED = 10_000;

async function tried(importFile: InboxOptions['importFile'], file: string): Promise<FileOutcome> {
  try {
    return await importFile(file);
  } catch (error) {
    const message = `The import was not carried out (${String(error)}). What was imported before stays.`;
    return { ok: false, error: { code: 'internal', message }, again: true };
  }
}

/** What is said of a file names it as people know it, not where it lay meanwhile. */
function named(outcome: FileOutcome, file: string, name: string): FileOutcome {
  if (outcome.ok) return outcome;
  const message = outcome.error.message.replaceAll(file, name);
  return { ...outcome, error: { ...outcome.error, message } };
}

/** A file that is gone is not changed: what became of it is seen when it is moved. */
async function isChanged(file: string, version: string): Promise<boolean> {
  try {
    return (await fileVersion(file)) !== version;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

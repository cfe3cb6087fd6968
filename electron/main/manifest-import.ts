import { statSync } from 'node:fs';
import path from 'node:path';
import type { ImportState, ManifestChoice, ManifestPreview } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import {
  CALL_DEADLINE_MS,
  type CoreMethod,
  type FolderMethod,
} from '../../shared/bridge/methods.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import { refusedFile, type FileOutcome } from '../inbox/outcome.ts';
import { importerMessage, type ImporterMessage } from './importer-message.ts';
import type { Log } from './log.ts';
import { createManifestPreviews } from './manifest-preview.ts';
import type { Fork, SupervisedChild } from './supervised-child.ts';

/** What the importer is asked for, and what somebody says of the file instead of its content. */
export interface ImporterRequest {
  readonly file: string;
  /** The record that says who imports; left out where the file is only looked at. */
  readonly startedBy?: number;
  readonly preview?: true;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Id of a mapping profile. */
  readonly profile?: string;
  /** Number of the item that a measurement is of. */
  readonly item?: string;
}

export interface ManifestImportOptions {
  readonly askCore: (
    method: CoreMethod | FolderMethod,
    params: unknown,
    deadlineMs: number,
  ) => Promise<Envelope<unknown>>;
  /** The system's file dialog, at a file that was dropped; null when nothing was chosen. */
  readonly chooseFile: (dropped: string | null) => Promise<string | null>;
  readonly importer: (request: ImporterRequest) => Fork<never>;
  readonly onState: (state: ImportState) => void;
  readonly newToken: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

type Answer<T> = (params: unknown) => Promise<Envelope<T>>;

/** Calls about the import of a manifest, which main serves. */
export interface ManifestImport {
  readonly chooseManifest: Answer<ManifestChoice | null>;
  /** What a chosen file looks like; nothing of it is imported. */
  readonly previewImport: Answer<ManifestPreview>;
  readonly startImport: Answer<ImportState>;
  readonly cancelImport: Answer<ImportState>;
  readonly importState: Answer<ImportState>;
  /** Imports a file of the watched folder; the record says that the station does. */
  importFound(file: string): Promise<FileOutcome>;
  /** Ends an import that runs: the program is closing. */
  stop(): void;
}

/** Files chosen and not imported that are remembered; older ones have to be chosen again. */
const CHOICES_KEPT = 20;
/** Rejected rows that are shown; `station import` prints more, the watched folder lists more. */
const SHOWN_REJECTIONS = 100;
/** An importer that settles what it read does not listen; after this many ms it is ended. */
const CANCEL_GRACE_MS = 3_000;

const IDLE: ImportState = {
  state: 'idle',
  file: '',
  rows: 0,
  bytes: 0,
  totalBytes: 0,
  items: 0,
  lines: 0,
  measurements: 0,
  rejected: [],
  rejectedTotal: 0,
  generation: null,
  error: null,
};

const UNCHANGED = 'Nothing was imported; what was imported before stays in use.';

/**
 * Runs the importer beside the bench, one at a time. The screen cannot name a file: it gets a token for
 * what somebody chose in the system's own dialog, and nothing else can be imported. Who may import is
 * for core to judge, and it records who does; the open bench takes the finished manifest by itself.
 *
 * Errors: those of core, `file-not-chosen`, `file-unreadable`, `import-running`, `malformed-call`,
 * `manifest-preview-ended`.
 */
export function createManifestImport(options: ManifestImportOptions): ManifestImport {
  const { askCore, clock, log } = options;
  const chosen = new Map<string, string>();
  const previews = createManifestPreviews(clock, log);
  let state = IDLE;
  let child: SupervisedChild<never> | null = null;
  let starting = false;
  let cancelled = false;
  let grace: Timer | null = null;
  /** Whoever waits for what becomes of the file. */
  let finished: ((outcome: FileOutcome) => void) | null = null;

  const become = (next: Partial<ImportState>): ImportState => {
    state = { ...state, ...next };
    // What was rejected quotes the file; it is asked for by whoever may read it.
    options.onState({ ...state, rejected: [] });
    return state;
  };
  /** Refused for whoever may not import; nothing is changed by it. */
  const allowed = (): Promise<Envelope<unknown>> =>
    askCore('manifests', { limit: 1, offset: 0 }, CALL_DEADLINE_MS);

  const heard = (message: ImporterMessage): void => {
    switch (message.kind) {
      case 'progress': {
        const { rows, bytes, ofBytes: totalBytes } = message;
        const reading = bytes < totalBytes;
        become({ state: reading ? 'reading' : 'settling', rows, bytes, totalBytes });
        return;
      }
      case 'imported': {
        const { items, lines, measurements, rejected, rejectedTotal, generation } = message;
        const shown = rejected.slice(0, SHOWN_REJECTIONS);
        const counts = { items, lines, measurements, rejected: shown, rejectedTotal, generation };
        end({ state: 'done', ...counts }, { ok: true, rejected, rejectedTotal });
        return;
      }
      case 'refused':
        fail(message.error);
    }
  };
  const fail = (error: Extract<ImporterMessage, { kind: 'refused' }>['error']): void => {
    const { code, message } = error;
    if (cancelled) end({ state: 'cancelled' }, refusedFile(error));
    else end({ state: 'failed', error: { code, message } }, refusedFile(error));
  };
  const tellFinished = (outcome: FileOutcome): void => {
    finished?.(outcome);
    finished = null;
  };
  const end = (last: Partial<ImportState>, outcome: FileOutcome): void => {
    grace?.cancel();
    const done = child;
    child = null;
    // It waits for its parent to hang up.
    done?.end();
    log('info', 'import-ended', { state: last.state ?? '', code: last.error?.code ?? null });
    become(last);
    tellFinished(outcome);
  };
  const exited = (reason: string): void => {
    if (child === null) return;
    const message = `The import was ended (${reason}) before it was finished. ${UNCHANGED} Import the file again.`;
    fail({ code: 'manifest-import-ended', message });
  };

  const run = (request: ImporterRequest): ImportState => {
    cancelled = false;
    const { file } = request;
    const name = path.basename(file);
    become({ ...IDLE, state: 'reading', file: name, totalBytes: sizeOf(file) ?? 0 });
    log('info', 'import-started', { file: name });
    try {
      child = options.importer(request)({
        onMessage(said) {
          const message = importerMessage(said);
          if (child === null) return;
          if (message === undefined) log('error', 'message-unexpected', { process: 'importer' });
          else heard(message);
        },
        onExit: exited,
      });
    } catch (thrown) {
      log('error', 'import-not-started', { reason: String(thrown) });
      const message = `The importer could not be started. ${UNCHANGED} Start the station again.`;
      const error = { code: 'manifest-import-ended', message };
      become({ state: 'failed', error });
      tellFinished({ ok: false, error, again: true });
    }
    return state;
  };

  const start = async (token: string, said: Said): Promise<Envelope<ImportState>> => {
    const file = chosen.get(token);
    if (file === undefined) return refusal('file-not-chosen', NOT_CHOSEN);
    if (child !== null || starting) return { ok: false, error: IMPORT_RUNNING };
    starting = true;
    try {
      const intent = { kind: 'import-manifest', file: path.basename(file) };
      const asked = await askCore('intent', intent, CALL_DEADLINE_MS);
      if (!asked.ok) return asked;
      const record = recordOf(asked.value);
      if (!record.ok) return record;
      chosen.delete(token);
      return { ok: true, value: run({ file, startedBy: record.value, ...said }) };
    } finally {
      starting = false;
    }
  };

  return {
    async chooseManifest(params) {
      const dropped = textOf(params, 'dropped');
      if (dropped === undefined) return refusal('malformed-call', MALFORMED);
      const permission = await allowed();
      if (!permission.ok) return permission;
      const file = await options.chooseFile(dropped === '' ? null : dropped);
      if (file === null) return { ok: true, value: null };
      const bytes = sizeOf(file);
      if (bytes === null) return refusal('file-unreadable', UNREADABLE);
      const token = options.newToken();
      chosen.set(token, file);
      const [oldest] = chosen.keys();
      if (chosen.size > CHOICES_KEPT && oldest !== undefined) chosen.delete(oldest);
      return { ok: true, value: { token, name: path.basename(file), bytes } };
    },
    async previewImport(params) {
      const token = textOf(params, 'token');
      const said = saidOf(params, ['encoding', 'delimiter', 'profile']);
      if (typeof token !== 'string' || said === undefined) {
        return refusal('malformed-call', MALFORMED);
      }
      const permission = await allowed();
      if (!permission.ok) return permission;
      const file = chosen.get(token);
      if (file === undefined) return refusal('file-not-chosen', NOT_CHOSEN);
      return previews.look(options.importer({ file, preview: true, ...said }));
    },
    startImport(params) {
      const token = textOf(params, 'token');
      const said = saidOf(params, ['encoding', 'profile', 'item']);
      if (typeof token !== 'string' || said === undefined) {
        return Promise.resolve(refusal('malformed-call', MALFORMED));
      }
      return start(token, said);
    },
    async cancelImport() {
      const permission = await allowed();
      if (!permission.ok) return permission;
      if (child !== null && !cancelled) {
        cancelled = true;
        child.post({ kind: 'cancel' }, []);
        const stuck = child;
        grace = clock.after(CANCEL_GRACE_MS, () => stuck.kill());
      }
      return { ok: true, value: state };
    },
    async importState() {
      const permission = await allowed();
      return permission.ok ? { ok: true, value: state } : permission;
    },
    async importFound(file) {
      if (child !== null || starting) return refusedFile(IMPORT_RUNNING);
      starting = true;
      try {
        const begun = { file: path.basename(file) };
        const asked = await askCore('beginFolderImport', begun, CALL_DEADLINE_MS);
        // What keeps the station from recording is nothing about the file.
        if (!asked.ok) return { ok: false, error: asked.error, again: true };
        const { seq } = asked.value as { readonly seq: number };
        return await new Promise((resolve) => {
          finished = resolve;
          run({ file, startedBy: seq });
        });
      } finally {
        starting = false;
      }
    },
    stop() {
      grace?.cancel();
      previews.stop();
      child?.kill();
      child = null;
      const error = { code: 'manifest-import-ended', message: 'The station is closing.' };
      tellFinished({ ok: false, error, again: true });
    },
  };
}

const MALFORMED = 'It was not said which file to import. Nothing was done. Load the screen again.';
const NOT_CHOSEN = `This file was not chosen in the file dialog of this station. ${UNCHANGED} Choose it there.`;
const IMPORT_RUNNING = {
  code: 'import-running',
  message: 'A manifest is being imported here. It goes on. Wait until it is done, or cancel it.',
};
const UNREADABLE = `The file cannot be read. ${UNCHANGED} Choose another one, or grant access to it.`;

type Refusal = Extract<Envelope<never>, { ok: false }>;

function refusal(code: string, message: string): Refusal {
  return { ok: false, error: { code, message } };
}

/** A text or null among parameters; undefined when there is none. Main has no zod. */
function textOf(params: unknown, name: string): string | null | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const value = (params as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' || value === null ? value : undefined;
}

type Said = Omit<ImporterRequest, 'file' | 'startedBy' | 'preview'>;

/** What a call says of the file; undefined when it is no text. What it means is for core to judge. */
function saidOf(params: unknown, names: readonly (keyof Said)[]): Said | undefined {
  const said: Record<string, string> = {};
  for (const name of names) {
    const isThere = typeof params === 'object' && params !== null && name in params;
    const value = isThere ? textOf(params, name) : undefined;
    if (isThere && typeof value !== 'string') return undefined;
    if (typeof value === 'string') said[name] = value;
  }
  return said;
}

function sizeOf(file: string): number | null {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats.size : null;
  } catch {
    return null;
  }
}

/** Seq of the record of an accepted intent, or why it was refused. */
function recordOf(reply: unknown): Envelope<number> {
  const {
    accepted,
    seq,
    refusal: why,
  } = reply as {
    accepted?: boolean;
    seq?: number;
    refusal?: { code: string; message: string };
  };
  if (accepted === true && typeof seq === 'number') return { ok: true, value: seq };
  if (why !== undefined) return { ok: false, error: why };
  return refusal('malformed-reply', 'The answer could not be read. Look at the screen first.');
}

import type { Envelope } from '../../shared/bridge/envelope.ts';
import { CALL_DEADLINE_MS, type FolderMethod } from '../../shared/bridge/methods.ts';
import type { Clock, Timer } from '../../shared/clock.ts';
import type { Said } from '../inbox/inbox.ts';
import type { FileOutcome } from '../inbox/outcome.ts';
import { watchInbox, type Watch } from '../inbox/watch-inbox.ts';
import type { Log } from './log.ts';

export interface FolderWatchOptions {
  readonly askCore: (
    method: FolderMethod,
    params: unknown,
    deadlineMs: number,
  ) => Promise<Envelope<unknown>>;
  readonly importFound: (file: string) => Promise<FileOutcome>;
  /** The folder cannot be worked with, in words. */
  readonly onTrouble: (text: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** The folder that the site's policy names, watched while the station runs. */
export interface FolderWatch {
  /** Core opened its records, and read the policy anew. */
  coreReady(): void;
  /** Takes no further file. */
  stop(): Promise<void>;
}

/** Core may be there and not be able to say it: its disk is full, for example. */
const ASK_AGAIN_MS = 10_000;

export function createFolderWatch(options: FolderWatchOptions): FolderWatch {
  const { clock, log } = options;
  let watched: { readonly folder: string; readonly watch: Watch } | null = null;
  let again: Timer | null = null;
  let stopped = false;

  const say = ({ level, what, file, text }: Said): void => {
    log(level, what, { file, text });
    if (what === 'inbox-folder' && level === 'warning') options.onTrouble(text);
  };
  const become = (folder: string | null): void => {
    if (folder === (watched?.folder ?? null)) return;
    void watched?.watch.stop();
    watched = null;
    if (folder === null) return;
    log('info', 'inbox-watched', { folder });
    const { importFound: importFile } = options;
    watched = { folder, watch: watchInbox({ folder, importFile, clock, say }) };
  };
  const ask = async (): Promise<void> => {
    again?.cancel();
    const asked = await options.askCore('watchedFolder', {}, CALL_DEADLINE_MS);
    if (stopped) return;
    if (asked.ok) become((asked.value as { readonly folder: string | null }).folder);
    else again = clock.after(ASK_AGAIN_MS, () => void ask());
  };

  return {
    coreReady: () => void ask(),
    async stop() {
      stopped = true;
      again?.cancel();
      await watched?.watch.stop();
    },
  };
}

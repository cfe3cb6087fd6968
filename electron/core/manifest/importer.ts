/**
 * The importer: a program of its own, so that a large manifest takes no time and no memory of the
 * bench. It builds one generation and says what came of it; nothing is in use because of it.
 */
import { setPriority } from 'node:os';
import { z } from 'zod';
import type { CodedError } from '../../../shared/result.ts';
import { openParentPort } from '../../process-port.ts';
import { realClock } from '../../real-clock.ts';
import { importManifest } from './import-manifest.ts';
import type { ImportProgress, ImportReport } from './import-manifest.ts';

const taskSchema = z.strictObject({
  file: z.string().min(1),
  dataDir: z.string().min(1),
  sqliteAddon: z.string().nullable(),
});

/** What the importer is started with: `--task=` and this as JSON. */
export type ImporterTask = z.output<typeof taskSchema>;

/** What it says to its parent; one line of JSON each when it was started by hand. */
export type ImporterMessage =
  | ({ readonly kind: 'progress' } & ImportProgress)
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'refused'; readonly error: CodedError };

/**
 * Behind everything of the bench: nice(2) 10 on Linux and macOS, the priority class "below normal" on
 * Windows.
 */
const LOW_PRIORITY = 10;
/** Bytes of the file between two messages of progress. */
const PROGRESS_BYTES = 8 * 2 ** 20;

function stepBack(): void {
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // Not allowed here: the work is done as fast as any other.
  }
}

function readTask(): ImporterTask {
  const given = process.argv.find((argument) => argument.startsWith('--task='));
  return taskSchema.parse(JSON.parse((given ?? '--task={}').slice('--task='.length)));
}

const port = openParentPort();
let done = false;
// The parent hangs up when it has heard the end. Before, nobody would put the manifest in use or say
// what was rejected; what is left of it the next import removes.
port?.onGone(() => process.exit(done ? 0 : 1));

function say(message: ImporterMessage): void {
  if (port === null) process.stdout.write(`${JSON.stringify(message)}\n`);
  else port.post(message);
}

stepBack();
let saidBytes = 0;
const result = await importManifest({
  ...readTask(),
  clock: realClock,
  onProgress(progress) {
    if (progress.bytes - saidBytes < PROGRESS_BYTES) return;
    saidBytes = progress.bytes;
    say({ kind: 'progress', ...progress });
  },
});
done = true;
say(
  result.ok ? { kind: 'imported', report: result.value } : { kind: 'refused', error: result.error },
);

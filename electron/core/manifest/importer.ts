/**
 * The importer: a program of its own, so that a large manifest takes no time and no memory of the
 * bench. It builds one generation and says what came of it; nothing is in use because of it.
 */
import { setPriority } from 'node:os';
import { z } from 'zod';
import type { ManifestPreview } from '../../../shared/bridge/setup-contract.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { openParentPort } from '../../process-port.ts';
import { realClock } from '../../real-clock.ts';
import { DELIMITERS } from './csv/csv-header.ts';
import { importManifest } from './import-manifest.ts';
import type { ImportProgress, ImportRefusal, ImportReport } from './import-manifest.ts';
import { MANIFEST_FORMATS } from './recognise.ts';
import { TEXT_ENCODINGS } from './text-decoders.ts';

const taskSchema = z.strictObject({
  file: z.string().min(1),
  dataDir: z.string().min(1),
  sqliteAddon: z.string().nullable(),
  /** The format that somebody says the file has. */
  format: z.enum(MANIFEST_FORMATS).exactOptional(),
  /** The item that a measurement is of where its file does not say so. */
  item: z.string().min(1).exactOptional(),
  /** Seq of the record that says who imports; left out where nobody is signed in. */
  startedBy: z.int().positive().exactOptional(),
  /** Where the shipped mapping profiles are. */
  resourcesDir: z.string().min(1).exactOptional(),
  /** What somebody says of the file instead of its content (`ImportOptions`). */
  profile: z.string().min(1).exactOptional(),
  encoding: z.enum(TEXT_ENCODINGS).exactOptional(),
  /** Looks at the beginning of the file and imports nothing. */
  preview: z.boolean().exactOptional(),
  /** Of a preview alone: a profile says it for an import. */
  delimiter: z.enum(DELIMITERS).exactOptional(),
});

/** What the importer is started with: `--task=` and this as JSON. */
export type ImporterTask = z.output<typeof taskSchema>;

/** What it says to its parent; one line of JSON each when it was started by hand. */
export type ImporterMessage =
  | ({ readonly kind: 'progress' } & ImportProgress)
  | { readonly kind: 'imported'; readonly report: ImportReport }
  | { readonly kind: 'preview'; readonly preview: ManifestPreview }
  | { readonly kind: 'refused'; readonly error: ImportRefusal };

/**
 * Behind everything of the bench: nice(2) 10 on Linux and macOS, the priority class "below normal" on
 * Windows.
 */
const LOW_PRIORITY = 10;
/** At most five messages of progress a second. */
const PROGRESS_MS = 200;

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

/** The parent does not want it any more; thrown out of the middle of the import. */
class Cancelled extends Error {}
let cancelled = false;
port?.onMessage((message) => {
  cancelled ||= (message as { kind?: unknown } | null)?.kind === 'cancel';
});

const CANCELLED: Result<never, CodedError> = {
  ok: false,
  error: {
    code: 'manifest-import-cancelled',
    message:
      'The import was cancelled. Nothing was imported; what was imported before stays in use.',
  },
};

let saidAtMs = -Infinity;
function progressed(progress: ImportProgress): void {
  if (cancelled) throw new Cancelled();
  const nowMs = realClock.monotonicMs();
  // The end of the file is always told: what follows may take as long again.
  if (nowMs - saidAtMs < PROGRESS_MS && progress.bytes < progress.ofBytes) return;
  saidAtMs = nowMs;
  say({ kind: 'progress', ...progress });
}

async function work(task: ImporterTask): Promise<Result<ImportReport, ImportRefusal>> {
  try {
    return await importManifest({ ...task, clock: realClock, onProgress: progressed });
  } catch (error) {
    if (error instanceof Cancelled) return CANCELLED;
    throw error;
  }
}

async function answer(task: ImporterTask): Promise<ImporterMessage> {
  if (task.preview === true) {
    const { previewManifest } = await import('./preview.ts');
    return { kind: 'preview', preview: await previewManifest(task) };
  }
  const result = await work(task);
  if (result.ok) return { kind: 'imported', report: result.value };
  return { kind: 'refused', error: result.error };
}

stepBack();
const last = await answer(readTask());
done = true;
say(last);

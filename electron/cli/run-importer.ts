import { fork } from 'node:child_process';
import path from 'node:path';
import type { ImporterMessage, ImporterTask } from '../core/manifest/importer.ts';
import type {
  ImportProgress,
  ImportRefusal,
  ImportReport,
} from '../core/manifest/import-manifest.ts';
import type { ManifestPreview } from '../../shared/bridge/setup-contract.ts';
import type { CodedError, Result } from '../../shared/result.ts';

const PROGRAM = path.join(import.meta.dirname, '..', 'core', 'manifest', 'importer.ts');
/**
 * Megabytes of the young generation of its heap (V8). Rows die young; with the default of 16 the heap
 * of a large import takes 70 MB more and is not faster.
 */
const HEAP = ['--max-semi-space-size=8'];

/**
 * Runs the importer as a process of its own. It ends when this process ends.
 *
 * Errors: as `importManifest`, and `manifest-import-ended` when the importer was killed.
 */
export async function runImporter(
  task: ImporterTask,
  onProgress: (progress: ImportProgress) => void,
): Promise<Result<ImportReport, ImportRefusal>> {
  const said = await lastMessage(task, onProgress);
  if (said.kind === 'imported') return { ok: true, value: said.report };
  return { ok: false, error: said.kind === 'refused' ? said.error : ended('it only looked') };
}

/**
 * Looks at the beginning of a file, in a process of its own.
 *
 * Error: `manifest-import-ended` when it was killed; why the file cannot be read is in the preview.
 */
export async function runPreview(
  task: Omit<ImporterTask, 'preview'>,
): Promise<Result<ManifestPreview, CodedError>> {
  const said = await lastMessage({ ...task, preview: true }, () => undefined);
  if (said.kind === 'preview') return { ok: true, value: said.preview };
  return { ok: false, error: said.kind === 'refused' ? said.error : ended('it imported') };
}

type LastMessage = Exclude<ImporterMessage, { kind: 'progress' }>;

function lastMessage(
  task: ImporterTask,
  onProgress: (progress: ImportProgress) => void,
): Promise<LastMessage> {
  const child = fork(PROGRAM, [`--task=${JSON.stringify(task)}`], { execArgv: HEAP });
  return new Promise((resolve, reject) => {
    let last: LastMessage | null = null;
    child.on('message', (message) => {
      // Its sender is this program itself.
      const said = message as ImporterMessage;
      if (said.kind === 'progress') return onProgress(said);
      last = said;
      child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(last ?? { kind: 'refused', error: ended(signal ?? `exit code ${code}`) });
    });
  });
}

function ended(how: string): CodedError {
  const message =
    `The import was ended (${how}) before it was finished. Nothing was imported; what was imported ` +
    'before stays in use. Import the file again.';
  return { code: 'manifest-import-ended', message };
}

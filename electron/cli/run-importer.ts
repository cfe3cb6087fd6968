import { fork } from 'node:child_process';
import path from 'node:path';
import type { ImporterMessage, ImporterTask } from '../core/manifest/importer.ts';
import type {
  ImportProgress,
  ImportRefusal,
  ImportReport,
} from '../core/manifest/import-manifest.ts';
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
export function runImporter(
  task: ImporterTask,
  onProgress: (progress: ImportProgress) => void,
): Promise<Result<ImportReport, ImportRefusal>> {
  const child = fork(PROGRAM, [`--task=${JSON.stringify(task)}`], { execArgv: HEAP });
  return new Promise((resolve, reject) => {
    let result: Result<ImportReport, ImportRefusal> | null = null;
    child.on('message', (message) => {
      // Its sender is this program itself.
      const said = message as ImporterMessage;
      if (said.kind === 'progress') onProgress(said);
      else if (said.kind === 'imported') result = { ok: true, value: said.report };
      else result = { ok: false, error: said.error };
      if (result !== null) child.disconnect();
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(result ?? { ok: false, error: ended(signal ?? `exit code ${code}`) });
    });
  });
}

function ended(how: string): CodedError {
  const message =
    `The import was ended (${how}) before it was finished. Nothing was imported; what was imported ` +
    'before stays in use. Import the file again.';
  return { code: 'manifest-import-ended', message };
}

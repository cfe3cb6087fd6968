import { dialog, type BrowserWindow } from 'electron';

const KINDS = ['csv', 'tsv', 'txt', 'xlsx', 'xml', 'json', 'jsonl', 'ndjson', 'n42'];

/**
 * Asks for a manifest file with the system's own dialog, which no page can answer or draw.
 * @param dropped a file that was dropped on the page: the dialog opens there, and somebody confirms it
 */
export async function chooseManifestFile(
  window: BrowserWindow,
  dropped: string | null,
): Promise<string | null> {
  if (window.isDestroyed()) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      // A help to find files only: what a file is, its content says.
      { name: 'CSV, XLSX, XML, JSON, N42', extensions: KINDS },
      { name: '*', extensions: ['*'] },
    ],
    ...(dropped === null ? {} : { defaultPath: dropped }),
  });
  return canceled ? null : (filePaths[0] ?? null);
}

import { dialog, type BrowserWindow } from 'electron';

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
      { name: 'CSV', extensions: ['csv', 'txt', 'tsv'] },
      { name: '*', extensions: ['*'] },
    ],
    ...(dropped === null ? {} : { defaultPath: dropped }),
  });
  return canceled ? null : (filePaths[0] ?? null);
}

import { BrowserWindow } from 'electron';
import type { Clock } from '../../shared/clock.ts';
import type { PrintDocuments } from './print-documents.ts';
import { STATION_ORIGIN } from './security.ts';

/**
 * Renders reports in a hidden window without scripts.
 * @returns a function that gives A4 PDF bytes, unless the report's own `@page` says another size; it
 *   rejects after `deadlineMs` milliseconds
 */
export function createReportPrinter(
  documents: PrintDocuments,
  clock: Clock,
): (html: string, deadlineMs: number) => Promise<Uint8Array> {
  return async (html, deadlineMs) => {
    const address = documents.add(html);
    const window = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, javascript: false, devTools: false },
    });
    let giveUp = (): void => {};
    const late = new Promise<never>((_resolve, reject) => {
      giveUp = () => reject(new Error(`not printed within ${String(deadlineMs / 1000)} s`));
      window.webContents.once('render-process-gone', (_event, { reason }) =>
        reject(new Error(`the printing process is gone: ${reason}`)),
      );
    });
    const timer = clock.after(deadlineMs, giveUp);
    try {
      return await Promise.race([late, render(window, address)]);
    } finally {
      timer.cancel();
      documents.remove(address);
      window.destroy();
    }
  };
}

/**
 * Chromium fills in the numbers by class. Margin boxes of CSS (`@bottom-right`) would need no template,
 * but only Chromium 131 and newer prints them.
 */
const PAGE_NUMBERS =
  '<div style="font-size:7pt;width:100%;padding:0 14mm;text-align:right">' +
  '<span class="title"></span> &nbsp; <span class="pageNumber"></span> / ' +
  '<span class="totalPages"></span></div>';

async function render(window: BrowserWindow, address: string): Promise<Uint8Array> {
  await window.loadURL(`${STATION_ORIGIN}${address}`);
  return window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: PAGE_NUMBERS,
  });
}

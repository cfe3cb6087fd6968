import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mode } from '../../shared/words.ts';
import { PROJECT } from '../app/launch.ts';
import type { ElectronApp } from './electron-app.ts';

/** Arguments that start the station, or the bare window with its own folder. */
export function stationArguments(mode: Mode, dataDir: string): string[] {
  return [PROJECT, `--mode=${mode}`, `--data=${dataDir}`];
}

/** As `stationArguments`, for the window that has nothing but a field. */
export function bareArguments(dataDir: string): string[] {
  mkdirSync(dataDir, { recursive: true });
  return [path.join(import.meta.dirname, 'bare'), `--data=${dataDir}`];
}

/** Waits in the page until the element is there and can be used. @returns when, on the page's clock */
export async function whenUsable(app: ElectronApp, selector: string): Promise<number> {
  try {
    return await watch(app, selector);
  } catch (error) {
    // The window's empty first document was replaced by the page: look there.
    if (error instanceof Error && error.message.includes('context')) return watch(app, selector);
    throw error;
  }
}

function watch(app: ElectronApp, selector: string): Promise<number> {
  return app.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const found = document.querySelector<HTMLInputElement>(wanted);
          if (found === null || found.disabled) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true, attributes: true });
        look();
      }),
    selector,
  );
}

/** A line of the station's log. */
export interface LogLine {
  readonly at: string;
  readonly event: string;
  readonly process?: string;
  readonly state?: string;
  readonly pid?: number | null;
}

/** The log of a data folder since its last start; empty when there is none. */
export function lastStart(dataDir: string): LogLine[] {
  const file = path.join(dataDir, 'logs', 'main.jsonl');
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8').trimEnd().split('\n');
  const lines = text.map((line) => JSON.parse(line) as LogLine);
  return lines.slice(lines.findLastIndex(({ event }) => event === 'start'));
}

/** Names of the station's own processes by process id, from its log. */
export function processNames(dataDir: string): ReadonlyMap<number, string> {
  return new Map(
    lastStart(dataDir).flatMap(({ pid, process }) =>
      typeof pid === 'number' && process !== undefined ? [[pid, process] as const] : [],
    ),
  );
}

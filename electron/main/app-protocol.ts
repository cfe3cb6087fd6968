import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import type { PrintDocuments } from './print-documents.ts';
import { SAFE_PAGE } from './safe-page.ts';
import { contentPolicy, SAFE_ADDRESS, STATION_HOST, STATION_SCHEME } from './security.ts';

/** To be registered before Electron is ready: a real origin, so that the policy's 'self' works. */
export const STATION_SCHEMES: CustomScheme[] = [
  { scheme: STATION_SCHEME, privileges: { standard: true, secure: true } },
];

/** What is served, by file extension; anything else does not exist. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
]);

/**
 * One or more names of letters, digits, `-`, `_` and inner dots: no empty name, no `.` or `..`, no
 * backslash, drive letter, stream name or NUL. The bundler writes no other names.
 */
const SAFE_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/**
 * The path of an address of the station, decoded once; undefined when it is not ours or holds
 * anything but plain names. What is still encoded after that is refused, too.
 */
export function stationPath(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, username, pathname } = new URL(address);
  if (protocol !== `${STATION_SCHEME}:` || host !== STATION_HOST || username !== '')
    return undefined;
  try {
    const decoded = decodeURIComponent(pathname);
    return SAFE_PATH.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** The file that an address of the station stands for; undefined when there can be none. */
export function assetFile(root: string, address: string): string | undefined {
  const name = stationPath(address);
  return name === undefined ? undefined : path.join(root, name);
}

/**
 * Answers requests to the station's scheme: files below `root`, the safe page, reports in print.
 * Every answer carries a content security policy.
 */
export function createStationHandler(
  root: string,
  documents: PrintDocuments,
): (request: { readonly url: string; readonly method: string }) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== 'GET') return respond('Only GET is answered.', 405, 'text/plain');
    if (url === SAFE_ADDRESS) return respond(SAFE_PAGE, 200, 'text/html; charset=utf-8');
    const name = stationPath(url);
    const document = name === undefined ? undefined : documents.get(name);
    if (document !== undefined)
      return respond(document.html, 200, 'text/html; charset=utf-8', document.policy);
    return serveFile(assetFile(root, url));
  };
}

async function serveFile(file: string | undefined): Promise<Response> {
  const type = file === undefined ? undefined : CONTENT_TYPES.get(path.extname(file));
  if (file !== undefined && type !== undefined) {
    try {
      return respond(await readFile(file), 200, type);
    } catch {
      // Missing or unreadable: the same answer, which says nothing about the disk.
    }
  }
  return respond('There is no such file.', 404, 'text/plain');
}

function respond(
  body: string | Uint8Array<ArrayBuffer>,
  status: number,
  type: string,
  policy: string = contentPolicy(),
): Response {
  const headers = {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  };
  return new Response(body, { status, headers });
}

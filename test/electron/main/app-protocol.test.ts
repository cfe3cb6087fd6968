import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetFile, createStationHandler } from '../../../electron/main/app-protocol.ts';
import { PrintDocuments } from '../../../electron/main/print-documents.ts';
import { contentPolicy } from '../../../electron/main/security.ts';
import { temporaryFolders } from '../../tools/runtime/temporary-folder.ts';

const ROOT = '/opt/station/out/renderer';
const temporaryFolder = temporaryFolders();

describe('the file behind an address', () => {
  it('is the one below the root', () => {
    expect(assetFile(ROOT, 'app://station/assets/index-Bi_m-6MG.css?v=1#top')).toBe(
      path.join(ROOT, 'assets/index-Bi_m-6MG.css'),
    );
  });

  it.each([
    ['no file', 'app://station/'],
    ['a folder above, slash encoded', 'app://station/..%2f..%2fetc%2fpasswd'],
    ['a folder above, encoded twice', 'app://station/%252e%252e%252fetc/passwd'],
    ['a folder above, the Windows way', 'app://station/..%5c..%5cwindows%5cwin.ini'],
    ['a folder above, in the middle', 'app://station/assets%2f..%2f..%2f..%2fpackage.json'],
    ['an absolute path', 'app://station//etc/passwd'],
    ['an absolute path, encoded', 'app://station/%2fetc%2fpasswd'],
    ['a drive letter', 'app://station/c:/windows/win.ini'],
    ['a stream of a file', 'app://station/index.html::$DATA'],
    ['a name cut off by NUL', 'app://station/index.html%00.png'],
    ['a hidden file', 'app://station/.env'],
    ['broken encoding', 'app://station/%E0%A4%A'],
    ['another host', 'app://other/index.html'],
    ['another port', 'app://station:81/index.html'],
    ['a user name', 'app://me@station/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['no address', 'index.html'],
  ])('does not exist for %s', (_what, address) => {
    expect(assetFile(ROOT, address)).toBeUndefined();
  });

  it.each(['app://station/../../etc/passwd', 'app://station/%2e%2e/%2E%2E/etc/passwd'])(
    'stays below the root where the address itself goes up: %s',
    (address) => expect(assetFile(ROOT, address)).toBe(`${ROOT}/etc/passwd`),
  );

  it('never leaves the root, whatever the address', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', '\0', ':', '~', 'a', ' '),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = assetFile(ROOT, `app://station/${pieces.join('')}`);
        if (file === undefined) return;
        expect(path.resolve(file)).toBe(file);
        expect(file.startsWith(`${ROOT}/`)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the answer to a request', () => {
  const documents = new PrintDocuments();
  const handler = (): ((address: string, method?: string) => Promise<Response>) => {
    const root = path.join(temporaryFolder(), 'renderer');
    mkdirSync(path.join(root, 'assets'), { recursive: true });
    writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
    writeFileSync(path.join(root, 'assets/font.woff2'), 'font');
    writeFileSync(path.join(root, 'notes.txt'), 'not served');
    writeFileSync(path.join(root, '..', 'secret.html'), 'secret');
    const handle = createStationHandler(root, documents);
    return (address, method = 'GET') => handle({ url: `app://station${address}`, method });
  };

  it.each([
    ['/index.html', 'text/html; charset=utf-8'],
    ['/assets/font.woff2', 'font/woff2'],
    ['/safe', 'text/html; charset=utf-8'],
  ])('for %s has type %s, which the browser must keep to, and the policy', async (name, type) => {
    const { status, headers } = await handler()(name);
    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe(contentPolicy());
  });

  it.each(['/missing.html', '/assets', '/notes.txt', '/..%2fsecret.html', '/print/1234'])(
    'for %s is 404, with the policy',
    async (name) => {
      const { status, headers } = await handler()(name);
      expect(status).toBe(404);
      expect(headers.get('content-security-policy')).toBe(contentPolicy());
    },
  );

  it('is refused for anything but reading', async () => {
    expect((await handler()('/index.html', 'POST')).status).toBe(405);
  });

  it('is the report while it is being printed, and 404 afterwards', async () => {
    const handle = handler();
    const name = documents.add('<html><head></head><body>report</body></html>');
    expect(await (await handle(name)).text()).toContain('report');
    documents.remove(name);
    expect((await handle(name)).status).toBe(404);
  });
});

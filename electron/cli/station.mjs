#!/usr/bin/env node
// The program's tools need Node 22.18 or newer, which runs TypeScript as it is; a station PC may have
// an older one on its PATH. The dev dependency `node` brings the right one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);
// `import.meta.dirname` is newer than the Node versions that end up here.
const here = path.dirname(fileURLToPath(import.meta.url));
const main = path.join(here, 'index.ts');
const bundled = path.join(here, '..', '..', 'node_modules', '.bin', 'node');

if (recent) {
  await import(pathToFileURL(main).href);
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  child.once('error', (error) => {
    process.stderr.write(`station: ${bundled} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.off('SIGINT', forward);
    process.off('SIGTERM', forward);
    // Ended by a signal: this process ends the same way, so that a script sees it.
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
} else {
  process.stderr.write('station needs Node 22.18 or newer. Run `npm ci`, which brings it.\n');
  process.exitCode = 2;
}

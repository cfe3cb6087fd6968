#!/usr/bin/env node
// The program's tools need Node 22.12 or newer; a station PC may have an older one on its PATH. The
// dev dependency `node` brings the right one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);
const main = path.join(import.meta.dirname, 'index.ts');
const bundled = path.join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'node');

if (recent) {
  await import(main);
} else if (existsSync(bundled)) {
  const { status } = spawnSync(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  process.stderr.write('station needs Node 22.18 or newer. Run `npm ci`, which brings it.\n');
  process.exitCode = 2;
}

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from './launch.ts';

/** Builds the app into `out/`. @throws Error with the output when it does not build */
export function buildApp(): void {
  const electronVite = path.join(PROJECT, 'node_modules', '.bin', 'electron-vite');
  const built = spawnSync(electronVite, ['build', '--logLevel', 'warn'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  if (built.status === 0) return;
  throw new Error(`The app does not build; nothing was started.\n${built.stdout}${built.stderr}`);
}

import { realpathSync } from 'node:fs';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { createServer } from 'vite';
import { PROJECT } from './app/launch.ts';

/** Where fonts come from; in a worktree it may be a link. */
const packages = realpathSync(path.join(PROJECT, 'node_modules'));

/**
 * `npm run gallery`: every component of the screen in every state, for development; the build of the
 * program does not know this page. Runs until it is stopped (Ctrl+C); `--no-open` leaves the browser.
 */
const server = await createServer({
  configFile: false,
  root: path.join(PROJECT, 'renderer'),
  plugins: [vue()],
  server: {
    fs: { allow: [PROJECT, packages] },
    open: process.argv.includes('--no-open') ? false : '/gallery/',
  },
});
await server.listen();
process.stdout.write(`${server.resolvedUrls?.local[0] ?? ''}gallery/\n`);

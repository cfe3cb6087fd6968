import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * Targets are set by hand: electron-vite would derive them from the pinned electron package, and the
 * development runtime may be older (docs/architecture.md, "Two runtimes").
 */
const nodeTarget = 'node20';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      // Pure JavaScript loads faster from one file; native packages cannot be bundled.
      externalizeDeps: { exclude: ['zod', 'yaml', 'canonicalize'] },
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: resolve(root, 'electron/main/index.ts'),
          core: resolve(root, 'electron/core/index.ts'),
          devices: resolve(root, 'electron/devices/index.ts'),
          // Beside core, which starts it as a thread.
          'upkeep-worker': resolve(root, 'electron/core/upkeep/upkeep-worker.ts'),
          'rules-worker': resolve(root, 'electron/core/rule-packs/rules-worker.ts'),
          'index-worker': resolve(root, 'electron/core/goods/index-worker.ts'),
          importer: resolve(root, 'electron/core/manifest/importer.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'electron/preload/index.ts') },
        // A sandboxed preload cannot be an ES module and cannot require packages.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [vue()],
    build: {
      target: chromeTarget,
      outDir: 'out/renderer',
      // The policy of the screen takes fonts from files only.
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
      rolldownOptions: { input: { index: resolve(root, 'renderer/index.html') } },
    },
  },
});

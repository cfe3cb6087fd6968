import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/pty/**', 'test/long/**'],
          // Property tests play thousands of sessions: a busy machine is no failure, and what hangs is found.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'pty',
          sequence: { groupOrder: 1 },
          include: ['test/pty/**/*.test.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          // One after the other: the real app's timings are not to be shared with unit tests.
          sequence: { groupOrder: 2 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const minute = 60_000;

/**
 * Two projects. `unit` needs no root and no network and ends within a minute; `lab` runs against real hosts that
 * `pnpm lab up` makes on this machine, one file after another, because they share two cores and one lab.
 */
export default defineConfig({
  test: {
    teardownTimeout: 5 * minute,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'test/*.test.ts',
            'test/{golden,conformance,lab,bench}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          // Loading the same modules again for every file would take half the time.
          isolate: false,
          setupFiles: ['test/forget-secrets.ts'],
          globalSetup: ['test/temporary-directory.ts'],
          // Half of the time they wait for shells and sshd.
          maxWorkers: 2 * availableParallelism(),
          // Real shells and sshd on a machine that may be busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/{e2e,integration}/**/*.test.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { concurrent: false, shuffle: false },
          testTimeout: 30 * minute,
          hookTimeout: 60 * minute,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** Tests that put modules of their own in place of the program's. */
const REPLACING = ['test/run.test.ts'];

export default defineConfig({
  test: {
    // Vitest leaves one core alone, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/fixtures/**', ...REPLACING],
          testTimeout: 30_000,
          // Modules are loaded once a worker and not once a file, which would take longer than the tests.
          isolate: false,
        },
      },
      { test: { name: 'replacing', include: REPLACING, testTimeout: 30_000 } },
      // On the bundled dist, which `npm test` has compared with the source before.
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});

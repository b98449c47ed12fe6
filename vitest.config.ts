import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // One more than the two cores of CI: some tests spend minutes waiting for processes.
    maxWorkers: 3,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two more than the cores of CI: some tests spend minutes waiting for processes.
    maxWorkers: 4,
  },
});

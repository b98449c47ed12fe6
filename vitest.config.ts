import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that wait for processes for minutes: begun last, they would be waited for alone. */
const LONG = /test\/(kills|stories\/year|simulation)/;

class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // One more than the two cores of CI: some tests spend minutes waiting for processes.
    maxWorkers: 3,
    sequence: { sequencer: LongFilesFirst },
  },
});

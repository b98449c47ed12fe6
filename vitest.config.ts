import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { RUNS_BUILT } from './test/program.ts';

/**
 * Files that take over twenty seconds, those that mostly wait before those that compute: begun last, they would be waited
 * for alone. A process that is killed while it sends is waited for until its lease is over.
 */
const LONG = [
  'test/adapters/slack/process',
  'test/adapters/discord/process',
  'test/stories/postgres',
  'test/browser/studio',
  'test/stories/year',
  'test/simulation/runs',
  'test/adapters/slack/standby',
  'test/simulation/points',
  'test/simulation/bugs',
  'test/lived-in/operators-',
  'test/start/canaries',
  'test/adapters/slack/outbound/posts',
  'test/adapters/discord/inbound/gateway',
];

class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((start) => moduleId.includes(start));
      return place === -1 ? LONG.length : place;
    };
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

/** After `npm test` has built the program, the threads and processes that tests start are the built ones. */
const builtEntries = {
  find: /^(\.\.\/)+entries\.ts$/,
  replacement: fileURLToPath(new URL('test/built-entries.ts', import.meta.url)),
};

/** Packages as the program loads them: Vitest would ask them for development builds, which check themselves and are slower. */
const asInProduction: Plugin = {
  name: 'as-in-production',
  enforce: 'post',
  configEnvironment(_name, options) {
    options.resolve = { ...options.resolve, conditions: ['node'], externalConditions: ['node'] };
  },
};

export default defineConfig({
  resolve: { alias: RUNS_BUILT ? [builtEntries] : [] },
  plugins: [asInProduction],
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 40_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    sequence: { sequencer: LongFilesFirst },
  },
});

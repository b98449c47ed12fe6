import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { freshOnPostgres } from './postgres.ts';
import { run } from './run.ts';
import { told } from './told.ts';

/** A few fixed seeds, with one and two processes; `npm run simulate -- --postgres` plays more. */
const SEEDS = [1, 2, 3, 4];

describe.skipIf(!hasPostgres)(`the whole bot on ${POSTGRES} in a world that goes wrong`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it.each(SEEDS)('keeps every invariant: seed %i', { timeout: 120_000 }, async (seed) => {
    const outcome = await run({ seed, open: () => freshOnPostgres(server) });
    if (outcome.problems.length > 0) expect.fail(told(outcome));
    expect(outcome.points).toBeGreaterThan(10);
  });
});

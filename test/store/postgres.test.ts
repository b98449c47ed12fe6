import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { describeStore } from './contract.ts';

describe.skipIf(!hasPostgres)(POSTGRES, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  describeStore(POSTGRES, () => server.freshStore());

  it('is there', () => expect(hasPostgres).toBe(true));
});

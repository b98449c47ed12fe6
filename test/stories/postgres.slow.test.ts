import { afterAll, describe, expect, it } from 'vitest';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { playOn } from './world.ts';

let server: Promise<PostgresServer> | null = null;
playOn(async () => {
  server ??= startPostgres();
  return (await server).freshStore();
});

afterAll(async () => (await server)?.stop(), 120_000);

describe(POSTGRES, () => {
  it.skipIf(!hasPostgres)('plays the same stories', () => expect(hasPostgres).toBe(true));
});

// The same conversations, word for word.
if (hasPostgres) {
  await import('./daily.test.ts');
  await import('./schedules.test.ts');
  await import('./privacy.test.ts');
}

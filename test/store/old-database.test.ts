import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForBot } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { silent } from '../adapters/web/start.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-old-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file written by the program of 24 November 2026 (migrations up to 0008), with rows in every table. */
function oldFile(): string {
  const file = path.join(folder, 'old.db');
  const packed = readFileSync(new URL('fixtures/database-0008.db.gz', import.meta.url));
  writeFileSync(file, gunzipSync(packed));
  return file;
}

describe('a database of an older Deckhand', () => {
  it('opens with everything in it', async () => {
    const store = await openSqlite(oldFile(), MIGRATIONS);
    const count = (table: string): unknown =>
      store.database.prepare(`select count(*) as rows from ${table}`).pluck().get();
    expect({
      rounds: count('rounds'),
      posts: count('posts'),
      occurrences: count('occurrences'),
      standings: count('standings'),
      idempotency_keys: count('idempotency_keys'),
      attempts: count('attempts'),
      archived_points: count('archived_points'),
      retention_marks: count('retention_marks'),
      suspended_questions: count('suspended_questions'),
      web_members: count('web_members'),
    }).toEqual(EXPECTED);
    expect(await store.verify()).toEqual([]);
    await store.tx('web:local', async (tx) => {
      expect(await tx.idempotencyKeys.claim('old-gesture', 0)).toBe(false);
      expect(await tx.sessions.suspended('mira')).toEqual([{ deck: 'colours', question: 'jwt' }]);
      expect((await tx.schedules.list()).map(({ id }) => id)).toEqual(['daily', 'weekly']);
      expect(
        await tx.boards.top({ scope: 'team-quiz', period: 'all', reader: null }, 10),
      ).not.toEqual([]);
      expect((await tx.rounds.askedIn('team-quiz')).map(({ answered }) => answered)).toContain(1);
    });
    // What waited and what was scheduled is looked at once.
    const now = Date.parse('2026-12-24T12:00:00Z');
    const page = { now, platforms: ['web'], limit: 9, after: null } as const;
    expect((await store.dueWork.schedules(page)).map(({ id }) => id).sort()).toEqual([
      'daily',
      'weekly',
    ]);
    await store.close();
  });

  it('is brought up to date by one of several processes that start at once', async () => {
    const setting = { kind: 'sqlite', file: oldFile() } as const;
    const hooks = { log: silent, onFatal: (why: string) => expect.fail(why) };
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openForBot(setting, MIGRATIONS, hooks)),
    );
    expect(opened.filter(({ store }) => store.migrated.length > 0)).toHaveLength(1);
    for (const { store } of opened) expect(await store.verify()).toEqual([]);
    for (const one of opened) await one.close();
  });
});

const EXPECTED = {
  rounds: 11,
  posts: 32,
  occurrences: 4,
  standings: 10,
  idempotency_keys: 1,
  attempts: 1,
  archived_points: 3,
  retention_marks: 1,
  suspended_questions: 1,
  web_members: 1,
};

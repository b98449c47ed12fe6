import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from '../properties.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Known, NewMessage, WebMessage, WebChatStore } from '../../src/ports/web-chat.ts';
import { openSqlite, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { saying } from '../adapters/recording-bot.ts';
import { memoryStore } from '../memory-store.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

let store: SqliteStore;
let state: WebChatStore;
let made = 0;

const NOTHING: Known = { created: 0, changed: 0 };

beforeEach(async () => {
  store = await memoryStore();
  state = store.webChat;
});
afterEach(() => store.close());

function message(words: string, more: Partial<NewMessage> = {}): NewMessage {
  made += 1;
  return {
    id: `message-${made}`,
    name: null,
    author: null,
    onlyFor: null,
    replyTo: null,
    body: { kind: 'card', card: saying(words) },
    sentAt: made,
    ...more,
  };
}

function words({ body }: WebMessage): string {
  return body.kind === 'card' ? body.card.gist : body.line;
}

describe('members of the local chat', () => {
  test('the first to join is the manager, and only the first', async () => {
    const ada = await state.join({ id: 'a', name: 'Ada', token: 'token-a' }, 1);
    const bo = await state.join({ id: 'b', name: 'Bo', token: 'token-b' }, 2);
    expect(ada).toEqual({ id: 'a', name: 'Ada', manager: true });
    expect(bo).toEqual({ id: 'b', name: 'Bo', manager: false });
    expect(await state.memberByToken('token-b')).toEqual(bo);
    expect(await state.memberByToken('token-c')).toBeNull();
  });

  test('of many who join at once one is the manager', async () => {
    const joined = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        state.join({ id: `m${index}`, name: `M${index}`, token: `t${index}` }, 1),
      ),
    );
    expect(joined.filter((member) => member?.manager)).toHaveLength(1);
  });

  test('a name is taken once, however it is written', async () => {
    await state.join({ id: 'a', name: 'Ada', token: 'token-a' }, 1);
    expect(await state.join({ id: 'b', name: 'ADA', token: 'token-b' }, 2)).toBeNull();
    expect(await state.join({ id: 'c', name: 'Ａｄａ', token: 'token-c' }, 2)).toBeNull();
    expect(await state.memberByToken('token-b')).toBeNull();
  });

  test('a token is nowhere in the database', async () => {
    await state.join({ id: 'a', name: 'Ada', token: 'a-very-secret-token' }, 1);
    expect(JSON.stringify(store.database.prepare('SELECT * FROM web_members').all())).not.toContain(
      'secret',
    );
    expect(store.database.serialize().includes('a-very-secret-token')).toBe(false);
  });

  test('who is forgotten is gone from every table', async () => {
    const ada = await state.join({ id: 'member-ada', name: 'Adelheid', token: 't' }, 1);
    await state.append(message('mine', { author: ada, body: { kind: 'line', line: 'hello' } }));
    await state.append(message('for her', { onlyFor: 'member-ada' }));
    const kept = await state.append(message('for all'));
    await state.forget('member-ada');
    const rows = ['web_members', 'web_messages'].map((table) =>
      store.database.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(rows)).not.toMatch(/Adelheid|member-ada/);
    expect(await state.message(kept.id)).toEqual(kept);
  });
});

describe('messages of the local chat', () => {
  test('a name is posted once: the second post is the first message', async () => {
    const first = await state.append(message('one', { name: 'post-1' }));
    const second = await state.append(message('two', { name: 'post-1' }));
    expect(second).toEqual(first);
    expect(await state.latest(Number.MAX_SAFE_INTEGER, 'anybody', 10)).toEqual([first]);
    expect(await state.find('post-1')).toEqual(first);
    expect(await state.find('post-2')).toBeNull();
  });

  test('an edit keeps the place in the channel and comes after all that was seen', async () => {
    const first = await state.append(message('question'));
    const second = await state.append(message('later'));
    const edited = await state.edit(first.id, { kind: 'card', card: saying('closed') }, 9);
    expect(edited?.created).toBe(first.created);
    const all = await state.latest(Number.MAX_SAFE_INTEGER, 'anybody', 10);
    expect(all.map(words)).toEqual(['closed', 'later']);
    const known = { created: second.created, changed: second.changed };
    const news = await state.since(known, 'anybody', 10);
    expect(news.map(({ message, isNew }) => [words(message), isNew])).toEqual([['closed', false]]);
    expect(await state.edit('nowhere', { kind: 'line', line: 'x' }, 9)).toBeNull();
  });

  test('what is private to one member reaches no other by any way', async () => {
    const secret = await state.append(message('secret', { onlyFor: 'ada' }));
    await state.append(message('an answer', { replyTo: secret.id }));
    for (const found of [
      await state.since(NOTHING, 'bo', 10),
      await state.latest(Number.MAX_SAFE_INTEGER, 'bo', 10),
    ])
      expect(JSON.stringify(found)).not.toContain('secret');
    expect(await state.since(NOTHING, 'ada', 10)).toHaveLength(2);
  });

  test('a window that goes on from where it left off knows everything, once', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), own: fc.boolean() }),
      fc.record({ kind: fc.constant('edit' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant('prune' as const) }),
      fc.record({ kind: fc.constant('read' as const), most: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('break' as const), most: fc.integer({ min: 1, max: 6 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const store = await memoryStore();
        const state = store.webChat;
        const truth = new Map<string, string>();
        const window = new Map<string, string>();
        const privates = new Set<string>();
        const drawn = new Set<string>();
        let known: Known = NOTHING;
        const read = async (most: number, stop = most): Promise<number> => {
          const news = await state.since(known, 'ada', most);
          // A connection may break behind any of them.
          for (const { message: each, isNew, known: now } of news.slice(0, stop)) {
            expect(isNew).toBe(!window.has(each.id));
            // Drawn a second time as it is, it would swallow a press that is under way.
            const state = `${each.id} ${each.changed}`;
            expect(drawn).not.toContain(state);
            drawn.add(state);
            window.set(each.id, words(each));
            known = now;
          }
          return news.length;
        };
        for (const [turn, next] of steps.entries()) {
          if (next.kind === 'append') {
            const onlyFor = next.own ? 'ada' : null;
            const added = await state.append(message(`said ${turn}`, { onlyFor }));
            truth.set(added.id, `said ${turn}`);
            if (next.own) privates.add(added.id);
          } else if (next.kind === 'edit') {
            const id = [...truth.keys()][next.which];
            if (id === undefined) continue;
            await state.edit(id, { kind: 'line', line: `edited ${turn}` }, 1);
            truth.set(id, `edited ${turn}`);
          } else if (next.kind === 'prune') {
            // What was pruned may stay in a window that saw it; it is not part of the truth any more.
            await state.prune(Number.MAX_SAFE_INTEGER);
            for (const id of privates) truth.delete(id);
            privates.clear();
          } else if (next.kind === 'break') await read(next.most, Math.ceil(next.most / 2));
          else await read(next.most);
        }
        while ((await read(2)) > 0);
        for (const [id, said] of truth) expect(window.get(id)).toBe(said);
        await store.close();
      }),
      { numRuns: 200 },
    );
  });

  test('a write is not undone with a transaction of the store that fails beside it', async () => {
    const failing = store.tx('web:local', async (tx) => {
      await tx.channels.ensure(
        'c',
        'web',
        { zone: 'UTC', language: 'en', board: 'after-close' },
        1,
      );
      throw new Error('undone');
    });
    const writing = state.append(message('kept', { name: 'post-9' }));
    await expect(failing).rejects.toThrow('undone');
    await writing;
    expect(await state.find('post-9')).not.toBeNull();
    expect(await store.tx('web:local', (tx) => tx.channels.channel('c'))).toBeNull();
  });

  test('all of it survives a restart', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-web-'));
    const file = path.join(folder, 'chat.db');
    const before = await openSqlite(file, MIGRATIONS);
    const first = before.webChat;
    await first.join({ id: 'a', name: 'Ada', token: 'token-a' }, 1);
    const sent = await first.append(message('still here', { name: 'post-1' }));
    await before.close();
    const after = await openSqlite(file, MIGRATIONS);
    const second = after.webChat;
    expect(await second.memberByToken('token-a')).toMatchObject({ name: 'Ada', manager: true });
    expect(await second.find('post-1')).toEqual(sent);
    expect(await second.place()).toBe(sent.changed);
    await after.close();
    rmSync(folder, { recursive: true });
  });
});

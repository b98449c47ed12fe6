import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../src/store/opened.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { openTcpProxy, type TcpProxy } from '../tcp-proxy.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

const SETTINGS = { zone: 'UTC', language: 'en', board: 'live' } as const;
/** A statement of these tests ends after this; whoever hears nothing waits two seconds more. */
const STATEMENT_MS = 300;
/** Within this a member has read what became of a press, whatever the network does. */
const TOLD_MS = STATEMENT_MS + 2_000 + 2_500;

interface Scene {
  readonly store: OpenedStore;
  readonly network: TcpProxy;
  readonly url: string;
}

describe.skipIf(!hasPostgres)(`${POSTGRES} that hangs, is cut off, falls silent`, () => {
  let server: PostgresServer;
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    await server.stop();
  });

  /** A store behind a network of its own, with a channel in it. */
  async function open(): Promise<Scene> {
    const url = await server.freshDatabase();
    const { port } = new URL(url);
    const network = await openTcpProxy(() => [Number(port)]);
    const through = new URL(url);
    through.port = String(network.port);
    through.searchParams.set('statement_timeout', String(STATEMENT_MS));
    const store = await openPostgres(through.href, MIGRATIONS);
    closing.push(async () => {
      network.mend();
      await store.close();
      await network.close();
    });
    await store.tx('web:a', (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0));
    return { store, network, url };
  }

  const setLanguage = ({ store }: Scene, language: 'en' | 'de'): Promise<void> =>
    store.tx('web:a', (tx) => tx.channels.setLanguage('c', language));

  const languageIn = async ({ url }: Scene): Promise<unknown> =>
    (await server.query(url, 'select language from channels'))[0]?.['language'];

  /** Lets each change of a channel run that statement first. */
  async function before(url: string, statement: string): Promise<void> {
    await server.query(
      url,
      `create sequence tried;
       create function first() returns trigger language plpgsql as $$ begin ${statement} return new; end $$;
       create trigger first before update on channels for each row execute function first()`,
    );
  }

  it('ends a statement that hangs, saves nothing of it, and serves the next', async () => {
    const scene = await open();
    await before(scene.url, 'perform pg_sleep(30);');
    await expect(setLanguage(scene, 'de')).rejects.toMatchObject({ kind: 'busy' });
    expect(await languageIn(scene)).toBe('en');
    await server.query(scene.url, 'drop trigger first on channels');
    await setLanguage(scene, 'de');
    expect(await languageIn(scene)).toBe('de');
  });

  it('runs again what the database has undone, and gives up in the end', async () => {
    const scene = await open();
    const undone = "raise exception 'planted' using errcode = '40001';";
    await before(scene.url, `if nextval('tried') < 4 then ${undone} end if;`);
    await setLanguage(scene, 'de');
    expect(await languageIn(scene)).toBe('de');
    await server.query(scene.url, "select setval('tried', 1)");
    await server.query(
      scene.url,
      `create or replace function first() returns trigger language plpgsql as $$ begin perform nextval('tried'); ${undone} end $$`,
    );
    await expect(setLanguage(scene, 'en')).rejects.toMatchObject({ kind: 'busy' });
    expect(await languageIn(scene)).toBe('de');
    expect(await server.query(scene.url, 'select last_value::int as n from tried')).toEqual([
      { n: 6 },
    ]);
  });

  it('waits through a short cut, and says so when it lasts', async () => {
    const scene = await open();
    scene.network.cut();
    const short = setLanguage(scene, 'de');
    setTimeout(() => scene.network.mend(), 150);
    await short;
    expect(await languageIn(scene)).toBe('de');
    scene.network.cut();
    await expect(setLanguage(scene, 'en')).rejects.toMatchObject({ kind: 'away' });
    scene.network.mend();
    expect(await languageIn(scene)).toBe('de');
    await setLanguage(scene, 'en');
    expect(await languageIn(scene)).toBe('en');
  });

  it('notices a network that has fallen silent, and goes on by itself when it is back', async () => {
    const [silent, unheard] = await Promise.all([open(), open()]);
    silent.network.silence('all');
    const began = performance.now();
    // More than there are connections: each is stuck, and those behind them find none.
    const stuck = Promise.allSettled(
      Array.from({ length: 15 }, (_, index) =>
        silent.store.tx(`web:${index}`, (tx) => tx.channels.ensure('c', 'web', SETTINGS, 0)),
      ),
    );
    // The commit arrives, and what Postgres says to it is lost: nobody may promise anything.
    unheard.network.watch((sent) => {
      if (sent.includes('commit\0')) unheard.network.silence('answers');
    });
    await expect(setLanguage(unheard, 'de')).rejects.toMatchObject({ kind: 'away' });
    expect(await languageIn(unheard)).toBe('de');
    for (const one of await stuck) {
      expect(one.status).toBe('rejected');
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'away' });
    }
    expect(performance.now() - began).toBeLessThan(TOLD_MS);
    unheard.network.watch(() => undefined);
    for (const { network } of [silent, unheard]) network.mend();
    expect(await server.query(silent.url, 'select id from channels')).toEqual([{ id: 'c' }]);
    for (const scene of [silent, unheard]) {
      await setLanguage(scene, 'en');
      expect(await languageIn(scene)).toBe('en');
    }
  });
});

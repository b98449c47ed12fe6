import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notice } from '../../src/app/shared/notice-card.ts';
import type { OpenedStore } from '../../src/store/opened.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { DAILY } from './schedule.ts';
import { deckOf, pinOf, question } from '../stories/decks.ts';
import { MIGRATIONS } from '../../src/migrations.ts';

const ASKED = question('oauth');
const PINNED = pinOf(deckOf('d', [ASKED]), ASKED);
const WORKSPACES = ['web:a', 'web:b', 'web:c'];
const SETTINGS = { zone: 'UTC', language: 'en', board: 'live' } as const;

/** Three openings of one database: to Postgres they are three processes, each with its own connections. */
describe.skipIf(!hasPostgres)(`three processes on one ${POSTGRES}`, () => {
  let server: PostgresServer;
  let url: string;
  let stores: readonly OpenedStore[];
  beforeAll(async () => {
    server = await startPostgres(['deadlock_timeout=100ms']);
    url = await server.freshDatabase();
    stores = await Promise.all(
      [1, 2, 3].map(() => openPostgres(url, MIGRATIONS, { leaseClock: 'caller' })),
    );
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
  });

  async function open(id: string): Promise<void> {
    for (const workspace of WORKSPACES) {
      await one().tx(workspace, async (tx) => {
        await tx.channels.ensure('c', 'web', SETTINGS, 0);
        await tx.rounds.add({
          id,
          channel: 'c',
          pinned: PINNED,
          dealt: [0, 1, 2, 3],
          openedAt: 1,
          closesAt: null,
          keys: ['green'],
          schedule: null,
          slot: null,
          asksSure: false,
          ordinal: await tx.rounds.nextOrdinal('c'),
          isRepeat: false,
          day: '2026-11-24',
          zone: 'UTC',
        });
        await tx.posts.add(post(`round:${id}`));
      });
    }
  }

  function one(): OpenedStore {
    const [first] = stores;
    if (first === undefined) throw new Error('there is no store');
    return first;
  }

  function post(name: string, channel = 'c') {
    const what = { kind: 'post', replyTo: null, owner: null } as const;
    return { id: `id-${name}`, name, channel, card: notice(name), dueAt: 1, now: 1, what };
  }

  /** True if it was recorded. */
  function give(store: OpenedStore, workspace: string, round: string, member: string) {
    const press = {
      round,
      place: 1,
      channel: 'c',
      actor: { id: member, name: member, locale: null },
      now: 2,
    } as const;
    return store.answering.press(workspace, press, ({ round: asked, first }) => {
      const isTaken = asked.closedAt === null && first === null;
      const given = {
        round,
        member,
        option: 'green',
        right: true,
        counts: true,
        channel: 'c',
        deck: 'd',
        question: 'oauth',
        week: `2026-11-${10 + (Number(round.slice(1)) % 15)}`,
        month: '2026-11',
        at: 2,
        sure: null,
      };
      return {
        answer: isTaken ? given : null,
        tally: true,
        tellsPrivacy: false,
        outcome: isTaken,
      };
    });
  }

  async function deadlocks(): Promise<unknown> {
    const [row] = await server.query(
      url,
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    return row?.['deadlocks'];
  }

  it('record each member once, agree on new boards and meet no deadlock', async () => {
    for (const round of ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']) {
      await open(round);
      const taken = await Promise.all(
        stores.flatMap((store) =>
          WORKSPACES.flatMap((workspace) =>
            Array.from({ length: 10 }, (_, member) => give(store, workspace, round, `m${member}`)),
          ),
        ),
      );
      expect(taken.filter(Boolean)).toHaveLength(WORKSPACES.length * 10);
    }
    expect(await deadlocks()).toBe(0);
    expect(await one().verify()).toEqual([]);
  });

  it('close a round with every answer that was confirmed', async () => {
    for (let turn = 10; turn < 30; turn += 1) {
      const round = `r${turn}`;
      await open(round);
      const answers = stores.flatMap((store, index) =>
        Array.from({ length: 4 }, (_, member) =>
          give(store, 'web:a', round, `s${index}m${member}`),
        ),
      );
      const counted = one().tx('web:a', async (tx) => {
        await tx.rounds.close(round, 3);
        await tx.answers.tally(round);
        return tx.answers.count(round);
      });
      const confirmed = (await Promise.all(answers)).filter(Boolean).length;
      expect(await counted).toBe(confirmed);
    }
    expect(await one().verify()).toEqual([]);
  });

  it('claim each post once', async () => {
    for (const workspace of WORKSPACES) {
      await one().tx(workspace, async (tx) => {
        for (let index = 0; index < 30; index += 1)
          await tx.posts.add(post(`p${index}`, `channel-${index}`));
      });
    }
    const claimed: string[] = [];
    const claimAll = async (store: OpenedStore, index: number): Promise<void> => {
      for (let empty = 0; empty < 3;) {
        const got = await store.outbox.claim({
          now: 10_000,
          leaseUntil: 99_000,
          owner: `process ${index}`,
          platform: 'web',
          limit: 5,
          channelPaceMs: 0,
          workspacePerSecond: null,
        });
        empty = got.length === 0 ? empty + 1 : 0;
        claimed.push(...got.map(({ workspace, name }) => `${workspace} ${name}`));
      }
    };
    await Promise.all(stores.map(claimAll));
    const mine = claimed.filter((name) => / p\d+$/.test(name));
    expect(mine).toHaveLength(WORKSPACES.length * 30);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(await deadlocks()).toBe(0);
  });

  it('give one of them a slot, a gesture and a lease', async () => {
    const slot = {
      schedule: 'daily',
      slot: 's',
      dueAt: 5,
      now: 6,
      outcome: 'posted',
      why: null,
    } as const;
    await one().tx('web:a', (tx) => tx.schedules.add({ ...DAILY, id: 'daily' }));
    for (const takers of [
      stores.map((store) =>
        store.tx('web:a', async (tx) => (await tx.schedules.claimSlots(slot)).length > 0),
      ),
      stores.map((store) => store.tx('web:a', (tx) => tx.idempotencyKeys.claim('gesture', 1))),
      stores.map((store, index) =>
        store.leases.acquire({ name: 'token', owner: `${index}`, now: 1, until: 9 }),
      ),
    ]) {
      expect((await Promise.all(takers)).filter(Boolean)).toHaveLength(1);
    }
  });

  it('go on when the server ends their connections, and lose nothing that was confirmed', async () => {
    await open('r50');
    const members = Array.from({ length: 40 }, (_, index) => `late${index}`);
    const answers = members.map((member, index) =>
      give(stores[index % 3] ?? one(), 'web:a', 'r50', member).then(
        () => member,
        () => null,
      ),
    );
    await server.query(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deckhand'",
    );
    const confirmed = (await Promise.all(answers)).filter((member) => member !== null);
    const kept = await one().tx('web:a', (tx) => tx.answers.inRound('r50'));
    const there = new Set(kept.map(({ member }) => member));
    expect(confirmed.filter((member) => !there.has(member))).toEqual([]);
    expect(confirmed.length).toBeGreaterThan(0);
    expect(await one().verify()).toEqual([]);
  });
});

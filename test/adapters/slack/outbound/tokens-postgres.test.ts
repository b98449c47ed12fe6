import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedStore } from '../../../../src/store/opened.ts';
import { openPostgres } from '../../../../src/store/postgres/open.ts';
import {
  hasPostgres,
  POSTGRES,
  startPostgres,
  type PostgresServer,
} from '../../../postgres/server.ts';
import { MIGRATIONS } from '../../../../src/migrations.ts';
import { asking, recordingBot } from '../../recording-bot.ts';
import { startStandIn, type StandIn } from '../standin/index.ts';
import { channelIn, InstallBrowser, startMany, team, type StartedMany } from '../start-many.ts';

const PROCESSES = 3;
const CALLS = 10;

/** Each opening has connections of its own, which is all that Postgres sees of a process. */
describe.skipIf(!hasPostgres)(`several processes with one Slack app on ${POSTGRES}`, () => {
  let server: PostgresServer;
  let standIn: StandIn;
  const stores: OpenedStore[] = [];
  const processes: StartedMany[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    standIn = await startStandIn();
    const url = await server.freshDatabase();
    for (let number = 0; number < PROCESSES; number += 1) {
      const store = await openPostgres(url, MIGRATIONS);
      stores.push(store);
      processes.push(await startMany(standIn, store, recordingBot()));
    }
  });
  afterAll(async () => {
    for (const one of processes) await one.close();
    for (const store of stores) await store.close();
    await standIn.close();
    await server.stop();
  });

  const first = <T>(all: readonly T[]): T => {
    const [one] = all;
    if (one === undefined) throw new Error('there is none');
    return one;
  };

  it('exchange a token that has ended once', async () => {
    const { oauth } = standIn.state;
    oauth.rotates = true;
    oauth.exchangeMs = 300;
    const { installations } = first(stores);
    for (let round = 1; round <= 5; round += 1) {
      const { id } = team(round);
      // Installed in one process, and served by all.
      const browser = new InstallBrowser(first(processes).origin);
      expect((await browser.install(standIn, { team: team(round) })).status).toBe(200);
      const installed = await installations.get(`slack:${id}`);
      if (installed === null) throw new Error('not installed');
      oauth.expire();
      await installations.replaceTokens(installed, { ...installed.tokens, expiresAt: 0 });
      const place = {
        platform: 'slack',
        workspace: `slack:${id}`,
        channel: channelIn(id),
      } as const;
      const before = oauth.exchanges;
      const posts = processes.flatMap(({ chat }, number) =>
        Array.from({ length: CALLS }, (_, at) =>
          chat.post(place, asking('Which?', ['A', 'B']), `round:${number}-${at}`, {
            replyTo: null,
          }),
        ),
      );
      expect(new Set(await Promise.all(posts)).size).toBe(PROCESSES * CALLS);
      expect(oauth.exchanges - before).toBe(1);
    }
    expect(oauth.unlawful).toEqual([]);
  }, 60_000);

  it('take a redirect once, whichever of them it comes to', async () => {
    const { oauth, redirectUris } = standIn.state;
    const browser = new InstallBrowser(first(processes).origin);
    const back = new URL(oauth.consent(await browser.begin(), { team: team(99) }));
    expect(redirectUris).toContain(`${back.origin}${back.pathname}`);
    const cookie = browser.cookie();
    const answers = await Promise.all(
      processes.map(({ origin }) =>
        fetch(`${origin}${back.pathname}${back.search}`, { headers: { cookie } }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses.filter((status) => status === 400)).toHaveLength(PROCESSES - 1);
  });
});

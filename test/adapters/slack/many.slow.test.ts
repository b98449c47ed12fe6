import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { databaseIn, startProcess } from '../../deckhand.ts';
import { openSqlite } from '../../../src/store/sqlite/open.ts';
import { MIGRATIONS } from '../../../src/migrations.ts';
import { closeAfterEach, later } from '../harness.ts';
import { startStandIn } from './standin/index.ts';
import { CLIENT } from './standin/oauth.ts';
import { channelIn, InstallBrowser, team } from './start-many.ts';

/** `WORKSPACES=1000 npx vitest run test/adapters/slack/many.slow.test.ts` for more: two minutes. */
const WORKSPACES = Number(process.env['WORKSPACES'] ?? 60);
const AT_ONCE = 20;
const closing = closeAfterEach();

async function inParallel(count: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

test(
  `${WORKSPACES} workspaces install the app, and each gets its question once, with its own token`,
  { timeout: 600_000 },
  async () => {
    const standIn = await startStandIn();
    closing(() => standIn.close());
    const { state } = standIn;
    state.oauth.rotates = true;
    const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-many-'));
    closing(async () => rmSync(folder, { recursive: true }));
    const publicOrigin = 'https://quiz.example.com';
    state.redirectUris.push(`${publicOrigin}/slack/oauth_redirect`);
    const program = await startProcess('source', folder, {
      SLACK_CLIENT_ID: CLIENT.id,
      SLACK_CLIENT_SECRET: CLIENT.secret,
      SLACK_STATE_SECRET: 'a-state-secret-of-the-tests',
      SLACK_SIGNING_SECRET: standIn.signingSecret,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      PUBLIC_URL: publicOrigin,
      SLACK_API_URL: standIn.apiUrl,
      TIME_ZONE: 'UTC',
      LOG_LEVEL: 'info',
    });
    closing(() => program.kill());
    expect(program.output()).toContain(`Install on Slack: ${publicOrigin}/slack/install`);
    const origin = `http://127.0.0.1:${program.port}`;
    standIn.deliverTo(`${origin}/slack/events`);

    await inParallel(WORKSPACES, async (number) => {
      const browser = new InstallBrowser(origin);
      // The redirect names the public address; the reverse proxy leads it here.
      const back = new URL(state.oauth.consent(await browser.begin(), { team: team(number) }));
      expect((await browser.open(`${back.pathname}${back.search}`)).status).toBe(200);
    });
    expect(state.oauth.issued.size).toBe(WORKSPACES);

    await inParallel(WORKSPACES, async (number) => {
      const { id } = team(number);
      const { status } = await standIn.command('U0ADA', 'ask', channelIn(id), { team: id });
      expect(status).toBe(200);
    });
    const questions = () => state.messages.filter(({ only }) => only === null);
    for (let waited = 0; questions().length < WORKSPACES && waited < 1_200; waited += 1)
      await later(100, null);
    await later(2_000, null);
    const posted = questions();
    expect(posted).toHaveLength(WORKSPACES);
    // The stand-in takes a post only with the token of the channel's workspace.
    expect(new Set(posted.map(({ channel }) => channel)).size).toBe(WORKSPACES);
    expect(posted.every(({ by, channel }) => channel === channelIn(by))).toBe(true);
    expect(state.unlawful).toEqual([]);
    expect(state.oauth.unlawful).toEqual([]);
    expect(state.oauth.exchanges).toBe(0);

    const output = program.output();
    expect([...state.oauth.issued.keys()].filter((token) => output.includes(token))).toEqual([]);
    expect(await program.stop()).toBe(0);
    const store = await openSqlite(databaseIn(folder), MIGRATIONS);
    closing(() => store.close());
    expect(await store.verify()).toEqual([]);
    const rows = JSON.stringify(store.database.prepare('select * from installations').all());
    expect([...state.oauth.issued.keys()].filter((token) => rows.includes(token))).toEqual([]);
  },
);

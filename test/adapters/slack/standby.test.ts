import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess, type DeckhandProcess } from '../../deckhand.ts';
import {
  hasPostgres,
  POSTGRES,
  startPostgres,
  type PostgresServer,
} from '../../postgres/server.ts';
import { talkOver } from '../harness.ts';
import { privately } from './scene.ts';
import { CHANNEL, startStandIn } from './standin/index.ts';
import type { Message, StandIn } from './standin/index.ts';
import { shownButtons } from './standin/read.ts';

/** What a dead process held must be taken over in this time. */
const TAKE_OVER_MS = 30_000;

describe.skipIf(!hasPostgres)(`two processes with one Slack app on ${POSTGRES}`, () => {
  let server: PostgresServer;
  let standIn: StandIn;
  let folder: string;
  const running: DeckhandProcess[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    standIn = await startStandIn();
    folder = await mkdtemp(path.join(tmpdir(), 'deckhand-standby-'));
  });
  afterAll(async () => {
    for (const one of running) await one.kill();
    await standIn.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const questions = (): readonly Message[] =>
    standIn.state.messages.filter(
      ({ channel, only, thread }) => channel === CHANNEL && only === null && thread === null,
    );
  const { until, ask, press, command } = talkOver<Message>({
    manager: 'U0ADA',
    privately: (member) => privately(standIn, member),
    questions,
    buttonsOf: ({ blocks }) => shownButtons(blocks),
    press: async (member, message, code) => {
      expect((await standIn.press(member, message, code)).status).toBe(200);
    },
    command: async (member, line) => void (await standIn.command(member, line, CHANNEL)),
    output: () => running.map((one) => one.output()).join('\n'),
  });

  test(
    'one has the socket, the other takes over when it is killed',
    { timeout: 120_000 },
    async () => {
      const url = await server.freshDatabase();
      const start = async (): Promise<DeckhandProcess> => {
        const one = await startProcess('source', folder, {
          DATABASE_URL: url,
          SLACK_BOT_TOKEN: standIn.botToken,
          SLACK_APP_TOKEN: standIn.appToken,
          SLACK_API_URL: standIn.apiUrl,
          TIME_ZONE: 'Europe/Berlin',
        });
        running.push(one);
        return one;
      };
      const first = await start();
      const second = await start();
      expect(standIn.socket.made()).toBe(1);
      expect(first.output()).toContain('Connected: slack');
      expect(second.output()).toContain('Standing by: slack');
      expect(second.output()).not.toContain('Connected');
      const { message, codes } = await ask();
      expect(await press('U0BO', message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);

      await first.kill();
      const killedAt = performance.now();
      await until(() => standIn.socket.made() === 2, 'the second connects', TAKE_OVER_MS);
      const tookMs = performance.now() - killedAt;
      expect(tookMs).toBeLessThan(TAKE_OVER_MS);
      expect(await press('U0BO', message, codes[1])).toContain('the first answer counts');
      await command('U0ADA', 'ask');
      await until(() => questions().length === 2, 'the second asks', TAKE_OVER_MS);

      const third = await start();
      expect(await second.stop()).toBe(0);
      // A clean stop gives the lease back.
      await until(() => standIn.socket.made() === 3, 'the third connects', 8_000);
      expect(third.alive()).toBe(true);
      expect(standIn.state.unlawful).toEqual([]);
    },
  );
});

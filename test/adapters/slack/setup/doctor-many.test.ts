import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  checkChannelOf,
  checkInstallations,
  checkOAuthApp,
} from '../../../../src/adapters/slack/setup/doctor-many.ts';
import type { Finding } from '../../../../src/adapters/shared/finding.ts';
import { openCipher } from '../../../../src/system/cipher.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { memoryStore } from '../../../memory-store.ts';
import { recorder } from '../../harness.ts';
import { recordingBot } from '../../recording-bot.ts';
import { startStandIn, type StandIn } from '../standin/index.ts';
import { channelIn, InstallBrowser, KEY, startMany, team } from '../start-many.ts';
import { CLIENT } from '../standin/oauth.ts';

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

const said = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ level, what }) => `${level}: ${what}`);

function check(clientSecret: string): Promise<readonly Finding[]> {
  return checkOAuthApp({
    clientId: CLIENT.id,
    clientSecret,
    apiUrl: standIn.apiUrl,
    publicOrigin: 'https://quiz.example.com',
    clock: systemClock(),
    log: recorder().log,
  });
}

test('the doctor asks Slack whether it takes the client id and secret', async () => {
  expect(said(await check(CLIENT.secret))).toEqual([
    'ok: Slack takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET',
    'ok: workspaces install at https://quiz.example.com/slack/install',
  ]);
  const [wrong] = said(await check('another0secret0000'));
  expect(wrong).toMatch(/^error: Slack does not take .*bad_client_secret/);
  expect(wrong).not.toContain('another0secret');
  standIn.fail('oauth.v2.access', { kind: 'status', status: 503 });
  expect(said(await check(CLIENT.secret))).toEqual(['error: Slack cannot be reached (http_503)']);
});

test('the doctor counts installations by their keys', async () => {
  const store = await memoryStore();
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  for (const [team, keys] of [
    ['T1', [old]],
    ['T2', [fresh]],
    ['T3', [randomBytes(32)]],
  ] as const) {
    const id = `slack:${team}`;
    await store.installations.put({
      id,
      name: team,
      isOrganization: false,
      organization: null,
      botUser: 'U1',
      bot: 'B1',
      scopes: [],
      tokens: { encrypted: openCipher(keys).encrypt('{}', id), expiresAt: null, version: '1' },
      installedAt: 1,
    });
  }
  const findings = await checkInstallations(store.installations, openCipher([fresh, old]));
  expect(said(findings)).toEqual([
    'ok: 3 installations on Slack are stored',
    'warning: 1 token is encrypted with an older key',
    'error: 1 token cannot be decrypted (slack:T3)',
  ]);
  await store.close();
});

test('the doctor looks at a channel of a workspace that is named, or is the only one', async () => {
  const store = await memoryStore();
  const started = await startMany(standIn, store, recordingBot());
  const { installations } = store;
  const tools = { installations, cipher: openCipher([KEY]), apiUrl: standIn.apiUrl };
  const look = async (channel: string, workspace: string | null): Promise<string> => {
    const parts = { ...tools, clock: systemClock(), log: recorder().log };
    const { level, what, fix } = await checkChannelOf({ channel, workspace }, parts);
    return `${level}: ${what} ${fix ?? ''}`.trim();
  };
  const install = (number: number) =>
    new InstallBrowser(started.origin).install(standIn, { team: team(number) });
  expect(await look(channelIn('T1'), null)).toMatch(/^error: .*not looked at.*--slack-workspace/);
  await install(1);
  expect(await look(channelIn('T1'), null)).toBe(`ok: can post in ${channelIn('T1')}`);
  await install(2);
  expect(await look(channelIn('T2'), null)).toMatch(/^error: .*not looked at.*--slack-workspace/);
  expect(await look(channelIn('T2'), 'T2')).toBe(`ok: can post in ${channelIn('T2')}`);
  expect(await look(channelIn('T2'), 'slack:T2')).toBe(`ok: can post in ${channelIn('T2')}`);
  expect(await look(channelIn('T1'), 'T2')).toMatch(/^error: C0TEAMQUIZ-T1/);
  expect(await look(channelIn('T1'), 'T9')).toMatch(/^error: the app is not installed in T9/);
  standIn.state.oauth.revoke('T2');
  expect(await look(channelIn('T2'), 'T2')).toMatch(/could not be looked at \(account_inactive\)/);
  await started.close();
  await store.close();
});

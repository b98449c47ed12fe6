import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSlack } from '../../../../src/adapters/slack/setup/doctor.ts';
import type { CheckSlack } from '../../../../src/adapters/slack/setup/doctor.ts';
import {
  EVENTS,
  OFFERED,
  SCOPES,
  slackManifest,
} from '../../../../src/adapters/slack/setup/manifest.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { recordingBot } from '../../recording-bot.ts';
import { ARCHIVED, CHANNEL, startStandIn, STRANGE } from '../standin/index.ts';
import type { StandIn } from '../standin/index.ts';
import { startSlack } from '../start.ts';
import type { Overrides } from '../start.ts';
import type { Finding } from '../../../../src/adapters/shared/finding.ts';
import { StartError } from '../../../../src/ports/errors.ts';
import { recorder } from '../../harness.ts';

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

function check(overrides: Partial<CheckSlack> = {}): Promise<readonly Finding[]> {
  return checkSlack({
    botToken: standIn.botToken,
    appToken: standIn.appToken,
    signingSecret: null,
    apiUrl: standIn.apiUrl,
    channel: CHANNEL,
    clock: systemClock(),
    log: recorder().log,
    ...overrides,
  });
}

const wrong = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'ok').map(({ what, fix }) => `${what} | ${fix}`);

describe('the doctor', () => {
  test('finds nothing wrong with a healthy set-up', async () => {
    const findings = await check();
    expect(wrong(findings)).toEqual([]);
    expect(findings.map(({ what }) => what).join('\n')).toContain('Deckhand Test');
  });

  test('lets Slack judge a message with one block of each kind', async () => {
    const said = async (): Promise<string> =>
      (await check()).map(({ level, what }) => `${level}: ${what}`).join('\n');
    expect(await said()).toContain('ok: Slack takes our messages as they are');
    standIn.fail('blocks.validate', { kind: 'error', code: 'invalid_blocks' });
    expect(await said()).toContain('error: Slack refuses a message as Deckhand makes it');
    standIn.fail('blocks.validate', { kind: 'error', code: 'unknown_method' });
    expect(await said()).not.toContain('message');
  });

  test('knows swapped tokens by their looks, without a call and without showing them', async () => {
    const findings = await check({ botToken: standIn.appToken, appToken: standIn.botToken });
    expect(findings.map(({ what }) => what)).toEqual([
      'SLACK_BOT_TOKEN looks like an app-level token (xapp-); expected xoxb-',
      'SLACK_APP_TOKEN looks like a bot token (xoxb-); expected xapp-',
    ]);
    expect(standIn.state.calls).toHaveLength(0);
    expect(JSON.stringify(findings)).not.toContain('standin');
  });

  test('says which scopes are missing and where to add them', async () => {
    standIn.state.scopes = [
      'commands',
      'chat:write',
      'users:read',
      'channels:read',
      'groups:read',
      'im:write',
      'files:read',
    ];
    const [finding, ...others] = wrong(await check());
    expect(finding).toMatch(/files:write is missing \| Add files:write .* reinstall .* pictures/);
    expect(others).toEqual([]);
  });

  test.each([
    [10_000, 0],
    [60_000, 1],
    [-400_000, 1],
  ])('compares the clock with Slack: %i ms', async (skew, count) => {
    standIn.state.skew = skew;
    const found = wrong(await check());
    expect(found).toHaveLength(count);
    for (const one of found) expect(one).toMatch(/clock is \d+ s (behind|ahead of) Slack's .*NTP/);
  });

  test.each([
    [ARCHIVED, /archived/],
    [STRANGE, /invite/],
    ['C0NOWHERE', /channel is gone|invite/],
  ])('looks whether %s can be posted to', async (channel, expected) => {
    const found = wrong(await check({ channel }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
    expect(standIn.state.messages).toHaveLength(0);
  });

  test('says so when Slack knows the token no more', async () => {
    standIn.state.broken = 'token_revoked';
    expect(wrong(await check())[0]).toMatch(/SLACK_BOT_TOKEN was not accepted \(token_revoked\)/);
  });

  test('says so when the app token opens no socket', async () => {
    standIn.fail('apps.connections.open', { kind: 'error', code: 'missing_scope' });
    expect(wrong(await check())[0]).toMatch(/SLACK_APP_TOKEN.*connections:write/);
  });
});

describe('a start that cannot go on is one line', () => {
  async function refusal(mode: 'socket' | 'http', overrides: Overrides): Promise<StartError> {
    try {
      const started = await startSlack(standIn, mode, recordingBot(), overrides);
      await started.close();
    } catch (error) {
      if (error instanceof StartError) return error;
      throw error;
    }
    throw new Error('it started');
  }

  test.each([
    [
      'socket',
      { botToken: 'xapp-1-abc' },
      78,
      'SLACK_BOT_TOKEN looks like an app-level token (xapp-)',
    ],
    ['socket', { appToken: 'xoxb-1-abc' }, 78, 'SLACK_APP_TOKEN looks like a bot token (xoxb-)'],
    ['http', { signingSecret: '' }, 78, 'SLACK_SIGNING_SECRET is too short'],
    ['http', { signingSecret: null }, 78, 'SLACK_SIGNING_SECRET (HTTP) is missing'],
    ['http', { botToken: 'xoxb-unknown-secret' }, 78, 'not accepted (invalid_auth)'],
    [
      'socket',
      { appToken: 'xapp-unknown-secret' },
      78,
      'SLACK_APP_TOKEN was not accepted (invalid_auth)',
    ],
  ] as const)('%s %o', async (mode, overrides, exitCode, words) => {
    const error = await refusal(mode, overrides);
    expect(error.exitCode).toBe(exitCode);
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/\n|secret\b.*unknown|xo..-unknown|xapp-unknown/);
  });

  test('a token without a needed scope', async () => {
    standIn.state.scopes = ['commands', 'users:read'];
    const error = await refusal('http', {});
    expect(error.message).toContain('lacks the scope chat:write');
    expect(error.exitCode).toBe(78);
  });

  test('Slack that is away is no wrong setting', async () => {
    standIn.fail('auth.test', { kind: 'status', status: 503 }, 3);
    expect((await refusal('http', {})).exitCode).toBe(1);
  });

  test('a socket without a hello', async () => {
    standIn.socket.silent = true;
    const error = await refusal('socket', { timings: { helloMs: 100 } });
    expect(error).toMatchObject({ exitCode: 1, message: expect.stringContaining('did not open') });
  });
});

describe('the manifest', () => {
  test('what is not needed is optional, and every optional scope is asked for too', () => {
    const { oauth_config } = slackManifest({ socket: true });
    const { bot, bot_optional } = oauth_config.scopes;
    expect(bot_optional.filter((scope) => !bot.includes(scope))).toEqual([]);
    expect(bot_optional.toSorted()).toEqual([
      'channels:history',
      'chat:write.public',
      'files:read',
      'files:write',
      'groups:history',
      'im:write',
    ]);
  });

  test('for Socket Mode asks for the smallest scopes and no address', () => {
    const manifest = slackManifest({ socket: true });
    expect(manifest).toMatchObject({
      features: {
        app_home: { home_tab_enabled: true },
        slash_commands: [{ command: '/quiz', should_escape: true }],
      },
      oauth_config: { scopes: { bot: [...Object.keys(SCOPES), ...Object.keys(OFFERED)] } },
      settings: {
        interactivity: { is_enabled: true },
        event_subscriptions: { bot_events: [...EVENTS] },
        socket_mode_enabled: true,
      },
    });
    expect(JSON.stringify(manifest)).not.toContain('http');
    expect(Object.keys(SCOPES)).toHaveLength(8);
  });

  test('for HTTP has one address for all three', () => {
    const text = JSON.stringify(slackManifest({ url: 'https://quiz.example.org' }));
    expect(text.match(/https:\/\/quiz\.example\.org\/slack\/events/g)).toHaveLength(3);
    expect(text).toContain('"socket_mode_enabled":false');
  });

  test('for many workspaces names where Slack sends browsers back, and hears organizations', () => {
    const manifest = slackManifest({ url: 'https://quiz.example.org', isForMany: true });
    expect(manifest).toMatchObject({
      oauth_config: { redirect_urls: ['https://quiz.example.org/slack/oauth_redirect'] },
      settings: { org_deploy_enabled: true, token_rotation_enabled: true },
    });
    expect(JSON.stringify(manifest)).toContain('team_access_revoked');
    expect(JSON.stringify(slackManifest({ url: 'https://quiz.example.org' }))).not.toContain(
      'team_access',
    );
  });

  test.each(['http://quiz.example.org', 'quiz.example.org', ''])('refuses %s', (url) => {
    expect(() => slackManifest({ url })).toThrow(/https/);
  });
});

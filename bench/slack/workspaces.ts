import { randomBytes } from 'node:crypto';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { openCipher } from '../../src/system/cipher.ts';
import { MIGRATIONS } from '../../test/migrations.ts';
import { slackSettings } from '../servers.ts';

/** A workspace that has installed the app. */
export interface Workspace {
  readonly team: string;
  readonly token: string;
}

/** Stores installations of `count` workspaces, as after OAuth, and gives the settings that serve them. */
export async function installWorkspaces(
  url: string,
  slackPort: number,
  count: number,
): Promise<{
  readonly workspaces: readonly Workspace[];
  readonly settings: Readonly<Record<string, string>>;
}> {
  const key = randomBytes(32);
  const cipher = openCipher([key]);
  const workspaces = Array.from({ length: count }, (_, index) => ({
    team: `T${index}`,
    token: `xoxb-${index}`,
  }));
  const store = await openPostgres(url, MIGRATIONS);
  for (const { team, token } of workspaces) {
    const id = `slack:${team}`;
    const encrypted = cipher.encrypt(JSON.stringify({ access: token, refresh: null }), id);
    await store.installations.put({
      id,
      name: team,
      isOrganization: false,
      organization: null,
      botUser: 'UB',
      bot: 'BB',
      scopes: ['commands', 'chat:write', 'users:read'],
      tokens: { encrypted, expiresAt: null, version: '1' },
      installedAt: Date.now(),
    });
  }
  await store.close();
  const { SLACK_BOT_TOKEN: _one, ...shared } = slackSettings(slackPort);
  return {
    workspaces,
    settings: {
      ...shared,
      SLACK_CLIENT_ID: '1.1',
      SLACK_CLIENT_SECRET: randomBytes(16).toString('hex'),
      SLACK_STATE_SECRET: randomBytes(16).toString('hex'),
      ENCRYPTION_KEY: key.toString('base64'),
      PUBLIC_URL: 'https://quiz.example.com',
    },
  };
}

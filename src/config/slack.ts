import { z } from 'zod';
import { secret, url } from './fields.ts';

/** Slack for one workspace. */
export interface SlackConfig {
  readonly kind: 'one';
  readonly botToken: string;
  /** Socket Mode. */
  readonly appToken: string | null;
  /** HTTP. */
  readonly signingSecret: string | null;
  readonly apiUrl: string | null;
}

/** Slack for many workspaces, which install the app by its link. */
export interface SlackOAuthConfig {
  readonly kind: 'many';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly signingSecret: string;
  readonly publicOrigin: string;
  /** 32 bytes each: the first encrypts, all decrypt. */
  readonly encryptionKeys: readonly Buffer[];
  readonly apiUrl: string | null;
}

/** Keys as written in ENCRYPTION_KEY; what is no base64 has no bytes. */
function encryptionKeys(value: string): readonly Buffer[] {
  return value
    .split(',')
    .map((key) => key.trim())
    .map((key) =>
      /^[A-Za-z0-9+/_-]{43}=?$/.test(key) ? Buffer.from(key, 'base64') : Buffer.alloc(0),
    );
}

/** Variables of Slack. */
export const slackVariables = {
  SLACK_BOT_TOKEN: secret('xoxb-', 'a bot token').optional(),
  SLACK_APP_TOKEN: secret('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^[0-9a-zA-Z]{16,}$/,
      'expected the signing secret of the app, at least 16 letters and digits',
    )
    .optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^\d+\.\d+$/, 'expected the client ID of the app, two numbers with a dot between')
    .optional(),
  SLACK_CLIENT_SECRET: z
    .string()
    .regex(
      /^[0-9a-zA-Z]{16,}$/,
      'expected the client secret of the app, at least 16 letters and digits',
    )
    .optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(16, 'expected at least 16 characters that only you know')
    .optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine(
      (value) => encryptionKeys(value).every((key) => key.length === 32),
      'expected 32 bytes in base64 (openssl rand -base64 32); several with commas between, the newest first',
    )
    .optional(),
  SLACK_API_URL: url.optional(),
};

type Values = z.output<z.ZodObject<typeof slackVariables>> & {
  readonly PUBLIC_URL?: string | undefined;
};

/** What Slack for many workspaces needs beside the client id. */
const OAUTH_NEEDS = [
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'SLACK_SIGNING_SECRET',
  'ENCRYPTION_KEY',
  'PUBLIC_URL',
] as const;

/** Slack's settings; null if there are none. Adds what is wrong to `mistakes`. */
export function slackConfig(
  values: Values,
  mistakes: string[],
): SlackConfig | SlackOAuthConfig | null {
  const isForMany = [
    values.SLACK_CLIENT_ID,
    values.SLACK_CLIENT_SECRET,
    values.SLACK_STATE_SECRET,
  ].some((value) => value !== undefined);
  return isForMany ? slackForMany(values, mistakes) : slackForOne(values, mistakes);
}

function slackForMany(values: Values, mistakes: string[]): SlackOAuthConfig | null {
  const missing = (['SLACK_CLIENT_ID', ...OAUTH_NEEDS] as const).filter(
    (name) => values[name] === undefined,
  );
  if (missing.length > 0) {
    mistakes.push(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing: Slack for many workspaces needs SLACK_CLIENT_ID, ${OAUTH_NEEDS.join(', ')} (docs/slack.md)`,
    );
  }
  const alone = (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (alone !== undefined) {
    mistakes.push(
      `${alone} is set beside SLACK_CLIENT_ID: remove one of them, since a token is for one workspace and the client id for many`,
    );
  }
  if (mistakes.length > 0) return null;
  return {
    kind: 'many',
    clientId: values.SLACK_CLIENT_ID ?? '',
    clientSecret: values.SLACK_CLIENT_SECRET ?? '',
    stateSecret: values.SLACK_STATE_SECRET ?? '',
    signingSecret: values.SLACK_SIGNING_SECRET ?? '',
    publicOrigin: new URL(values.PUBLIC_URL ?? '').origin,
    encryptionKeys: encryptionKeys(values.ENCRYPTION_KEY ?? ''),
    apiUrl: values.SLACK_API_URL ?? null,
  };
}

function slackForOne(values: Values, mistakes: string[]): SlackConfig | null {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  if (botToken === undefined) {
    const alone =
      appToken !== undefined
        ? 'SLACK_APP_TOKEN'
        : signingSecret !== undefined
          ? 'SLACK_SIGNING_SECRET'
          : null;
    if (alone !== null) mistakes.push(`${alone} is set without SLACK_BOT_TOKEN: set both`);
    return null;
  }
  if (appToken === undefined && signingSecret === undefined) {
    mistakes.push(
      'SLACK_BOT_TOKEN is set alone: add SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
    );
  }
  return {
    kind: 'one',
    botToken,
    appToken: appToken ?? null,
    signingSecret: signingSecret ?? null,
    apiUrl: values.SLACK_API_URL ?? null,
  };
}

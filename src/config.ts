import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { z } from 'zod';
import { isZone } from './domain/calendar.ts';
import { port, url } from './config/fields.ts';
import {
  slackConfig,
  slackVariables,
  type SlackConfig,
  type SlackOAuthConfig,
} from './config/slack.ts';
import { LANGUAGES, type Language } from './domain/language.ts';
import {
  databaseUrlMistake,
  readDatabaseUrl,
  type DatabaseSetting,
} from './domain/database-url.ts';
import { nearest } from './domain/did-you-mean.ts';
import { isLoopback, withoutUserInfo } from './domain/urls.ts';
import { StartError } from './ports/errors.ts';

/** What the environment and `.env` say, typed. Absent platforms are null. */
export interface Config {
  readonly database: DatabaseSetting;
  readonly decksDir: string;
  readonly slack: SlackConfig | SlackOAuthConfig | null;
  readonly discord: {
    readonly token: string;
    readonly apiUrl: string | null;
    readonly devGuild: string | null;
    /** What discord.js's ShardingManager gave this process; null: all shards are here. */
    readonly shards: { readonly ids: readonly number[]; readonly count: number } | null;
  } | null;
  readonly web: WebConfig | null;
  /** Slack's events, health and metrics; null with the local chat alone, unless PORT is set. */
  readonly http: { readonly host: string; readonly port: number } | null;
  /** Where people reach this process from outside, as in `https://quiz.example.com`; null: nowhere. */
  readonly publicOrigin: string | null;
  readonly zone: string;
  /** What is spoken where neither a member nor a channel says otherwise. */
  readonly language: Language;
  readonly reviewsADay: number;
  readonly answersKeptDays: number | null;
  readonly log: { readonly level: string; readonly format: 'pretty' | 'json' };
}

export interface WebConfig {
  readonly host: string;
  readonly port: number;
  /** Where members outside this machine open the chat, e.g. `https://quiz.example.com`; null: nowhere. */
  readonly publicOrigin: string | null;
  /** What a newcomer must know to join; null: whoever reaches the chat may join. */
  readonly joinCode: string | null;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Every variable that Deckhand reads. */
const variables = {
  DATABASE_URL: z
    .string()
    .superRefine((value, context) => {
      const mistake = databaseUrlMistake(value);
      if (mistake !== null) context.addIssue({ code: 'custom', message: mistake });
    })
    .default('sqlite:data/deckhand.db'),
  // As every program of Postgres reads it from the environment.
  PGPASSWORD: z.string().optional(),
  DECKS_DIR: z.string().default('decks'),
  ...slackVariables,
  DISCORD_TOKEN: z
    .string()
    .refine(
      (value) => value.split('.').length === 3,
      'expected a bot token, three parts with dots between',
    )
    .optional(),
  DISCORD_API_URL: url.optional(),
  DISCORD_DEV_GUILD: z
    .string()
    .regex(/^\d{5,22}$/, 'expected the id of a server, only digits')
    .optional(),
  // These three come from discord.js's ShardingManager.
  SHARDING_MANAGER: z.string().optional(),
  SHARDS: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, 'expected numbers of shards, for example 0 or 0,1')
    .optional(),
  SHARD_COUNT: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'expected how many shards there are')
    .optional(),
  WEB_HOST: z.string().default('127.0.0.1'),
  WEB_PORT: port.optional(),
  WEB_JOIN_CODE: z.string().min(8, 'expected at least 8 characters').max(200).optional(),
  PUBLIC_URL: url.optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.optional(),
  TIME_ZONE: z.string().refine(isZone, 'expected a time zone like Europe/Berlin').optional(),
  ANSWERS_KEPT_DAYS: z
    .string()
    .regex(/^(9\d|[1-9]\d{2,3})$/, 'expected a number of days from 90 to 9999')
    .transform(Number)
    .optional(),
  REVIEWS_A_DAY: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'expected a number from 1 to 50')
    .default('10')
    .transform(Number),
  DEFAULT_LANGUAGE: z
    .enum(LANGUAGES, { error: `expected one of ${LANGUAGES.join(', ')}` })
    .default('en'),
  LOG_LEVEL: z.enum(LEVELS, { error: `expected one of ${LEVELS.join(', ')}` }).default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], { error: 'expected pretty or json' }).optional(),
};
const schema = z.object(variables);
const NAMES = Object.keys(variables);

/** Variables with these beginnings are ours: an unknown one is a typing mistake. */
const OURS = /^(SLACK|DISCORD|WEB)_/;
const SECRET_NAMES = /TOKEN|SECRET|KEY/;
/** Secrets whose beginning tells nothing of their kind, so that none of it is shown. */
const OWN_SECRETS: ReadonlySet<string> = new Set([
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'ENCRYPTION_KEY',
]);

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment over the `.env` file beside it; an empty value counts as not set. */
export function environment(envFile = '.env', given: Environment = process.env): Environment {
  return { ...readEnvFile(envFile), ...given };
}

function readEnvFile(file: string): Environment {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return {};
    throw new StartError(
      `${file} cannot be read (${code}): give this user the right to read it, or remove it`,
      78,
      { cause: error },
    );
  }
  const broken = text
    .split(/\r?\n/)
    .findIndex(
      (line) => !/^\s*(#.*|(export\s+)?[\w.-]+\s*=.*)?$/.test(line) && !insideQuotes(text, line),
    );
  if (broken !== -1) {
    throw new StartError(`${file}:${broken + 1}: expected NAME=value`, 78);
  }
  const read = parse(text);
  const [misspelt] = misspeltSettings(Object.keys(read));
  if (misspelt !== undefined) throw new StartError(`${file}: ${misspelt}`, 78);
  return read;
}

/** The file is there for Deckhand, so a name that is nearly one of its settings is a typing mistake. */
function misspeltSettings(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const near = NAMES.includes(name) ? null : nearest(name, NAMES);
    return near === null ? [] : [notASetting(name, near)];
  });
}

/** A value in quotes may go over several lines. */
function insideQuotes(text: string, line: string): boolean {
  const before = text.slice(0, text.indexOf(line));
  return (before.match(/["'`]/g) ?? []).length % 2 === 1;
}

/**
 * Environment → Config, all mistakes at once.
 * @throws StartError with exit code 78, one line for each mistake; secrets are never printed
 */
export function readConfig(env: Environment, terminal: boolean): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const mistakes = unknownSettings(Object.keys(given));
  const read = schema.safeParse(given);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const name = String(issue.path[0]);
      mistakes.push(`${name} is ${shown(name, given[name])}: ${issue.message}`);
    }
  }
  if (!read.success || mistakes.length > 0) throw new StartError(mistakes.join('\n'), 78);
  const values = read.data;
  const slack = slackConfig(values, mistakes);
  if (values.DISCORD_API_URL !== undefined && values.DISCORD_TOKEN === undefined) {
    mistakes.push('DISCORD_API_URL is set without DISCORD_TOKEN: set both');
  }
  const shards = shardsOf(values, mistakes);
  // Of several processes the first does what is to be done once: the other platforms, and the port as it is set.
  const first = shards?.ids[0] ?? 0;
  const discord =
    values.DISCORD_TOKEN === undefined
      ? null
      : {
          token: values.DISCORD_TOKEN,
          apiUrl: values.DISCORD_API_URL ?? null,
          devGuild: values.DISCORD_DEV_GUILD ?? null,
          shards,
        };
  const { HOST: host, PORT: port = 8080 } = values;
  const alone = slack === null && discord === null;
  const webPort = values.WEB_PORT ?? (alone ? 3000 : 0);
  const web = webConfig(values, webPort, mistakes);
  if (mistakes.length > 0) throw new StartError(mistakes.join('\n'), 78);
  return {
    database: readDatabaseUrl(values.DATABASE_URL, values.PGPASSWORD),
    decksDir: values.DECKS_DIR,
    slack: first === 0 ? slack : null,
    discord,
    web: webPort === 0 || first > 0 ? null : web,
    http: alone && values.PORT === undefined ? null : { host, port: port === 0 ? 0 : port + first },
    publicOrigin: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin,
    get zone() {
      return values.TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    language: values.DEFAULT_LANGUAGE,
    reviewsADay: values.REVIEWS_A_DAY,
    answersKeptDays: values.ANSWERS_KEPT_DAYS ?? null,
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT ?? (terminal ? 'pretty' : 'json') },
  };
}

function unknownSettings(names: readonly string[]): string[] {
  return names
    .filter((name) => OURS.test(name) && !NAMES.includes(name))
    .map((name) => notASetting(name, nearest(name, NAMES)));
}

function notASetting(name: string, near: string | null): string {
  return `${name} is not a setting of Deckhand${near === null ? '' : `: did you mean ${near}?`}`;
}

/** The local chat knows nobody: beyond this machine it needs an address of its own and a code to join with. */
function webConfig(values: z.output<typeof schema>, port: number, mistakes: string[]): WebConfig {
  const { WEB_HOST: host, PUBLIC_URL: publicUrl, WEB_JOIN_CODE: joinCode } = values;
  if (port !== 0 && !isLoopback(host) && (publicUrl === undefined || joinCode === undefined)) {
    mistakes.push(
      `WEB_HOST is “${host.slice(0, 60)}”, which others can reach: set PUBLIC_URL (the address they open) and WEB_JOIN_CODE (what they need to join), or use 127.0.0.1`,
    );
  }
  // Without a code, whoever can open the public address could join, and the first one would manage.
  const isPublic = publicUrl !== undefined && joinCode !== undefined;
  return {
    host,
    port,
    publicOrigin: isPublic ? new URL(publicUrl).origin : null,
    joinCode: joinCode ?? null,
  };
}

/** The part of the shards that a ShardingManager gave to this process. */
function shardsOf(
  values: z.output<typeof schema>,
  mistakes: string[],
): { readonly ids: readonly number[]; readonly count: number } | null {
  if (values.SHARDING_MANAGER !== 'true') return null;
  const ids = (values.SHARDS ?? '').split(',').filter(Boolean).map(Number);
  const count = Number(values.SHARD_COUNT ?? 0);
  if (ids.length === 0 || ids.some((id) => id >= count)) {
    mistakes.push(
      `SHARDS is “${values.SHARDS ?? ''}” of SHARD_COUNT “${values.SHARD_COUNT ?? ''}”: expected numbers below the count, as discord.js's ShardingManager sets them`,
    );
  }
  return { ids, count };
}

/**
 * A wrong value, cut; of a secret only its first five characters, which tell which kind it is; of an URL nothing that
 * may be a password.
 */
function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'missing';
  if (name === 'WEB_JOIN_CODE') return 'too short or too long';
  if (OWN_SECRETS.has(name)) return 'not what it should be';
  if (SECRET_NAMES.test(name)) return `“${value.slice(0, 5)}…”`;
  return `“${withoutUserInfo(value).slice(0, 60)}”`;
}

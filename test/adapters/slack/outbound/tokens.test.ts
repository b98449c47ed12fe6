import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ManyOptions } from '../../../../src/adapters/slack/many.ts';
import type { Place } from '../../../../src/ports/identity.ts';
import type { Store } from '../../../../src/ports/store.ts';
import { openCipher } from '../../../../src/system/cipher.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { memoryStore } from '../../../memory-store.ts';
import { closeAfterEach, failure, later, until } from '../../harness.ts';
import { asking, recordingBot, type RecordingBot } from '../../recording-bot.ts';
import { startStandIn, type StandIn } from '../standin/index.ts';
import type { Consent } from '../standin/oauth.ts';
import {
  channelIn,
  InstallBrowser,
  KEY,
  startMany,
  team,
  type StartedMany,
} from '../start-many.ts';

const HOUR_MS = 3_600_000;
const ALONE = { replyTo: null };
const CARD = asking('Which flow?', ['One', 'Two']);

const closing = closeAfterEach();
let standIn: StandIn;
let store: Store;
let bot: RecordingBot;
/** How far our clock is ahead of the stand-in's. */
let aheadMs: number;

beforeEach(async () => {
  standIn = await startStandIn();
  closing(() => standIn.close());
  store = await memoryStore();
  closing(() => store.close());
  bot = recordingBot();
  aheadMs = 0;
});
afterEach(() => {
  expect(standIn.state.unlawful).toEqual([]);
  expect(standIn.state.oauth.unlawful).toEqual([]);
});

async function start(overrides: Partial<ManyOptions> = {}): Promise<StartedMany> {
  const clock = { ...systemClock(), now: () => Date.now() + aheadMs };
  const started = await startMany(standIn, store, bot, { clock, ...overrides });
  closing(started.close);
  return started;
}

async function install(started: StartedMany, consent: Consent): Promise<void> {
  const page = await new InstallBrowser(started.origin).install(standIn, consent);
  expect(page.status).toBe(200);
}

function placeIn(id: string): Place {
  return { platform: 'slack', workspace: `slack:${id}`, channel: channelIn(id) };
}

const post = (started: StartedMany, id: string, name = 'round:one'): Promise<string> =>
  started.chat.post(placeIn(id), CARD, name, ALONE);
/** The workspaces whose tokens posted. */
const posters = (): readonly string[] => standIn.state.messages.map(({ by }) => by);
const warnings = ({ records }: StartedMany): string =>
  records.lines.map(({ level, text }) => `${level} ${text}`).join('\n');

describe('the token of a workspace', () => {
  test('is its own, whichever workspace is served', async () => {
    const started = await start();
    for (const number of [1, 2, 3]) await install(started, { team: team(number) });
    await Promise.all(['T3', 'T1', 'T2', 'T1'].map((id, at) => post(started, id, `round:${at}`)));
    expect(posters().toSorted()).toEqual(['T1', 'T1', 'T2', 'T3']);
    const elsewhere = { ...placeIn('T1'), channel: channelIn('T2') };
    expect(await failure(started.chat.post(elsewhere, CARD, 'round:x', ALONE))).toMatchObject({
      code: 'channel_not_found',
    });
  });

  test('is read from the database after a restart', async () => {
    const first = await start();
    await install(first, { team: team(1) });
    await first.chat.stop();
    await post(await start(), 'T1');
    expect(posters()).toEqual(['T1']);
  });

  test('reads the file that a member sent', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    const text = 'Right?{=yes ~no}';
    const url = `${standIn.apiUrl.replace('/api/', '')}/files-pri/T1-${standIn.upload('a.gift', text)}`;
    const file = { name: 'a.gift', size: text.length, url };
    const bytes = await started.chat.download?.(placeIn('T1'), file, 1_000);
    expect(Buffer.from(bytes ?? []).toString()).toBe(text);
    await expect(started.chat.download?.(placeIn('T2'), file, 1_000)).rejects.toMatchObject({
      failure: 'unanswered',
    });
  });

  test('that is not there is "not sent yet", and nothing is lost for it', async () => {
    const started = await start();
    const failed = await failure(post(started, 'T1'));
    expect(failed).toMatchObject({ failure: 'not-sent', code: 'no_installation', gone: false });
    expect(failed.retryAfterMs).toBeGreaterThan(0);
    await install(started, { team: team(1) });
    await post(started, 'T1');
    expect(posters()).toEqual(['T1']);
  });

  test('that no key decrypts is "not sent yet" until the key is back', async () => {
    const first = await start();
    await install(first, { team: team(1) });
    await first.chat.stop();
    const second = await start({ cipher: openCipher([randomBytes(32)]) });
    const failed = await failure(post(second, 'T1'));
    expect(failed).toMatchObject({ failure: 'not-sent', code: 'token_unreadable', gone: false });
    expect(failed.advice.en).toContain('ENCRYPTION_KEY');
    await until(() => warnings(second).includes('cannot be decrypted'), 'the log tells it');
    await second.chat.stop();
    await post(await start(), 'T1');
    expect(posters()).toEqual(['T1']);
  });

  test('is encrypted again with a new key while the bot runs with both', async () => {
    const first = await start();
    await install(first, { team: team(1) });
    await post(first, 'T1', 'round:before');
    const fresh = randomBytes(32);
    const both = openCipher([fresh, KEY]);
    const second = await start({ cipher: both });
    await until(
      async () =>
        (await store.installations.get('slack:T1'))?.tokens.encrypted.keyId === both.keyId,
      'it is encrypted with the new key',
    );
    // The process before goes on with what it has.
    await post(first, 'T1', 'round:a');
    await post(second, 'T1', 'round:b');
    await post(await start({ cipher: openCipher([fresh]) }), 'T1', 'round:c');
    expect(posters()).toHaveLength(4);
  });
});

describe('a token that ends', () => {
  beforeEach(() => {
    standIn.state.oauth.rotates = true;
    standIn.state.oauth.exchangeMs = 100;
  });

  test('is exchanged once for ten calls at the same time', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.state.oauth.expire();
    aheadMs = 13 * HOUR_MS;
    await Promise.all(Array.from({ length: 10 }, (_, at) => post(started, 'T1', `round:${at}`)));
    expect(posters()).toHaveLength(10);
    expect(standIn.state.oauth.exchanges).toBe(1);
  });

  test('is exchanged once for ten calls in each of three processes', async () => {
    const processes = [await start(), await start(), await start()];
    const [first] = processes;
    if (first === undefined) throw new Error('none');
    await install(first, { team: team(1) });
    for (const [at, one] of processes.entries()) await post(one, 'T1', `round:before-${at}`);
    standIn.state.oauth.expire();
    aheadMs = 13 * HOUR_MS;
    await Promise.all(
      processes.flatMap((one, number) =>
        Array.from({ length: 10 }, (_, at) => post(one, 'T1', `round:${number}-${at}`)),
      ),
    );
    expect(posters()).toHaveLength(33);
    expect(standIn.state.oauth.exchanges).toBe(1);
  });

  test('is exchanged ahead of its end, and nobody waits for it', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.state.oauth.exchangeMs = 4_000;
    aheadMs = 11.5 * HOUR_MS;
    await post(started, 'T1', 'round:a');
    await until(() => standIn.state.oauth.exchanges === 1, 'it is being exchanged');
    // Both went out with the old one.
    await post(started, 'T1', 'round:b');
    expect(standIn.state.oauth.issued.size).toBe(1);
    await until(() => standIn.state.oauth.issued.size === 2, 'it is exchanged');
    await later(50, null);
    await post(started, 'T1', 'round:c');
    expect(standIn.state.oauth.exchanges).toBe(1);
  });

  test('is exchanged when Slack says first that it has ended', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.state.oauth.expire();
    await Promise.all([1, 2, 3].map((at) => post(started, 'T1', `round:${at}`)));
    expect(posters()).toHaveLength(3);
    expect(standIn.state.oauth.exchanges).toBe(1);
  });

  test('works on while Slack gives no new one, as long as it can', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.fail('oauth.v2.access', { kind: 'status', status: 503 }, 99);
    aheadMs = 11.5 * HOUR_MS;
    await post(started, 'T1', 'round:a');
    await until(() => warnings(started).includes('no new token'), 'the log tells it');
    await post(started, 'T1', 'round:b');
    standIn.state.oauth.expire();
    aheadMs = 13 * HOUR_MS;
    expect(await failure(post(started, 'T1'))).toMatchObject({ failure: 'not-sent', gone: false });
    const asked = standIn.state.calls.filter(({ method }) => method === 'oauth.v2.access').length;
    expect(await failure(post(started, 'T1'))).toMatchObject({ failure: 'not-sent' });
    // A failed exchange is not repeated at once.
    expect(standIn.state.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(
      asked,
    );
    standIn.state.faults.clear();
    aheadMs += HOUR_MS;
    await post(started, 'T1', 'round:c');
    expect(posters()).toHaveLength(3);
  });

  test('is not exchanged by a process that another one is ahead of', async () => {
    const first = await start();
    await install(first, { team: team(1) });
    const second = await start();
    await post(second, 'T1', 'round:a');
    standIn.state.oauth.expire();
    await post(first, 'T1', 'round:b');
    // It still has the old one, and finds the new one in the database.
    await post(second, 'T1', 'round:c');
    expect(standIn.state.oauth.exchanges).toBe(1);
  });

  test('of a workspace that installed again meanwhile is the new one', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.state.oauth.expire();
    aheadMs = 13 * HOUR_MS;
    standIn.state.oauth.exchangeMs = 400;
    const waiting = post(started, 'T1', 'round:a');
    await until(() => standIn.state.oauth.exchanges === 1, 'it is being exchanged');
    await install(started, { team: team(1) });
    await waiting;
    const row = await store.installations.get('slack:T1');
    const plain = openCipher([KEY]).decrypt(
      row?.tokens.encrypted ?? { text: '', keyId: '' },
      'slack:T1',
    );
    expect(standIn.state.oauth.issued.size).toBe(3);
    // The exchange began with the first installation, so its tokens must not take the place of the second one's.
    expect(row?.installedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(plain).not.toBeNull();
    await post(started, 'T1', 'round:b');
    expect(standIn.state.oauth.exchanges).toBe(1);
  });
});

describe('a token that Slack does not take', () => {
  test('pauses nothing: the post is "not sent yet" until the app is installed again', async () => {
    const started = await start();
    await install(started, { team: team(1) });
    standIn.state.oauth.revoke('T1', 'token_revoked');
    expect(await failure(post(started, 'T1'))).toMatchObject({
      failure: 'not-sent',
      code: 'token_revoked',
      gone: false,
    });
    await install(started, { team: team(1) });
    await post(started, 'T1');
    expect(posters()).toEqual(['T1']);
  });

  test('in one process is found anew after another one installed again', async () => {
    const first = await start();
    const second = await start();
    await install(first, { team: team(1) });
    await post(second, 'T1', 'round:a');
    standIn.state.oauth.revoke('T1');
    await install(first, { team: team(1) });
    await post(second, 'T1', 'round:b');
    expect(posters()).toHaveLength(2);
  });
});

describe('one workspace', () => {
  test('that Slack limits or does not answer delays no other', async () => {
    const started = await start();
    for (const number of [1, 2, 3]) await install(started, { team: team(number) });
    standIn.state.hanging.add('T1');
    const hanging = Array.from({ length: 30 }, (_, at) =>
      post(started, 'T1', `round:${at}`).catch(() => 'failed'),
    );
    await later(50, null);
    standIn.fail('chat.postMessage', { kind: 'rate', seconds: 30 });
    expect(await failure(post(started, 'T2'))).toMatchObject({
      failure: 'not-sent',
      retryAfterMs: 30_000,
    });
    const before = performance.now();
    await post(started, 'T3');
    expect(performance.now() - before).toBeLessThan(2_000);
    standIn.state.hanging.clear();
    expect(await Promise.race([Promise.all(hanging), later(10, 'hangs')])).toBe('hangs');
  });

  test('whose token is being exchanged delays no other', async () => {
    standIn.state.oauth.rotates = true;
    const started = await start();
    for (const number of [1, 2]) await install(started, { team: team(number) });
    const soon = await store.installations.get('slack:T1');
    if (soon === null) throw new Error('none');
    await store.installations.replaceTokens(soon, { ...soon.tokens, expiresAt: 0, version: 'x' });
    standIn.state.oauth.exchangeMs = 1_500;
    const slow = (await start()).chat.post(placeIn('T1'), CARD, 'round:a', ALONE);
    await until(() => standIn.state.oauth.exchanges === 1, 'it is being exchanged');
    const before = performance.now();
    await post(started, 'T2', 'round:b');
    expect(performance.now() - before).toBeLessThan(1_000);
    await slow;
  });
});

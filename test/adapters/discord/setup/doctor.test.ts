import { describe, expect, test } from 'vitest';
import { checkDiscord } from '../../../../src/adapters/discord/setup/doctor.ts';
import type { CheckDiscord } from '../../../../src/adapters/discord/setup/doctor.ts';
import type { Finding } from '../../../../src/adapters/shared/finding.ts';
import { invite } from '../../../../src/adapters/discord/setup/invite.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { recordingBot } from '../../recording-bot.ts';
import { openStandIn } from '../scene.ts';
import { APPLICATION, CHANNEL, MAY } from '../standin/index.ts';
import type { StandIn } from '../standin/index.ts';
import { startDiscord } from '../start.ts';
import { StartError } from '../../../../src/ports/errors.ts';
import { recorder } from '../../harness.ts';

function check(
  standIn: StandIn,
  overrides: Partial<CheckDiscord> = {},
): Promise<readonly Finding[]> {
  return checkDiscord({
    token: standIn.token,
    apiUrl: standIn.apiUrl,
    devGuild: null,
    channel: CHANNEL,
    clock: systemClock(),
    log: recorder().log,
    ...overrides,
  });
}

/** A stand-in on which the bot has been started once. */
async function usedStandIn(): Promise<StandIn> {
  const standIn = await openStandIn();
  await (await startDiscord(standIn, recordingBot())).chat.stop();
  return standIn;
}

const wrong = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'ok').map(({ what, fix }) => `${what} | ${fix}`);

describe('the doctor', () => {
  test('finds nothing wrong with a healthy set-up, and changes nothing', async () => {
    const standIn = await usedStandIn();
    const before = standIn.state.calls.length;
    const findings = await check(standIn);
    expect(wrong(findings)).toEqual([]);
    expect(findings.map(({ what }) => what).join('\n')).toContain(APPLICATION);
    const made = standIn.state.calls.slice(before);
    expect(made.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('says that a token is wrong, without showing it', async () => {
    const standIn = await openStandIn();
    const findings = await check(standIn, { token: 'not.the.token' });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.what).toContain('DISCORD_TOKEN is not accepted');
    expect(JSON.stringify(findings)).not.toContain('not.the.token');
  });

  test('says that Discord cannot be reached', async () => {
    const standIn = await openStandIn();
    const findings = await check(standIn, { apiUrl: 'http://127.0.0.1:9/api' });
    expect(wrong(findings).join()).toContain('cannot be reached');
  });

  test('knows that /quiz is not registered yet', async () => {
    const standIn = await openStandIn();
    expect(wrong(await check(standIn)).join()).toMatch(/\/quiz is not registered/);
  });

  test('sends a bot that is nowhere to the invite', async () => {
    const standIn = await usedStandIn();
    for (const guild of standIn.state.guilds.values()) guild.joined = false;
    const findings = wrong(await check(standIn, { channel: null }));
    expect(findings).toEqual([expect.stringContaining('https://discord.com/oauth2/authorize')]);
  });

  test.each([
    ['Send Messages', MAY.send],
    ['Attach Files', MAY.attach],
    ['Read Message History', MAY.history],
  ])('names %s when it is missing in the channel', async (name, bit) => {
    const standIn = await usedStandIn();
    const channel = standIn.state.channels.get(CHANNEL);
    if (channel !== undefined) channel.denied = bit;
    const [finding, ...others] = wrong(await check(standIn));
    expect(finding).toContain(name);
    expect(others).toEqual([]);
  });

  test('says what is wrong with a channel that it cannot see', async () => {
    const standIn = await usedStandIn();
    const [finding] = wrong(await check(standIn, { channel: '900000000000000099' }));
    expect(finding).toMatch(/10003/);
  });
});

describe('the invite', () => {
  const settings = (standIn: StandIn) => ({
    token: standIn.token,
    apiUrl: standIn.apiUrl,
    clock: systemClock(),
    log: recorder().log,
  });

  test("is for the token's own application, with no more than is needed", async () => {
    const url = new URL(await invite(settings(await openStandIn())));
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('client_id')).toBe(APPLICATION);
    expect(url.searchParams.get('scope')).toBe('bot applications.commands');
    const permissions = BigInt(url.searchParams.get('permissions') ?? '0');
    const inThreads = 1n << 38n;
    const needed = MAY.view | MAY.send | MAY.embed | MAY.attach | MAY.history | inThreads;
    expect(permissions).toBe(needed);
  });

  test('of a wrong token is one line', async () => {
    const standIn = await openStandIn();
    const asked = invite({ ...settings(standIn), token: 'wrong.token.here' });
    const error = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('DISCORD_TOKEN is not accepted');
  });
});

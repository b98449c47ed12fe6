import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const ours = createRequire(import.meta.url);

test.each([
  ['@slack/bolt', '@slack/web-api'],
  ['@slack/bolt', '@slack/socket-mode'],
  ['discord.js', '@discordjs/rest'],
  ['discord.js', '@discordjs/ws'],
  ['discord.js', 'discord-api-types/v10'],
])('what %s loads of %s is what we load', (sdk, part) => {
  const theirs = createRequire(ours.resolve(sdk));
  expect(ours.resolve(part)).toBe(theirs.resolve(part));
});

import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const ours = createRequire(import.meta.url);
const bolts = createRequire(ours.resolve('@slack/bolt'));

test.each(['@slack/web-api', '@slack/socket-mode'])('%s is the module that Bolt loads', (part) => {
  expect(ours.resolve(part)).toBe(bolts.resolve(part));
});

import type { Limits } from '../../../ports/limits.ts';

const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** Ours to choose: HTML has no limits, but a reader has. Escaping costs a reader nothing, so letters are counted. */
export const limits: Limits = {
  measure: (text) => text.length,
  gist: 300,
  heading: 300,
  text: 20_000,
  total: 100_000,
  blocks: 100,
  buttonLabel: 80,
  buttonsPerRow: 8,
  buttons: 100,
  rows: 200,
  alt: 2_000,
  pictures: true,
  counterEditsWithinMs: UNLIMITED,
  // A post's name is unique in the table of messages.
  repeatsWithinMs: UNLIMITED,
  channelPaceMs: 0,
  postsPerSecond: 1_000,
  postsPerSecondOf: 'bot',
};

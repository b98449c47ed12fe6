import type { Block } from '../../../domain/card.ts';
import type { Limits } from '../../../ports/limits.ts';
import { layoutOf, plainCost } from '../../../fit/index.ts';
import { escapedLength } from './escape.ts';

/** Component reference: 40 components in a message, nested ones included. */
export const MOST_COMPONENTS = 40;
/** Component reference: all text of a message together. */
export const MOST_TEXT = 4000;
/** A quiet line takes one character (`-# `) more than `fit` counts for a paragraph; room for this many is kept. */
const QUIET_LINES = 40;

/**
 * What Discord can show. Pages named are those of docs.discord.com; where Discord documents nothing, the number is a
 * careful one and the comment says why.
 */
export const limits: Limits = {
  /** Discord counts the text as sent, backslashes included. UTF-16 units are never fewer than its characters. */
  measure: escapedLength,
  /** Not sent: a message of components has no `content` beside them. Shown where a card has no block. */
  gist: 300,
  /** Ours: a heading is a line of text. */
  heading: 200,
  text: MOST_TEXT - QUIET_LINES,
  total: MOST_TEXT - QUIET_LINES,
  /** One of them is the container. */
  blocks: MOST_COMPONENTS - 1,
  /** Button: label 80. */
  buttonLabel: 80,
  /** Action row: 5 buttons. */
  buttonsPerRow: 5,
  /** Eight choices as sections and eleven more buttons in three rows are 38 components: room for one text is left. */
  buttons: 19,
  /** Ours: a table is drawn in one code block. */
  rows: 25,
  /** Media gallery item: description 1,024. */
  alt: 1024,
  pictures: true,
  /** Edits of messages older than an hour are limited (opcodes and status codes, 30046). */
  counterEditsWithinMs: 3_600_000,
  /**
   * `enforce_nonce` holds for "the past few minutes" (Create Message). Two and a half leave room for a request that
   * arrives late.
   */
  repeatsWithinMs: 150_000,
  /** About 5 messages in 5 seconds and channel (seen in rate limit headers; not documented). */
  channelPaceMs: 1000,
  /** 50 requests a second for a bot (rate limits); some are kept for direct messages and questions about rights. */
  postsPerSecond: 40,
  postsPerSecondOf: 'bot',
};

const plain = plainCost(limits);

/** How many of Discord's components a neutral block becomes, nested ones included. */
export function costOf(block: Block): number {
  if (block.kind === 'buttons') return rowsCost(block.buttons.length);
  if (block.kind !== 'choices') return plain(block);
  if (layoutOf(block.choices, limits) === 'on-buttons') return rowsCost(block.choices.length);
  // A section holds a text and a button.
  return block.choices.reduce((sum, choice) => sum + (choice.press === null ? 1 : 3), 0);
}

function rowsCost(buttons: number): number {
  return buttons + Math.ceil(buttons / limits.buttonsPerRow);
}

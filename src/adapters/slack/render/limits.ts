import type { Block } from '../../../domain/card.ts';
import type { Limits } from '../../../ports/limits.ts';
import { layoutOf, plainCost } from '../../../fit/index.ts';
import { escapeText } from './mrkdwn.ts';

/**
 * What Slack can show. Pages named are those of docs.slack.dev; where Slack documents nothing, the number is a
 * careful one and the comment says why.
 */
export const limits: Limits = {
  /** Slack stores `&`, `<` and `>` escaped and counts them so (formatting message text). */
  measure: (text) => escapeText(text).length,
  /** `text` may have 40,000 (chat.postMessage), but it is what a notification shows. */
  gist: 300,
  /** Header block: text 150. */
  heading: 150,
  /** Text object: 3,000. rich_text blocks state no limit of their own; they keep the same one. */
  text: 3000,
  /** Undocumented: `msg_blocks_too_long` was seen from about 11,300 characters up (slackapi/bolt-js#2509, #2867). */
  total: 8000,
  /** Blocks: 50 in a message, 100 in a view. */
  blocks: 50,
  /** Button element: text 75. */
  buttonLabel: 75,
  /** Actions block: 25 elements; Slack's clients wrap them. */
  buttonsPerRow: 25,
  /** Two full actions blocks; more would not be read. */
  buttons: 50,
  /** Ours: a table is drawn in one preformatted text. */
  rows: 40,
  /** Image block: alt_text 2,000. */
  alt: 2000,
  pictures: true,
  /** Slack allows later edits, but an old counter is not worth a call. */
  counterEditsWithinMs: 3_600_000,
  /** Slack knows no key for posts (slackapi/slack-api-specs#10): only reading back tells. */
  repeatsWithinMs: 0,
  /** chat.postMessage: one message per second per channel (rate limits). */
  channelPaceMs: 1000,
  /** Several hundred messages a minute for one workspace (rate limits, posting messages). */
  postsPerSecond: 5,
  postsPerSecondOf: 'workspace',
};

const plain = plainCost(limits);

/** How many of Slack's blocks a neutral block becomes. */
export function costOf(block: Block): number {
  if (block.kind !== 'choices') return plain(block);
  const buttons = block.choices.filter((choice) => choice.press !== null).length;
  const rows = Math.ceil(buttons / limits.buttonsPerRow);
  return layoutOf(block.choices, limits) === 'on-buttons' ? rows : block.choices.length + rows;
}

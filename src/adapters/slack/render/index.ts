import { withTitlesOnce } from '../../shared/table-titles.ts';
import type { types } from '@slack/bolt';
import { encodeAction } from '../../../domain/action.ts';
import type { Block, Button, Card, Choice, Picture } from '../../../domain/card.ts';
import { isShared, remembering, share } from '../../../domain/remembering.ts';
import { bold, plain, text as literal } from '../../../domain/text.ts';
import type { Span, Text } from '../../../domain/text.ts';
import type { Limits } from '../../../ports/limits.ts';
import { choiceLabel, clipString, fit, layoutOf } from '../../../fit/index.ts';
import { dataBlock, type DataBlock } from './data-blocks.ts';
import { costOf, limits } from './limits.ts';
import { escapeText, isPlainInMrkdwn, mrkdwnLink, mrkdwnMoment } from './mrkdwn.ts';
import { preformatted, richText, section } from './rich-text.ts';
import type { RichTextPart } from './rich-text.ts';
import { choiceText } from '../../shared/choice-text.ts';
import { drawTable } from '../../shared/text-table.ts';

export { limits } from './limits.ts';

export type SlackBlock =
  | DataBlock
  | types.ActionsBlock
  | types.ContextBlock
  | types.DividerBlock
  | types.HeaderBlock
  | types.ImageBlock
  | types.RichTextBlock;

/** A message as Slack's Web API and a response_url take it. `text` is the escaped gist. */
export interface Message {
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** Files that show a card's pictures, by picture; a picture without one is shown by its alt text. */
export type Files = ReadonlyMap<Picture, string>;

/** A message to one member. */
export interface PrivateMessage extends Message {
  /** Whether `text` is read as mrkdwn. */
  readonly mrkdwn: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** How pictures are shown: by blocks that Slack draws from their data, by uploaded files, or by their alt texts. */
export type PicturesBy =
  | { readonly kind: 'data' }
  | { readonly kind: 'files'; readonly files: Files }
  | { readonly kind: 'alt' };

const withoutPictures: Limits = { ...limits, pictures: false };

/** The card within Slack's limits. Pictures stay in it only where files can be shown. */
export function fitted(card: Card, pictures: boolean): Card {
  return fit(card, pictures ? limits : withoutPictures, costOf);
}

/** Buttons of a message are told apart by number: an action_id must be unique among its neighbours. */
interface Numbering {
  next: number;
}

/**
 * A fitted card as blocks. The first block carries the post's name, by which `find` knows it again.
 * @param card must have come out of `fitted`
 */
export function renderMessage(
  card: Card,
  name: string | null,
  by: PicturesBy = { kind: 'alt' },
): Message {
  const numbering: Numbering = { next: 0 };
  const beginsAtZero = card.blocks.filter(hasButtons).length < 2;
  const blocks: SlackBlock[] = [];
  for (const block of withTitlesOnce(card.blocks)) {
    const isAlike = block.kind !== 'picture' && (beginsAtZero || !hasButtons(block));
    const drawn = isAlike && isShared(block) ? drawnOnce(block) : renderBlock(block, by, numbering);
    blocks.push(...drawn);
  }
  const shown = blocks.length > 0 ? blocks : [rich(richText(literal(card.gist)))].flat();
  const [first, ...others] = shown;
  const named =
    first === undefined || name === null
      ? shown
      : [{ ...first, block_id: blockId(name) }, ...others];
  return { text: escapeText(by.kind === 'data' ? spoken(card) : card.gist), blocks: named };
}

/** A private message has no pictures: a file that is not shared may be invisible in it. */
export function privateMessage(card: Card): PrivateMessage {
  const { text, blocks } = renderMessage(fitted(card, false), null);
  return { text, blocks, mrkdwn: false, unfurl_links: false, unfurl_media: false };
}

/** The block_id of a post's first block: at most 255 characters (blocks). */
export function blockId(name: string): string {
  return `deckhand:${name}`.slice(0, 255);
}

/** Replies share most of their blocks, so what these look like in every message is drawn once. */
const drawnOnce = remembering((block: Block) =>
  renderBlock(block, { kind: 'alt' }, { next: 0 }).map((part) => share(part)),
);

function hasButtons({ kind }: Block): boolean {
  return kind === 'buttons' || kind === 'choices';
}

function renderBlock(block: Block, by: PicturesBy, numbering: Numbering): readonly SlackBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'header', text: plainText(block.text) }];
    case 'text':
      return block.tone === 'quiet' ? quiet(block.text) : rich(richText(block.text));
    case 'choices':
      return renderChoices(block.choices, numbering);
    case 'rows':
      return renderTable(block);
    case 'picture':
      return [pictureBlock(block, by) ?? quiet(literal(block.alt))].flat();
    case 'line':
      return [{ type: 'divider' }];
    case 'buttons':
      return actions(block.buttons.map((button) => renderButton(button, numbering)));
    default:
      return block satisfies never;
  }
}

function pictureBlock(
  { picture, alt }: Extract<Block, { kind: 'picture' }>,
  by: PicturesBy,
): SlackBlock | null {
  if (by.kind === 'data') return dataBlock(picture);
  const file = by.kind === 'files' ? by.files.get(picture) : undefined;
  if (file === undefined) return null;
  return { type: 'image', slack_file: { id: file }, alt_text: alt };
}

/** The gist with what a chart says: Slack's chart block has no alt text of its own. */
function spoken(card: Card): string {
  const alts = card.blocks.flatMap((block) =>
    block.kind === 'picture' && block.picture.chart === 'spread' ? [block.alt] : [],
  );
  return [card.gist, ...alts].join(' ');
}

function rich(elements: RichTextPart[]): SlackBlock[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements }];
}

/** A table in fixed width, under what it shows; one whose cells are all empty has nothing to draw. */
function renderTable(block: Extract<Block, { kind: 'rows' }>): SlackBlock[] {
  const drawn = drawTable(block, limits.measure);
  const label = block.label === '' ? [] : [section([bold(block.label)])];
  return rich(drawn.trim() === '' ? label : [...label, preformatted(drawn)]);
}

/** What matters less is small and grey: a context block, in the literal form that the text allows. */
function quiet(text: Text): SlackBlock[] {
  const lines = text.map((paragraph) => (paragraph.kind === 'paragraph' ? paragraph.spans : null));
  const spans = lines.flatMap((line) => line ?? []);
  if (lines.includes(null)) return rich(richText(text));
  if (spans.every((span) => typeof span === 'string')) {
    const shown = plain(text);
    return shown === '' ? [] : [{ type: 'context', elements: [plainText(shown)] }];
  }
  if (lines.length > 1 || !spans.every((span) => isPlainMrkdwn(span))) return rich(richText(text));
  const said = spans.map((span) => spanMrkdwn(span)).join('');
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: said, verbatim: true }] }];
}

/** Whether mrkdwn can show the span without reading anything out of its letters. */
function isPlainMrkdwn(span: Span): boolean {
  if (typeof span === 'string') return isPlainInMrkdwn(span);
  if ('at' in span || span.channel !== undefined) return true;
  return !span.bold && !span.italic && !span.code && isPlainInMrkdwn(span.text);
}

function spanMrkdwn(span: Span): string {
  if (typeof span === 'string') return escapeText(span);
  if ('at' in span) return mrkdwnMoment(span);
  if (span.channel !== undefined) return `<#${span.channel}>`;
  return span.link === undefined
    ? escapeText(span.text)
    : mrkdwnLink({ text: span.text, link: span.link });
}

function renderChoices(choices: readonly Choice[], numbering: Numbering): SlackBlock[] {
  const layout = layoutOf(choices, limits);
  const buttons = choices.flatMap((choice): types.Button[] => {
    if (choice.press === null) return [];
    const spoken = `${choice.letter}: ${plain(choice.text).replaceAll(/\s+/g, ' ')}`;
    return [
      {
        type: 'button',
        text: plainText(choiceLabel(choice, layout)),
        action_id: `press:${numbering.next++}`,
        value: encodeAction(choice.press),
        // Button element: accessibility_label 75.
        accessibility_label: clipString(spoken, 75, limits.measure),
      },
    ];
  });
  if (layout === 'on-buttons') return actions(buttons);
  return [...choices.flatMap((choice) => rich(richText(choiceText(choice)))), ...actions(buttons)];
}

function renderButton(button: Button, numbering: Numbering): types.Button {
  const weight = button.weight === 'normal' ? {} : { style: button.weight };
  const index = numbering.next++;
  return 'url' in button.does
    ? {
        type: 'button',
        text: plainText(button.label),
        action_id: `open:${index}`,
        url: button.does.url,
        ...weight,
      }
    : {
        type: 'button',
        text: plainText(button.label),
        action_id: `press:${index}`,
        value: encodeAction(button.does),
        ...weight,
      };
}

function actions(buttons: readonly types.Button[]): types.ActionsBlock[] {
  const rows: types.ActionsBlock[] = [];
  for (let from = 0; from < buttons.length; from += limits.buttonsPerRow) {
    const elements = buttons.slice(from, from + limits.buttonsPerRow);
    rows.push({ type: 'actions', elements });
  }
  return rows;
}

/** Literal: Slack reads neither mentions nor links nor, with `emoji` off, `:names:` out of plain_text. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

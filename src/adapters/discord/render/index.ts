import { withTitlesOnce } from '../../shared/table-titles.ts';
import {
  ButtonStyle,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIContainerComponent,
  APITextDisplayComponent,
} from 'discord.js';
import { encodeAction } from '../../../domain/action.ts';
import type { Block, Button, Card, Choice, Picture } from '../../../domain/card.ts';
import { isShared, remembering, share } from '../../../domain/remembering.ts';
import { bold, text as literal } from '../../../domain/text.ts';
import type { Text } from '../../../domain/text.ts';
import type { Limits } from '../../../ports/limits.ts';
import { choiceLabel, fit, layoutOf } from '../../../fit/index.ts';
import { costOf, limits } from './limits.ts';
import { escapeText } from './escape.ts';
import { codeBlock, markdown, spansMarkdown } from './markdown.ts';
import { choiceText } from '../../shared/choice-text.ts';
import { drawTable } from '../../shared/text-table.ts';
import { customIdEncoder } from './custom-id.ts';
import type { EncodeCustomId } from './custom-id.ts';

export { limits } from './limits.ts';

/** A card as Discord shows it; the same for posts, edits and private replies. */
export interface Message {
  readonly flags: number;
  readonly components: readonly [APIContainerComponent];
  /** No text in our messages mentions anybody. */
  readonly allowed_mentions: { readonly parse: []; readonly replied_user: false };
}

/** File names of drawn pictures; a picture without a file is shown by its alt text. */
export type Files = ReadonlyMap<Picture, string>;

/** Component ids that make a post known again. */
export interface ComponentIds {
  readonly container: number;
  /** Of the container's first part. */
  readonly first: number;
}

export interface RenderOptions {
  readonly files?: Files;
  readonly ids?: ComponentIds | null;
  /** Visible only to the member who did something. */
  readonly ephemeral?: boolean;
  /** For a direct message: the server that it is about. */
  readonly guild?: string | null;
}

/** Link button: url 512 (component reference, button). */
const MAX_URL = 512;

const withoutPictures: Limits = { ...limits, pictures: false };

/** The card within Discord's limits. Pictures stay in it only where files can be shown. */
export function fitted(card: Card, pictures: boolean): Card {
  return fit(card, pictures ? limits : withoutPictures, costOf);
}

/**
 * A fitted card as Components V2: one container, whose parts are the blocks.
 * @param card must have come out of `fitted`
 */
export function renderMessage(card: Card, options: RenderOptions = {}): Message {
  const { files = NO_FILES, ids = null, ephemeral = false, guild = null } = options;
  const encode = customIdEncoder(guild);
  const idsAreUnique = guild === null && card.blocks.filter(hasButtons).length < 2;
  const parts = withTitlesOnce(card.blocks).flatMap((block) =>
    isShared(block) && block.kind !== 'picture' && (idsAreUnique || !hasButtons(block))
      ? drawnOnce(block)
      : renderBlock(block, files, encode),
  );
  const shown = parts.length > 0 ? parts : [display(escapeText(card.gist))];
  const [first, ...more] = shown;
  const components =
    first === undefined || ids === null ? shown : [{ ...first, id: ids.first }, ...more];
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    components,
    ...(ids === null ? {} : { id: ids.container }),
  };
  return {
    flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
    components: [container],
    allowed_mentions: { parse: [], replied_user: false },
  };
}

const NO_FILES: Files = new Map();

/** Replies share most of their blocks, so what these look like in every message is drawn once. */
const drawnOnce = remembering((block: Block) =>
  renderBlock(block, NO_FILES, customIdEncoder(null)).map((part) => share(part)),
);

function hasButtons({ kind }: Block): boolean {
  return kind === 'buttons' || kind === 'choices';
}

function renderBlock(
  block: Block,
  files: Files,
  encode: EncodeCustomId,
): readonly APIComponentInContainer[] {
  switch (block.kind) {
    case 'heading':
      return [display(`### ${escapeText(block.text)}`)];
    case 'text':
      return displayed(block.tone === 'quiet' ? quiet(block.text) : markdown(block.text));
    case 'choices':
      return renderChoices(block.choices, encode);
    case 'rows':
      return [display(`${labelLine(block.label)}${codeBlock(drawTable(block, limits.measure))}`)];
    case 'picture': {
      const file = files.get(block.picture);
      if (file === undefined) return displayed(quiet(literal(block.alt)));
      const item = { media: { url: `attachment://${file}` }, description: block.alt };
      return [{ type: ComponentType.MediaGallery, items: [item] }];
    }
    case 'line':
      return [
        { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small },
      ];
    case 'buttons':
      return rows(block.buttons.map((button) => renderButton(button, encode)));
    default:
      return block satisfies never;
  }
}

function labelLine(label: string): string {
  return label === '' ? '' : `${spansMarkdown([bold(label)])}\n`;
}

function display(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

/** An empty text display is refused. */
function displayed(content: string): APITextDisplayComponent[] {
  return content.trim() === '' ? [] : [display(content)];
}

/** Less important text is small: one line of subtext. Longer text keeps its size. */
function quiet(text: Text): string {
  const [only, ...more] = text;
  const shown = markdown(text);
  return only?.kind === 'paragraph' && more.length === 0 && !shown.includes('\n')
    ? `-# ${shown}`
    : shown;
}

/** Short options stand on their buttons; long ones stand in full, each beside its button. */
function renderChoices(
  choices: readonly Choice[],
  encode: EncodeCustomId,
): APIComponentInContainer[] {
  const layout = layoutOf(choices, limits);
  const buttonOf = (choice: Choice): APIButtonComponent | null =>
    choice.press === null
      ? null
      : {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: choiceLabel(choice, layout),
          custom_id: encode(encodeAction(choice.press)),
        };
  if (layout === 'on-buttons') {
    return rows(choices.map(buttonOf).filter((button) => button !== null));
  }
  return choices.map((choice): APIComponentInContainer => {
    const text = display(markdown(choiceText(choice)));
    const accessory = buttonOf(choice);
    return accessory === null
      ? text
      : { type: ComponentType.Section, components: [text], accessory };
  });
}

const STYLES = {
  normal: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const;

function renderButton(button: Button, encode: EncodeCustomId): APIButtonComponent {
  const { label, does, weight } = button;
  if (!('url' in does)) {
    const custom_id = encode(encodeAction(does));
    return { type: ComponentType.Button, style: STYLES[weight], label, custom_id };
  }
  if (does.url.length <= MAX_URL) {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: does.url };
  }
  // Discord cannot open an address of this length, so the button is shown disabled.
  const custom_id = encode('too-long');
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id,
    disabled: true,
  };
}

function rows(buttons: readonly APIButtonComponent[]): APIActionRowComponent<APIButtonComponent>[] {
  const all: APIActionRowComponent<APIButtonComponent>[] = [];
  for (let from = 0; from < buttons.length; from += limits.buttonsPerRow) {
    const components = buttons.slice(from, from + limits.buttonsPerRow);
    all.push({ type: ComponentType.ActionRow, components });
  }
  return all;
}

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
} from 'discord-api-types/v10';
import { encodeAction } from '../../../domain/action.ts';
import type { Block, Button, Card, Choice, ChoiceMark, Picture } from '../../../domain/card.ts';
import { bold, text as literal } from '../../../domain/text.ts';
import type { Paragraph, Text } from '../../../domain/text.ts';
import { choiceLabel, fit, layoutOf } from '../../../fit/index.ts';
import { costOf, limits } from './limits.ts';
import { escapeText } from './escape.ts';
import { codeBlock, markdown, spansMarkdown } from './markdown.ts';
import type { Marker } from '../outbound/post-marker.ts';
import { drawTable } from '../table.ts';
import { type Name, namer } from './custom-id.ts';

export { limits } from './limits.ts';

/** What Discord shows of a card; the same for posts, edits and private replies. */
export interface Message {
  readonly flags: number;
  readonly components: readonly [APIContainerComponent];
  /** Nothing in a message of ours mentions anybody, whatever its letters are. */
  readonly allowed_mentions: { readonly parse: []; readonly replied_user: false };
}

/** File names of drawn pictures; a picture without one is shown by its alt text. */
export type Files = ReadonlyMap<Picture, string>;

export interface RenderOptions {
  readonly files?: Files;
  readonly marker?: Marker | null;
  /** Only for the member who did something. */
  readonly ephemeral?: boolean;
  /** Set behind every custom_id, where the envelope of a press will not say from which workspace it is. */
  readonly suffix?: string;
}

/** Link button: url 512 (component reference, button). */
const LONGEST_URL = 512;

/** The card within Discord's limits. Pictures stay in it only where files can be shown. */
export function fitted(card: Card, pictures: boolean): Card {
  return fit(card, { ...limits, pictures }, costOf);
}

/**
 * A fitted card as Components V2: one container, whose parts are the blocks.
 * @param card must have come out of `fitted`
 */
export function renderMessage(card: Card, options: RenderOptions = {}): Message {
  const { files = new Map(), marker = null, ephemeral = false, suffix = '' } = options;
  const name = namer(suffix);
  const parts = card.blocks.flatMap((block) => renderBlock(block, files, name));
  const shown = parts.length > 0 ? parts : [display(escapeText(card.gist))];
  const [first, ...more] = shown;
  const components =
    first === undefined || marker === null ? shown : [{ ...first, id: marker.first }, ...more];
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    components,
    ...(marker === null ? {} : { id: marker.container }),
  };
  return {
    flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
    components: [container],
    allowed_mentions: { parse: [], replied_user: false },
  };
}

function renderBlock(block: Block, files: Files, name: Name): APIComponentInContainer[] {
  switch (block.kind) {
    case 'heading':
      return [display(`### ${escapeText(block.text)}`)];
    case 'text':
      return displayed(block.tone === 'quiet' ? quiet(block.text) : markdown(block.text));
    case 'choices':
      return renderChoices(block.choices, name);
    case 'rows':
      return [display(`${spansMarkdown([bold(block.label)])}\n${codeBlock(drawTable(block))}`)];
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
      return rows(block.buttons.map((button) => renderButton(button, name)));
    default:
      return block satisfies never;
  }
}

function display(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

/** An empty text display is refused. */
function displayed(content: string): APITextDisplayComponent[] {
  return content.trim() === '' ? [] : [display(content)];
}

/** What matters less is small: one line of subtext. Longer things stay readable. */
function quiet(text: Text): string {
  const [only, ...more] = text;
  const shown = markdown(text);
  return only?.kind === 'paragraph' && more.length === 0 && !shown.includes('\n')
    ? `-# ${shown}`
    : shown;
}

/** Said in words as well as by sign. */
const SIGNS: Readonly<Record<ChoiceMark, string>> = { key: '✓', chosen: '✗', 'chosen-key': '✓' };

/** Short options ride on their buttons; long ones stand in full, each with its button beside it. */
function renderChoices(choices: readonly Choice[], name: Name): APIComponentInContainer[] {
  const layout = layoutOf(choices, limits);
  const buttonOf = (choice: Choice): APIButtonComponent | null =>
    choice.press === null
      ? null
      : {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: choiceLabel(choice, layout),
          custom_id: name(encodeAction(choice.press)),
        };
  if (layout === 'on-buttons') {
    return rows(choices.map(buttonOf).filter((button) => button !== null));
  }
  return choices.map((choice): APIComponentInContainer => {
    const said = display(choiceMarkdown(choice));
    const accessory = buttonOf(choice);
    return accessory === null
      ? said
      : { type: ComponentType.Section, components: [said], accessory };
  });
}

/** An option in full: its letter and mark stand before its first words. */
function choiceMarkdown(choice: Choice): string {
  const mark = choice.mark === null ? '' : ` ${SIGNS[choice.mark]} ${choice.said ?? ''}`.trimEnd();
  const label = bold(`${choice.letter}${mark}`);
  const [first, ...more] = choice.text;
  const opening: Paragraph =
    first?.kind === 'paragraph'
      ? { kind: 'paragraph', spans: [label, '  ', ...first.spans] }
      : { kind: 'paragraph', spans: [label] };
  const rest = first === undefined || first.kind === 'paragraph' ? more : [first, ...more];
  return markdown([opening, ...rest]);
}

const STYLES = {
  normal: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const;

function renderButton(button: Button, name: Name): APIButtonComponent {
  const { label, does, weight } = button;
  if (!('url' in does)) {
    const custom_id = name(encodeAction(does));
    return { type: ComponentType.Button, style: STYLES[weight], label, custom_id };
  }
  if (does.url.length <= LONGEST_URL) {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: does.url };
  }
  // Discord cannot open so long an address; the button stays and shows that it was there.
  const custom_id = name('too-long');
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

/** A sentence as a message of its own. */
export function sentenceCard(sentence: string): Card {
  return { gist: sentence, blocks: [{ kind: 'text', text: literal(sentence), tone: 'normal' }] };
}

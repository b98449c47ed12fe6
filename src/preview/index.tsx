import {
  renderMessage as discordMessage,
  fitted as fitDiscord,
} from '../adapters/discord/render/index.ts';
import type { Message as DiscordPayload } from '../adapters/discord/render/index.ts';
import {
  privateMessage,
  renderMessage as slackMessage,
  fitted as fitSlack,
} from '../adapters/slack/render/index.ts';
import type { Message as SlackPayload } from '../adapters/slack/render/index.ts';
import { fitted as fitWeb } from '../adapters/web/render/index.tsx';
import { markup } from '../adapters/web/render/markup.ts';
import { questionScenes, type QuestionScene } from '../app/rounds/question-scenes.ts';
import type { Card, Picture } from '../domain/card.ts';
import type { Deck, Question } from '../domain/deck.ts';
import type { Language } from '../domain/language.ts';
import { wordsIn } from '../i18n/index.ts';
import type { WebMessage } from '../ports/web-chat.ts';
import { DiscordMessage } from './discord-message.tsx';
import type { Look } from './look.tsx';
import { previewRound, sampleSpread, type PreviewTime } from './preview-round.ts';
import { SlackMessage } from './slack-message.tsx';
import { LocalChatMessage } from './web-message.tsx';

export { previewStyle } from './style.ts';
export type { PreviewTime } from './preview-round.ts';

export interface PreviewRequest {
  readonly deck: Deck;
  readonly question: Question;
  /** The channel's language. */
  readonly language: Language;
  readonly time: PreviewTime;
}

/** What a platform's adapter would send, and how its clients show it: an HTML fragment without id, style or script. */
export interface Shown<Payload> {
  readonly payload: Payload;
  readonly html: string;
}

/** A moment of the question's life on every platform. */
export interface ScenePreview extends Omit<QuestionScene, 'card'> {
  readonly slack: Shown<SlackPayload>;
  readonly discord: Shown<DiscordPayload>;
  readonly web: Shown<WebMessage>;
}

/**
 * The life of a deck's question as Slack, Discord and the local chat show it, from the app's own cards and the
 * adapters' own renderers. Options stand in the author's order; the result counts invented answers. The fragments need
 * `previewStyle`, and an element of class `preview` around them.
 */
export function previewQuestion(request: PreviewRequest): readonly ScenePreview[] {
  const words = wordsIn(request.language);
  const round = previewRound(request.deck, request.question, request.time);
  return questionScenes(words, round, sampleSpread(round)).map(({ card, ...scene }) => {
    const look: Look = {
      locale: words.locale,
      ...request.time,
      onlyYou: scene.seenBy === 'member' ? words.previewOnlyYou() : null,
    };
    return {
      ...scene,
      slack: onSlack(card, scene, look),
      discord: onDiscord(card, scene, look),
      web: onWeb(card, scene, { look, language: request.language }),
    };
  });
}

type Scene = Omit<QuestionScene, 'card'>;

function onSlack(card: Card, { seenBy }: Scene, look: Look): Shown<SlackPayload> {
  const shown = fitSlack(card, true);
  const payload =
    seenBy === 'member' ? privateMessage(card) : slackMessage(shown, null, { kind: 'data' });
  const html = markup(<SlackMessage message={payload} look={look} />);
  return { payload, html };
}

function onDiscord(card: Card, { seenBy }: Scene, look: Look): Shown<DiscordPayload> {
  const ephemeral = seenBy === 'member';
  const shown = fitDiscord(card, !ephemeral);
  const pictures = picturesOf(shown);
  const files = new Map(pictures.map(([file, picture]) => [picture, file]));
  const payload = discordMessage(shown, { files, ephemeral });
  const html = markup(
    <DiscordMessage message={payload} gist={shown.gist} look={look} pictures={new Map(pictures)} />,
  );
  return { payload, html };
}

function onWeb(
  card: Card,
  scene: Scene,
  { look, language }: { readonly look: Look; readonly language: Language },
): Shown<WebMessage> {
  const message: WebMessage = {
    id: 'preview',
    author: null,
    onlyFor: scene.seenBy === 'member' ? 'reader' : null,
    quoted: null,
    body: { kind: 'card', card: fitWeb(card) },
    created: 0,
    changed: 0,
    sentAt: look.at,
  };
  return {
    payload: message,
    html: markup(<LocalChatMessage message={message} language={language} />),
  };
}

/** The card's pictures under the names of their files. */
function picturesOf(card: Card): readonly (readonly [string, Picture])[] {
  const pictures = card.blocks.flatMap((block) =>
    block.kind === 'picture' ? [block.picture] : [],
  );
  return pictures.map((picture, place) => [`picture-${place}.png`, picture]);
}

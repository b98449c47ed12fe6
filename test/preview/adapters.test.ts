import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/domain/action.ts';
import type { Card } from '../../src/domain/card.ts';
import type { Deck } from '../../src/domain/deck.ts';
import { messageEvent } from '../../src/adapters/web/render/page.tsx';
import { questionScenes, type QuestionScene } from '../../src/app/rounds/question-scenes.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Painter } from '../../src/ports/system.ts';
import { previewQuestion, type ScenePreview } from '../../src/preview/index.tsx';
import { previewRound, sampleSpread } from '../../src/preview/preview-round.ts';
import { until } from '../adapters/harness.ts';
import * as discord from '../adapters/discord/scene.ts';
import { recordingBot } from '../adapters/recording-bot.ts';
import * as slack from '../adapters/slack/scene.ts';
import { startWeb } from '../adapters/web/start.ts';
import { TUESDAY_NINE } from '../stories/world.ts';

/** Previews are compared with what the adapters send over real sockets, for a question of each shape. */
const TIME = { at: TUESDAY_NINE, zone: 'Europe/Berlin' };
const painter: Painter = { paint: () => Promise.resolve(new Uint8Array([137, 80, 78, 71])) };

const HOSTILE = `deck: odd
title: "*Odd* <signs> & _more_"
rubric: '1. Which one #is it? \`Code\` and *stars*'
sure: true
tips: ['A **tip** with [a link](https://example.com/a_b)']
questions:
  - id: one
    ask: 'Does **\`a < b\`** mean *more* than "<@U012AB>" & "||this||"?'
    context: |
      \`\`\`ts
      const a = \`x\`; // **not bold**
      \`\`\`
    options:
      - text: '@everyone \\<!channel> \\[a](b) & &lt;'
        why: 'Because **_bold_** and *italic* stand here, and a list follows it.'
        key: true
      - text: '- a list? or 2 * 3 * 4'
        why: "1. first\\n2. second with \`code\`, and [its source](https://example.com/x?y=1&z=2)."
    explain: 'An explanation with a \`code span\` and **bold *and italic***.'
`;

function deckOf(source: string, file: string): Deck {
  const { deck, problems } = readDeck(source, file);
  if (deck === null) throw new Error(JSON.stringify(problems));
  return deck;
}

const real = 'decks/api-security.yaml';
const cases = [
  ['a question of a real deck', deckOf(readFileSync(real, 'utf8'), real)],
  ['a question of signs', deckOf(HOSTILE, 'odd.yaml')],
] as const;

interface Compared {
  readonly card: Card;
  readonly scene: QuestionScene;
  readonly preview: ScenePreview;
}

/** The cards of the app beside the previews of the same moments. */
function scenesOf(deck: Deck): readonly Compared[] {
  const [question] = deck.questions;
  if (question === undefined) throw new Error('a deck without a question');
  const round = previewRound(deck, question, TIME);
  const scenes = questionScenes(wordsIn('de'), round, sampleSpread(round));
  const previews = previewQuestion({ deck, question, language: 'de', time: TIME });
  expect(previews.map(({ kind }) => kind)).toEqual(scenes.map(({ kind }) => kind));
  return scenes.flatMap((scene, place) => {
    const preview = previews[place];
    return preview === undefined ? [] : [{ card: scene.card, scene, preview }];
  });
}

/** A message's data without what tells one post from another. */
function anonymous(value: unknown): unknown {
  const ids = new Set(['block_id', 'id']);
  const told = JSON.stringify(value, (key, inner: unknown) => (ids.has(key) ? undefined : inner));
  // Names of uploaded files.
  return JSON.parse(told.replaceAll(/attachment:\/\/[^"]+/g, 'attachment://file'));
}

const PRESS = encodeAction({ kind: 'tips', round: 'round-one' });

describe.each(cases)('%s', (_what, deck) => {
  it('is previewed as Slack gets it', async () => {
    const world = await slack.scene('http', { painter });
    const question = await slack.posted(world);
    for (const { card, scene, preview } of scenesOf(deck)) {
      if (scene.seenBy === 'member') {
        world.bot.answerWith(() => ({ kind: 'card', card }));
        const before = world.standIn.state.messages.length;
        await world.standIn.press('U0BO', question, PRESS);
        await until(() => world.standIn.state.messages.length > before, 'the reply is there');
      } else await world.chat.post(slack.PLACE, card, `scene:${scene.kind}`, slack.ALONE);
      const sent = world.standIn.state.messages.at(-1);
      expect([scene.kind, sent?.text, anonymous(sent?.blocks)]).toEqual([
        scene.kind,
        preview.slack.payload.text,
        anonymous(preview.slack.payload.blocks),
      ]);
    }
  });

  it('is previewed as Discord gets it', async () => {
    const world = await discord.scene({ painter });
    const question = await discord.posted(world);
    for (const { card, scene, preview } of scenesOf(deck)) {
      if (scene.seenBy === 'member') {
        world.bot.answerWith(() => ({ kind: 'card', card }));
        const before = world.standIn.state.messages.length;
        await world.standIn.press(discord.BO, question, PRESS);
        await until(() => world.standIn.state.messages.length > before, 'the reply is there');
      } else await world.chat.post(discord.PLACE, card, `scene:${scene.kind}`, discord.ALONE);
      const sent = world.standIn.state.messages.at(-1);
      expect([scene.kind, anonymous(sent?.components)]).toEqual([
        scene.kind,
        anonymous(preview.discord.payload.components),
      ]);
    }
  });

  it('is previewed as the local chat draws it', async () => {
    const { chat, state } = await startWeb(recordingBot());
    await state.join({ id: 'reader', name: 'Reader', token: 'reader' }, TIME.at);
    const place = { platform: 'web', workspace: 'web:local', channel: 'team-quiz' } as const;
    for (const { card, scene, preview } of scenesOf(deck)) {
      if (scene.seenBy === 'member') await chat.tell(place, 'reader', card);
      else await chat.post(place, card, `scene:${scene.kind}`, { replyTo: null });
      const sent = (await state.latest(Number.MAX_SAFE_INTEGER, 'reader', 1))[0];
      if (sent === undefined) throw new Error('the message is not there');
      expect([scene.kind, { ...preview.web.payload, ...unlike }]).toEqual([
        scene.kind,
        { ...sent, ...unlike },
      ]);
      const drawn = messageEvent({ ...sent, sentAt: TIME.at }, false, 'de');
      expect(alive(preview.web.html)).toBe(alive(drawn));
    }
    await chat.stop();
  });
});

it('compares a scene with a picture', () => {
  const deck = cases[0][1];
  expect(JSON.stringify(scenesOf(deck).at(-1)?.preview.discord.payload)).toContain('attachment://');
});

const unlike = { id: '', created: 0, changed: 0, sentAt: 0, onlyFor: '' };

/** The local chat's HTML without what makes it live: ids and what is sent when something is pressed. */
function alive(html: string): string {
  return html
    .replaceAll(/ (?:id|href|hx-[\w-]+|data-code|tabindex)="(?!http)[^"]*"/g, '')
    .replaceAll(' disabled=""', '')
    .replace(/^<div class="preview-web">(.*)<\/div>$/s, '$1');
}

/**
 * What a team would write instead of Deckhand, as plain JavaScript, so that no loader's extras are measured: a discord.js
 * client with better-sqlite3 that records each click once, keeps three boards and answers with reasons of our size.
 * `contender.js plain|tuned PORT TOKEN FILE`. `plain` follows the guide of discord.js; `tuned` keeps no caches, as its options
 * allow, and lets no request wait for another one's limit. Sends `ready` to the parent and ends with it.
 */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';
import { answerOf, openRecord } from '../contender-record.js';
import { leanCache } from './lean-cache.js';

const [form, port, token, file] = process.argv.slice(2);
const record = openRecord(file);
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: `http://127.0.0.1:${port}/api`, ...(form === 'tuned' ? { retries: 0 } : {}) },
  allowedMentions: { parse: [] },
  ...(form === 'tuned' ? { makeCache: leanCache } : {}),
});

/** Plain JSON where tuned, the builders of the guide where not. */
function replyOf(recorded) {
  const { title, paragraphs, buttons } = answerOf(recorded);
  const content = [`## ${title}`, ...paragraphs].join('\n\n');
  const button = (label, index) => ({ type: 2, style: 2, label, custom_id: `more:${index}` });
  const built = (label, index) =>
    new ButtonBuilder()
      .setCustomId(`more:${index}`)
      .setLabel(label)
      .setStyle(ButtonStyle.Secondary);
  const row =
    form === 'tuned'
      ? { type: 1, components: buttons.map(button) }
      : new ActionRowBuilder().addComponents(buttons.map(built));
  return { content, components: [row], flags: MessageFlags.Ephemeral };
}

client.on('interactionCreate', (interaction) => {
  if (!interaction.isButton()) return;
  const option = Number(interaction.customId.split('.').at(-1));
  void interaction.reply(replyOf(record('round', interaction.user.id, option)));
});
client.once('clientReady', () => process.send('ready'));
process.once('disconnect', () => process.exit(0));
await client.login(token);

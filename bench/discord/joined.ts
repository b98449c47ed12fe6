/** A bot that is joined by servers: `joined.ts <deckhand|client> <port>`; says `ready`, answers `memory`. */
import { Client, GatewayIntentBits, MessageFlags } from 'discord.js';
import { createDiscord } from '../../src/adapters/discord/index.ts';
import type { Card } from '../../src/domain/card.ts';
import { bold, list, text } from '../../src/domain/text.ts';
import { systemRandom } from '../../src/system/random.ts';
import { systemClock } from '../../src/system/clock.ts';
import { openLog } from '../../src/system/log.ts';
import { openMetrics } from '../../src/system/metrics.ts';
import { leanCache } from './lean-cache.js';
import { TOKEN } from './token.ts';
import type { Bot } from '../../src/ports/bot.ts';

const WHY =
  'It names the flow, but leaves open how the code is bound to the client that asked for it. ';

/** A reply of the usual size: verdict, reasons, points, standing, buttons. */
const REPLY: Card = {
  gist: 'Right: B is the strongest',
  blocks: [
    { kind: 'heading', text: '✓ Right: B is the strongest' },
    { kind: 'text', text: text(bold('Why B is strongest: '), WHY, WHY), tone: 'normal' },
    { kind: 'text', text: list([[WHY], [WHY], [WHY]]), tone: 'normal' },
    { kind: 'text', text: text('+10 points, streak 4 days, 2nd this week'), tone: 'quiet' },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Leaderboard', does: { kind: 'run', line: 'leaderboard' }, weight: 'normal' },
        { label: 'Practise', does: { kind: 'run', line: 'practice' }, weight: 'normal' },
      ],
    },
  ],
};

/** A bot that has its answer ready: what is left is the adapter's own cost. */
const instantBot: Bot = {
  commands: [
    { name: 'help', help: { en: 'What I can do', de: 'What I can do' }, who: 'all', arguments: [] },
  ],
  handle: () => Promise.resolve({ kind: 'card', card: REPLY }),
  accept: () => Promise.resolve(() => Promise.resolve({ kind: 'card', card: REPLY })),
  complete: () => Promise.resolve([]),
  onWorkspaceEvent: () => Promise.resolve(),
};

async function startDeckhand(apiUrl: string): Promise<void> {
  await createDiscord({
    token: TOKEN,
    apiUrl,
    devGuild: null,
    shards: null,
    clock: systemClock(),
    random: systemRandom(),
    log: openLog({ level: 'error', format: 'json' }),
    metrics: openMetrics(),
    painter: { paint: () => Promise.resolve(null) },
    onFatal: () => process.exit(1),
  }).start(instantBot);
}

/** discord.js as lean as its documented options make it, with an answer of one word. */
async function startClient(apiUrl: string): Promise<void> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl, retries: 0 },
    allowedMentions: { parse: [] },
    makeCache: leanCache,
  });
  client.on('interactionCreate', (interaction) => {
    if (!interaction.isButton()) return;
    void interaction.reply({ content: 'Right', flags: MessageFlags.Ephemeral });
  });
  await client.login(TOKEN);
}

const [role, port] = process.argv.slice(2);
const apiUrl = `http://127.0.0.1:${port}/api`;
/** What is left when nothing more can be collected. */
async function leanHeap(): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    least = Math.min(least, process.memoryUsage().heapUsed);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return least;
}

process.on('message', () => {
  void leanHeap().then((heap) => process.send?.({ heap }));
});
process.once('disconnect', () => process.exit(0));
await (role === 'client' ? startClient(apiUrl) : startDeckhand(apiUrl));
process.send?.({ ready: true });

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededChance } from '../stories/clock.ts';
import { startProcess } from '../deckhand.ts';
import type { DeckhandProcess } from '../deckhand.ts';
import type { PostgresServer } from '../postgres/server.ts';
import { killFile, killPostgres, type KillDatabase } from './database.ts';
import { Memory } from './memory.ts';
import { discordSide, slackSide } from './side.ts';
import type { Side } from './side.ts';

/** Enough that nobody presses so often that the bot asks for patience. */
const MEMBERS = 60;
/** A request that was on its way in a kill is looked for only when its lease of 90 seconds is over. */
const DRAIN_MS = 200_000;
const LONGEST_LIFE_MS = 900;
/** A process on Postgres connects to the platforms later. */
const LONGEST_LIFE_ON_POSTGRES_MS = 2_500;
/** A channel rests until what was on its way in a kill is cleared up; the others go on. */
const CHANNELS = 12;

export interface Outcome {
  /** Answers that a platform had been told are in. */
  readonly acknowledged: number;
  readonly posted: number;
  /** What must never happen and did, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Starts the real program on real files against both stand-ins, lets a team use it, kills it at any moment, and again.
 * Then lets it finish what it had begun and compares what people were told with what is kept.
 * @param kills how often
 * @param seed decides who does what and when it dies; the operating system decides the rest
 * @param server of the database; null: a file
 */
export async function killLoop(
  kills: number,
  seed: number,
  say: (line: string) => void,
  server: PostgresServer | null = null,
): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-kills-'));
  const sides = [await slackSide(MEMBERS, CHANNELS), await discordSide(MEMBERS, CHANNELS)] as const;
  const database = server === null ? killFile(folder) : await killPostgres(server);
  const settings = { ...database.settings, ...sides[0].environment, ...sides[1].environment };
  const longestLife = server === null ? LONGEST_LIFE_MS : LONGEST_LIFE_ON_POSTGRES_MS;
  const memory = new Memory();
  const random = seededChance(seed);
  const chance = (below: number): number => random.below(below);
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const began = Date.now();
      const life = await startProcess('built', folder, settings);
      // On a busy machine a start takes long, and so does all that a life is to see.
      const longest = Math.max(longestLife, Date.now() - began);
      const busy = sides.map((side) => use(side, life, memory, chance));
      await sleep(chance(longest));
      await life.kill();
      await Promise.all(busy);
      await database.endLeases();
      say(`kill ${kill}: ${memory.acknowledged} answers acknowledged`);
    }
    const last = await startProcess('built', folder, settings);
    await settled(database);
    const code = await last.stop();
    const problems = [
      ...(code === 0 ? [] : [`the last process ended with ${code}: ${last.output()}`]),
      ...(await database.verify()),
      ...(await memory.compare(database, sides)),
      ...sides.flatMap((side) => side.unlawful()),
    ];
    const posted = sides.reduce((sum, side) => sum + side.shown().length, 0);
    return { acknowledged: memory.acknowledged, posted, problems };
  } finally {
    for (const side of sides) await side.close();
    await rm(folder, { recursive: true });
  }
}

/** What a team does while the process lives: asks, answers, closes. */
async function use(
  side: Side,
  life: DeckhandProcess,
  memory: Memory,
  chance: (below: number) => number,
): Promise<void> {
  while (life.alive()) {
    const open = side.shown().filter(({ codes }) => codes.length > 0);
    const turn = chance(100);
    const channel = chance(CHANNELS);
    const quiet = open.every((question) => question.channel !== channel);
    if (quiet ? turn < 20 : turn < 2) side.command('ask', channel);
    else if (turn < 5) side.command('question close', channel);
    else {
      const question = open[chance(open.length)];
      const code = question?.codes[chance(question.codes.length)];
      const member = chance(MEMBERS);
      if (question !== undefined && code !== undefined)
        void memory.press(side, question, member, code);
    }
    await sleep(chance(30));
  }
}

/** Waits until the program has sent what it had begun. */
export async function settled(database: KillDatabase): Promise<void> {
  const began = Date.now();
  while ((await openPosts(database)) > 0 && Date.now() - began < DRAIN_MS) await sleep(250);
}

/** Posts and edits that are not settled. */
async function openPosts(database: KillDatabase): Promise<number> {
  const [row] = await database.rows<{ open: number }>(
    "SELECT count(*) AS open FROM posts WHERE state IN ('pending', 'sending')",
  );
  return row?.open ?? 0;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

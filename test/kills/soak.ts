// npm run soak -- --minutes 30 [--postgres] [--seed 7]   run `npm run build` first
// 100 clicks a second on the built program, 20 faults a second around it, and a kill every ten seconds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openProgress } from '../../src/cli/progress.ts';
import { startProcess, type DeckhandProcess } from '../deckhand.ts';
import { startPostgres } from '../postgres/server.ts';
import { seededChance } from '../stories/clock.ts';
import { killFile, killPostgres, type KillDatabase } from './database.ts';
import { settled, sleep } from './loop.ts';
import { Memory, wrongPosts } from './memory.ts';
import { ProcessorWatch } from './processor.ts';
import { discordSide, slackSide, type Shown, type Side } from './side.ts';
import type { Trouble } from './trouble.ts';
import { Waits } from './waits.ts';

const CLICKS_A_SECOND = 100;
const FAULTS_A_SECOND = 20;
const KILL_EVERY_MS = 10_000;
/** On each platform: nobody presses so often that the bot asks for patience, and many wait for a lost reply. */
const MEMBERS = 1_000;
const CHANNELS = 40;
/** Clicks and faults come in portions. */
const TURN_MS = 20;
/** A question is asked, and one closed, on each platform every so often. */
const ASK_EVERY_MS = 1_500;
/** A member who has read nothing for this long does not know what became of a press, and presses no more for a while. */
const PATIENCE_MS = 15_000;
const REST_MS = 15_000;
/** Open questions on each platform; with more one is closed. */
const OPEN = 20;
/** Longer than a member waits: what they press meanwhile is not saved. About once in a quarter of an hour. */
const LONG_HOLD_MS = 2_600;
const LONG_ONE_IN = 2_160;
/** From here on clicks are counted as troubled. */
const FELT_MS = 100;
/** A machine that lets the program or the soak wait for so much of a turn is a busy one. */
const BUSY_MS = 20;
/** What a member reads whose answer is in. */
const VERDICT = /✓ Right|≈ Close|✗ Not quite|⚠ Dangerous/;

/** Members of one platform, who press one thing at a time and read what comes of it. */
class Crowd {
  private readonly waiting = new Map<string, (text: string | null) => void>();
  private readonly seen = new Set<string>();
  private readonly restsUntil = new Map<number, number>();
  private open: readonly Shown[] = [];
  clicks = 0;

  constructor(
    readonly side: Side,
    private readonly memory: Memory,
    private readonly waits: Waits,
  ) {}

  /** Looks at the channels, and lets members read. */
  look(): void {
    for (const { id, member, text } of this.side.told()) {
      if (this.seen.has(id)) continue;
      this.seen.add(id);
      this.waiting.get(member)?.(text());
    }
  }

  refresh(): void {
    this.side.tidy();
    const kept = new Set(this.side.told().map(({ id }) => id));
    for (const id of this.seen) if (!kept.has(id)) this.seen.delete(id);
    this.open = this.side.shown().filter(({ codes }) => codes.length > 0);
  }

  /** Asks somewhere, and closes what has long been open. */
  manage(chance: (below: number) => number): void {
    this.side.command('ask', chance(CHANNELS));
    const [oldest] = this.open;
    if (oldest !== undefined && this.open.length > OPEN)
      this.side.command('question close', oldest.channel);
  }

  /** Somebody who is free presses something that is open. */
  click(chance: (below: number) => number): void {
    const question = this.open[chance(this.open.length)];
    const code = question?.codes[chance(question.codes.length)];
    let member = chance(MEMBERS);
    for (let tries = 0; tries < 20 && !this.isFree(member); tries += 1) member = chance(MEMBERS);
    if (question === undefined || code === undefined || !this.isFree(member)) return;
    this.clicks += 1;
    const press = (who: number, what: string): Promise<boolean> =>
      this.pressAndRead(question, who, what);
    void this.memory.press(this.side, { ...question, press }, member, code);
  }

  private isFree(member: number): boolean {
    const rests = (this.restsUntil.get(member) ?? 0) > Date.now();
    return !rests && !this.waiting.has(this.side.memberId(member));
  }

  /** True if the member read a verdict. */
  private async pressAndRead(question: Shown, member: number, code: string): Promise<boolean> {
    const id = this.side.memberId(member);
    const began = performance.now();
    const read = new Promise<string | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), PATIENCE_MS);
      this.waiting.set(id, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
    });
    const pressed = await question.press(member, code).catch(() => false);
    if (pressed) this.waits.add(this.side.platform, began);
    const text = await read;
    this.waiting.delete(id);
    // What comes late must not be taken for the answer to the next press.
    if (text === null) this.restsUntil.set(member, Date.now() + REST_MS);
    return text !== null && VERDICT.test(text);
  }
}

interface Scene {
  readonly database: KillDatabase;
  readonly crowds: readonly Crowd[];
  readonly trouble: Trouble;
  readonly chance: (below: number) => number;
  readonly life: () => DeckhandProcess;
}

/** One fault somewhere; true if it was planted. */
function plant({ database, crowds, trouble, chance, life }: Scene): boolean {
  const kind = chance(100);
  const side = crowds[chance(crowds.length)]?.side;
  if (!life().alive() || side === undefined) return false;
  if (kind < 80) return side.plant(chance(1_000));
  if (kind < 81)
    void side.drop().then(trouble.begin(`a cut of ${side.platform}'s connection`, side.platform));
  else if (kind < 88) void database.breakConnection().catch(() => undefined);
  else {
    const ms = chance(LONG_ONE_IN) === 0 ? LONG_HOLD_MS : 20 + chance(60);
    const end = ms < FELT_MS ? undefined : trouble.begin('a held database');
    void database
      .hold(ms)
      .catch(() => undefined)
      .finally(end);
  }
  return true;
}

/** Clicks, faults and questions, until the time is over. @returns how many faults there were */
async function disturb(scene: Scene, until: number, show: (what: string) => void): Promise<number> {
  const { crowds, chance, life, trouble } = scene;
  const processor = new ProcessorWatch();
  let faults = 0;
  let owedClicks = 0;
  let owedFaults = 0;
  let nextAsk = 0;
  let last = Date.now();
  for (let now = last; now < until; now = Date.now()) {
    const seconds = Math.min(1, (now - last) / 1_000);
    last = now;
    if (life().alive()) {
      owedClicks += seconds * CLICKS_A_SECOND;
      owedFaults += seconds * FAULTS_A_SECOND;
    }
    for (const crowd of crowds) crowd.look();
    for (; owedClicks >= 1; owedClicks -= 1) crowds[chance(crowds.length)]?.click(chance);
    // What waits to go wrong already is not counted again.
    for (; owedFaults >= 1; owedFaults -= 1) {
      for (let tries = 0; tries < 10; tries += 1)
        if (plant(scene)) {
          faults += 1;
          break;
        }
    }
    if (now >= nextAsk && life().alive()) {
      nextAsk = now + ASK_EVERY_MS;
      for (const crowd of crowds) {
        crowd.refresh();
        crowd.manage(chance);
      }
      const left = Math.ceil((until - now) / 1_000);
      show(`${crowds.reduce((sum, { clicks }) => sum + clicks, 0)} clicks, ${left} s left`);
    }
    await sleep(TURN_MS);
    const waited = processor.look([process.pid, life().id]);
    if (waited >= BUSY_MS) trouble.ended('a busy machine', Date.now() - now + waited);
  }
  return faults;
}

interface Lives {
  readonly kills: number;
  /** What processes said that ended before they were killed. */
  readonly fell: readonly string[];
}

/** Kills the program again and again until the time is over. */
async function live(scene: Scene, until: number, restart: () => Promise<void>): Promise<Lives> {
  const fell: string[] = [];
  let kills = 0;
  for (; until - Date.now() > KILL_EVERY_MS; kills += 1) {
    await sleep(KILL_EVERY_MS);
    const life = scene.life();
    const end = scene.trouble.begin('a kill');
    if (!life.alive()) fell.push(`a process ended by itself: ${life.output().slice(-2_000)}`);
    await life.kill();
    await scene.database.endLeases();
    await restart();
    end();
  }
  return { kills, fell };
}

interface Found {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly others: readonly string[];
}

/** Compares what people were told with what is kept, once the program has ended. */
async function judge({ database, crowds, life }: Scene, memory: Memory): Promise<Found> {
  for (const crowd of crowds) crowd.look();
  const code = await life().stop();
  const sides = crowds.map(({ side }) => side);
  const posts = await wrongPosts(database, sides);
  const isTwice = (problem: string): boolean => / are one message|posted twice/.test(problem);
  return {
    lost: await memory.lost(database),
    twice: posts.filter(isTwice),
    others: [
      ...posts.filter((problem) => !isTwice(problem)),
      ...(code === 0 ? [] : [`the last process ended with ${code}: ${life().output()}`]),
      ...(await database.verify()),
      ...sides.flatMap((side) => side.unlawful()),
    ],
  };
}

async function soak(minutes: number, seed: number, isOnPostgres: boolean): Promise<void> {
  const server = isOnPostgres ? await startPostgres() : null;
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-soak-'));
  const database = server === null ? killFile(folder) : await killPostgres(server);
  const sides = [await slackSide(MEMBERS, CHANNELS), await discordSide(MEMBERS, CHANNELS)] as const;
  const settings = { ...database.settings, ...sides[0].environment, ...sides[1].environment };
  const memory = new Memory();
  const waits = new Waits();
  const random = seededChance(seed);
  const progress = openProgress();
  let life = await startProcess('built', folder, settings);
  process.once('SIGINT', () => void life.kill().then(() => process.exit(130)));
  const scene: Scene = {
    database,
    crowds: sides.map((side) => new Crowd(side, memory, waits)),
    trouble: waits.trouble,
    chance: (below) => (below > 0 ? random.below(below) : 0),
    life: () => life,
  };
  try {
    const until = Date.now() + minutes * 60_000;
    const busy = disturb(scene, until, (what) => progress.show(what));
    const { kills, fell } = await live(scene, until, async () => {
      life = await startProcess('built', folder, settings);
    });
    const faults = await busy;
    progress.show('sending what is left');
    await settled(database);
    const { lost, twice, others: found } = await judge(scene, memory);
    const others = [...fell, ...found];
    const slow = waits.problems();
    progress.end();
    const clicks = scene.crowds.reduce((sum, crowd) => sum + crowd.clicks, 0);
    const posted = sides.reduce((sum, side) => sum + side.shown().length, 0);
    const lines = [
      ...[...lost, ...twice, ...others, ...slow].map((problem) => `BROKEN ${problem}`),
      `${minutes} minutes on ${isOnPostgres ? 'Postgres' : 'a file'}: ${clicks} clicks, ${memory.acknowledged} answers confirmed, ${posted} messages posted, ${faults} faults, ${kills} kills`,
      `lost ${lost.length}, twice ${twice.length}, other problems ${others.length}`,
      ...waits.told(),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = lost.length + twice.length + others.length + slow.length === 0 ? 0 : 1;
  } finally {
    progress.end();
    await life.kill();
    for (const side of sides) await side.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
await soak(Number(values.minutes), Number(values.seed), values.postgres);

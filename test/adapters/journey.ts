import { importer, workshop } from '../stories/workshop.ts';
import { expect } from 'vitest';
import type { App } from '../../src/app/context.ts';
import { makeBot } from '../../src/app/bot/bot.ts';
import { COMMANDS } from '../../src/app/bot/commands.ts';
import { RoundCounters } from '../../src/app/rounds/answer-counter.ts';
import { Worker } from '../../src/app/worker.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Store } from '../../src/ports/store.ts';
import { systemClock } from '../../src/system/clock.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { seededChance } from '../stories/clock.ts';
import { deckOf, decksOf, question } from '../stories/decks.ts';
import { memoryStore } from '../memory-store.ts';
import { noMetrics, recordingLog, type LogLine } from '../stories/world.ts';
import type { Harness, Member, Seen } from './contract.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Platform } from '../../src/ports/identity.ts';

const decks = decksOf(
  deckOf(
    'colours',
    ['oauth', 'jwt', 'bola'].map((name) => question(name)),
  ),
  // More than the dates of four weeks.
  deckOf(
    'shapes',
    Array.from({ length: 40 }, (_, place) => question(`shape${place}`)),
  ),
);

/** The real app behind a platform, with a clock that can be put forward. */
export interface JourneySteps {
  /** Time passes, and the worker looks in. */
  readonly later: (ms: number) => Promise<void>;
  /** The newest private message of a member that holds those words. */
  readonly reads: (member: Member, words: string) => Promise<Seen>;
  /** Presses the button of that name on the newest private message that has one. */
  readonly presses: (member: Member, button: string) => Promise<void>;
  /** Chooses the option that holds that word in the newest message that offers it. */
  readonly chooses: (member: Member, word: string) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly store: Store;
  readonly app: App;
  readonly bot: Bot;
}

/** A platform, the app behind it, and what members do there. */
export type Journey<H extends Harness = Harness> = H & JourneySteps;

/** @param parts what a test has otherwise than the app has it by itself */
export async function begin<H extends Harness>(
  makeHarness: (bot: Bot) => Promise<H>,
  parts: Partial<Pick<App, 'studioOrigin'>> = {},
): Promise<Journey<H>> {
  const store = await memoryStore();
  const log: LogLine[] = [];
  const counters = new RoundCounters();
  const chats = new Map<Platform, Chat>();
  const real = systemClock();
  let ahead = 0;
  const clock = { ...real, now: () => real.now() + ahead };
  const app: App = {
    store,
    decks,
    workshop,
    importer,
    studioOrigin: () => null,
    clock,
    random: seededChance(7),
    log: recordingLog(log),
    metrics: noMetrics,
    chats,
    words: (language) => wordsIn(language),
    defaults: { zone: 'UTC', language: 'en', reviewsADay: 10, answersKeptDays: null },
    wake: () => {},
    wantReport: () => {},
    counters,
    ...parts,
  };
  const bot = makeBot(app);
  const harness = await makeHarness({ ...bot, commands: COMMANDS });
  chats.set(harness.chat.platform, harness.chat);
  const worker = new Worker({ app, counters, owner: 'this-process', leaseNames: new Map() });
  /** Nobody is told to slow down: a test is quicker than a person. */
  const breathe = (): void => {
    ahead += 2_000;
  };
  const newest = async (member: Member, fits: (seen: Seen) => boolean): Promise<Seen> => {
    let found: Seen | undefined;
    await eventually(async () => {
      found = (await harness.sees(member)).findLast(fits);
      return found === undefined ? '' : 'there';
    }, 'there');
    if (found === undefined) throw new Error('it was there');
    return found;
  };
  const press = async (
    member: Member,
    seen: Seen,
    fits: (name: string) => boolean,
  ): Promise<void> => {
    breathe();
    const code = seen.buttons.find((button) => fits(button.name))?.code ?? '';
    await harness.pressAs(member, seen.message, code);
  };
  return {
    ...harness,
    store,
    app,
    bot,
    async lineAs(member, line) {
      breathe();
      await harness.lineAs(member, line);
    },
    async later(ms) {
      ahead += ms;
      await worker.tick();
    },
    reads: (member, words) => newest(member, ({ text }) => text.includes(words)),
    async presses(member, button) {
      const has = (name: string): boolean => name.includes(button);
      const seen = await newest(
        member,
        (one) => one.private && one.buttons.some(({ name }) => has(name)),
      );
      await press(member, seen, has);
    },
    async chooses(member, word) {
      const option = new RegExp(`\\b([A-D])\\b[^A-D]{0,12}The ${word} way`);
      const has = ({ text, buttons }: Seen): boolean =>
        buttons.some(({ name }) => option.test(name)) ||
        (option.test(text) && buttons.some(({ name }) => /^A\b/.test(name)));
      const seen = await newest(member, has);
      const letter = [...seen.buttons.map(({ name }) => name), seen.text]
        .map((text) => option.exec(text)?.[1])
        .find((found) => found !== undefined);
      await press(member, seen, (button) => button.startsWith(letter ?? '?'));
    },
    async stop() {
      await worker.stop();
      await harness.close();
      expect(log.filter(({ level }) => level === 'error')).toEqual([]);
      expect(await store.verify()).toEqual([]);
      await store.close();
    },
  };
}

/** Waits until what is read holds those words. */
export async function eventually(read: () => Promise<string>, words: string): Promise<void> {
  let last = '';
  for (let attempt = 0; attempt < 300; attempt += 1) {
    last = await read();
    if (last.includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited 3 s in vain for “${words}”, last: ${last}`);
}

import { dayName } from '../../i18n/dates.ts';
import { isSkipped, nextOccurrences, type Schedule } from '../../domain/schedule.ts';
import { channelRun } from '../../domain/text.ts';
import { languageOf } from '../../domain/language.ts';
import type { Words } from '../../i18n/index.ts';
import type { Work } from '../context.ts';
import { candidatesOf, type Pool } from '../rounds/next-question.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { channelNotice } from '../shared/notice-card.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { hearerOf, queueManagerNotice } from '../shared/notices.ts';

/** A manager is warned at this many unseen questions of a pool, or fewer. */
const WARN_AT_POSTS = 5;

/** The decks of a schedule. One that names none takes those in the channel's language, or all where none is in it. */
export function poolOf(
  decks: DeckShelf,
  schedule: Pick<Schedule, 'decks'>,
  language: string | null,
): Pool {
  if (schedule.decks.length === 0) {
    const all = decks.all();
    const spoken = all.filter((deck) => languageOf(deck.language) === languageOf(language));
    return (spoken.length > 0 ? spoken : all).map((deck) => ({ deck, weight: 1 }));
  }
  return schedule.decks.flatMap(({ deck: id, weight }) => {
    const deck = decks.find(id);
    return deck === null ? [] : [{ deck, weight }];
  });
}

/**
 * Warns the manager once that unseen questions run out, with the date of the last one, and again at the last one. A
 * pool with another number of questions is warned of anew.
 */
export async function warnRunsOut(
  work: Work,
  schedule: Schedule,
  { pool, unseen }: { readonly pool: Pool; readonly unseen: number },
): Promise<void> {
  if (unseen > WARN_AT_POSTS) return;
  const { channel, createdBy } = schedule;
  const member = await hearerOf(work, createdBy);
  const decks = titlesOf(pool);
  const at = unseen === 0 ? null : await lastUnseenAt(work, schedule, unseen);
  const sentenceIn = (words: Words): string =>
    at === null
      ? words.noticeRanOut({ decks })
      : words.noticeRunsOut({ decks, count: unseen, day: dayName(at.day, words.locale) });
  // One warning for all schedules of a channel with the same pool; retired or removed questions change nothing.
  const ids = pool.map(({ deck }) => deck.id).toSorted();
  const ever = (await work.tx.rounds.askedIn(channel)).filter(({ deck }) => ids.includes(deck));
  const of = ever.length + unseen;
  const step = at === null ? 'last' : 'soon';
  await queueManagerNotice(work, {
    kind: 'runs-out',
    about: `${channel}:${member}:${ids.join(',')}:${of}:${step}`,
    channel,
    member,
    cardIn: (words) => channelNotice(channelRun(channel), sentenceIn(words)),
  });
}

/** How long a schedule has new questions. */
export interface Supply {
  /** Titles of its decks. */
  readonly decks: string;
  /** Local date of the last new question; null if all were asked. */
  readonly day: string | null;
}

export async function supplyOf(work: Work, schedule: Schedule, pool: Pool): Promise<Supply> {
  const unseen = await unseenIn(work, schedule.channel, pool);
  const last = unseen === 0 ? null : await lastUnseenAt(work, schedule, unseen);
  return { decks: titlesOf(pool), day: last?.day ?? null };
}

function titlesOf(pool: Pool): string {
  return pool.map(({ deck }) => deck.title).join(', ');
}

async function unseenIn(work: Work, channel: string, pool: Pool): Promise<number> {
  const candidates = await candidatesOf(work, channel, pool, await CorrectedQuestions.load(work));
  return candidates.filter(({ lastAskedAt }) => lastAskedAt === null).length;
}

/** The post that takes the last unseen question, over all daily schedules of this channel. */
async function lastUnseenAt(
  work: Work,
  schedule: Schedule,
  unseen: number,
): Promise<{ readonly at: number; readonly day: string } | null> {
  const { tx, now } = work;
  const decks = await workspaceDecks(work);
  const language = (await tx.channels.channel(schedule.channel))?.language ?? null;
  const mine = new Set(poolOf(decks, schedule, language).map(({ deck }) => deck.id));
  const dates: { readonly at: number; readonly day: string }[] = [];
  for (const one of await tx.schedules.list()) {
    if (one.kind !== 'daily' || one.channel !== schedule.channel || one.pausedAt !== null) continue;
    if (!poolOf(decks, one, language).some(({ deck }) => mine.has(deck.id))) continue;
    const skips = await tx.schedules.skips(one.id);
    dates.push(...nextOccurrences(one, now, unseen, (day) => isSkipped(skips, day)));
  }
  return dates.toSorted((a, b) => a.at - b.at)[unseen - 1] ?? null;
}

/** How long a deck lasts where a schedule asks from it. */
export interface DeckSupply {
  readonly channel: string;
  /** The post that takes the last unseen question of the schedule's decks, epoch ms; null if all were asked. */
  readonly lastsUntil: number | null;
}

/** For each active daily schedule that asks from a deck, how long its unseen questions last. */
export async function deckSupply(work: Work, deck: string): Promise<readonly DeckSupply[]> {
  const { tx } = work;
  const decks = await workspaceDecks(work);
  const supply: DeckSupply[] = [];
  for (const schedule of await tx.schedules.list()) {
    if (schedule.kind !== 'daily' || schedule.pausedAt !== null) continue;
    const { channel } = schedule;
    const language = (await tx.channels.channel(channel))?.language ?? null;
    const pool = poolOf(decks, schedule, language);
    if (!pool.some((one) => one.deck.id === deck)) continue;
    const unseen = await unseenIn(work, channel, pool);
    const last = unseen === 0 ? null : await lastUnseenAt(work, schedule, unseen);
    // More than two years: too far away to say.
    if (unseen > 0 && last === null) continue;
    supply.push({ channel, lastsUntil: last?.at ?? null });
  }
  return supply;
}

import type { Deck, Question } from '../../domain/deck.ts';
import { nameOf } from '../../domain/deck.ts';
import { pick, type Candidate } from '../../domain/question-picker.ts';
import type { SwapChoice } from '../../domain/question-swap.ts';
import { isSkipped, nextOccurrences, type Schedule } from '../../domain/schedule.ts';
import { drawFor } from '../../domain/slot-draw.ts';
import type { Work } from '../context.ts';
import { candidatesOf } from '../rounds/next-question.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { poolOf } from './deck-supply.ts';

/** How far the calendar looks ahead. */
const AHEAD_MS = 28 * 24 * 3_600_000;
const MOST_DATES = 28;

/** A date of a daily schedule with the question that will be asked. */
export interface Forecast {
  readonly schedule: Schedule;
  readonly slot: string;
  /** Local date, `2026-11-30`. */
  readonly day: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether a manager leaves this day out. */
  readonly isSkipped: boolean;
  /** Whether a manager chose the question. */
  readonly isPlanned: boolean;
  /** Null if the schedule's decks hold none. */
  readonly next: Askable | null;
  /** What could be asked, `next` among it. */
  readonly choices: readonly Askable[];
}

export interface Askable extends SwapChoice {
  readonly deck: Deck;
  readonly question: Question;
}

/** The seed of a date's draws: the calendar and the post use the same. */
export function slotName({ workspace, id }: Schedule, slot: string): string {
  return `${workspace}/${id}/${slot}`;
}

/**
 * Sets the question of a date in the place of the one that would be asked.
 * @param member the manager who chose it
 */
export async function planQuestion(
  { app, tx, now }: Work,
  { schedule, slot }: Forecast,
  { deck, question }: Askable,
  member: string,
): Promise<void> {
  await tx.schedules.plan(schedule.id, { slot, deck: deck.id, question: question.id });
  const entry = { what: `schedule swap ${slot}`, about: schedule.id };
  await tx.audit.add({ id: app.random.id(), at: now, member, ...entry });
}

/** Lets the schedule choose the question of a date again. False if no manager had chosen one. */
export async function unplanQuestion(
  { app, tx, now }: Work,
  { schedule, slot }: Forecast,
  member: string,
): Promise<boolean> {
  if (!(await tx.schedules.planned(schedule.id)).some((one) => one.slot === slot)) return false;
  await tx.schedules.unplan(schedule.id, slot);
  const entry = { what: `schedule unswap ${slot}`, about: schedule.id };
  await tx.audit.add({ id: app.random.id(), at: now, member, ...entry });
  return true;
}

/**
 * The dates of a channel's daily schedules in the next four weeks, oldest first, with their questions as things stand: a
 * question that is asked by hand, or a change of the decks, moves what follows.
 */
export async function forecast(work: Work, channel: string): Promise<readonly Forecast[]> {
  const { tx } = work;
  const decks = await workspaceDecks(work);
  const questions = await CorrectedQuestions.load(work);
  const language = (await tx.channels.channel(channel))?.language ?? null;
  const dates: DateToFill[] = [];
  for (const schedule of await tx.schedules.list()) {
    if (schedule.kind !== 'daily' || schedule.channel !== channel || schedule.pausedAt !== null)
      continue;
    const pool = poolOf(decks, schedule, language);
    const candidates = await candidatesOf(work, channel, pool, questions);
    const planned = await tx.schedules.planned(schedule.id);
    const skips = await tx.schedules.skips(schedule.id);
    for (const occurrence of nextOccurrences(schedule, work.now, MOST_DATES)) {
      if (occurrence.at > work.now + AHEAD_MS) break;
      dates.push({
        ...occurrence,
        schedule,
        candidates,
        planned: planned.find(({ slot }) => slot === occurrence.slot) ?? null,
        isSkipped: isSkipped(skips, occurrence.day),
      });
    }
  }
  return fill(
    decks,
    dates.toSorted((a, b) => a.at - b.at),
  );
}

interface DateToFill extends Pick<Forecast, 'schedule' | 'slot' | 'day' | 'at' | 'isSkipped'> {
  readonly candidates: readonly Candidate[];
  readonly planned: { readonly deck: string; readonly question: string } | null;
}

/** Picks for each date as the post will, and counts what it takes as asked. */
function fill(decks: DeckShelf, dates: readonly DateToFill[]): readonly Forecast[] {
  const asked = new Map<string, number>();
  return dates.map(({ candidates, planned, ...date }): Forecast => {
    const choices = candidates.flatMap((one) => askable(decks, one) ?? []);
    const choiceOf = ({ deck, question }: Candidate): Askable | null =>
      choices.find((one) => one.deck.id === deck && one.question.id === question) ?? null;
    if (date.isSkipped) return { ...date, isPlanned: false, next: null, choices };
    const now = candidates.map((one) => ({
      ...one,
      lastAskedAt: asked.get(nameOf(one)) ?? one.lastAskedAt,
    }));
    const chosen =
      planned === null ? undefined : now.find((one) => nameOf(one) === nameOf(planned));
    const picked = chosen ?? pick(now, date.at, drawFor(slotName(date.schedule, date.slot)));
    if (picked === null) return { ...date, isPlanned: false, next: null, choices };
    asked.set(nameOf(picked), date.at);
    const next = choiceOf(picked);
    return { ...date, isPlanned: chosen !== undefined, next, choices };
  });
}

function askable(decks: DeckShelf, one: Candidate): Askable | null {
  const deck = decks.find(one.deck);
  const question = deck?.questions.find(({ id }) => id === one.question);
  if (deck === null || question === undefined) return null;
  return { deck, question, lastAskedAt: one.lastAskedAt };
}

import type { Card } from '../../domain/card.ts';
import type { Values } from '../../domain/command-shape.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import { swapFor } from '../../domain/question-swap.ts';
import type { Reply } from '../../domain/reply.ts';
import { dayName } from '../../i18n/dates.ts';
import type { Request, Work } from '../context.ts';
import { notice } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import { forecast, planQuestion, type Askable, type Forecast } from './forecast.ts';
import { nextCard, noNextCard, stemOf } from './next-card.ts';

/** `/quiz next [channels]`: the next questions here or in the named channels, for a manager. */
export async function nextQuestions(request: Request, values: Values): Promise<Reply> {
  const named = values.get('channels');
  const { channel } = request.interaction.place;
  const channels = named === undefined ? [channel] : String(named).split(',');
  const card = await transact(request, (work) => cardOf(work, request, { channels, said: null }));
  return { kind: 'card', card };
}

/**
 * The card of a channel's next questions after one of its dates was changed.
 * @param said what was changed
 */
export function changedNext(
  work: Work,
  request: Request,
  { channel, said }: { readonly channel: string; readonly said: string },
): Promise<Card> {
  return cardOf(work, request, { channels: [channel], said });
}

async function cardOf(
  work: Work,
  { app, interaction, words }: Request,
  { channels, said }: { readonly channels: readonly string[]; readonly said: string | null },
): Promise<Card> {
  const { channel: here, platform } = interaction.place;
  const all: Forecast[] = [];
  for (const channel of channels) all.push(...(await forecast(work, channel)));
  if (all.length > 0)
    return nextCard({
      words,
      dates: all.toSorted((a, b) => a.at - b.at),
      readerZone: interaction.actor.zone,
      namesChannels: channels.some((channel) => channel !== here),
      said,
      hasStudio: app.studioOrigin(platform) !== null,
    });
  if (said !== null) return notice(said);
  const daily = (await work.tx.schedules.list()).filter(({ kind }) => kind === 'daily');
  const elsewhere = daily.filter(
    ({ channel, pausedAt }) => pausedAt === null && !channels.includes(channel),
  );
  return noNextCard(words, {
    paused: daily.find(({ channel }) => channels.includes(channel)) ?? null,
    elsewhere: [...new Set(elsewhere.map(({ channel }) => channel))],
  });
}

/** `/quiz schedule swap <date> [question] [id]`: another question on that date; without a name the next unseen one. */
export async function swapQuestion(request: Request, values: Values): Promise<Reply> {
  const { words, interaction } = request;
  const day = String(values.get('date') ?? '');
  const card = await transact(request, async (work): Promise<Card> => {
    const daily = (await work.tx.schedules.list()).filter(({ kind }) => kind === 'daily');
    const { id, question } = meant(values, daily);
    const near = daily.filter(({ channel }) => channel === interaction.place.channel);
    const some =
      id !== null ? daily.filter((one) => one.id === id) : near.length > 0 ? near : daily;
    const [schedule, ...others] = some;
    if (schedule === undefined)
      return notice(id === null ? words.nextNone() : words.scheduleUnknown({ id, near: null }));
    if (others.length > 0) return notice(words.scheduleWhich());
    const { channel } = schedule;
    const dates = await forecast(work, channel);
    const date = dates.find((one) => one.schedule.id === schedule.id && one.day === day);
    const outcome = await swapOn(work, request, { date, dates, day, question });
    return outcome.isUnknown
      ? notice(outcome.said)
      : changedNext(work, request, { channel, said: outcome.said });
  });
  return { kind: 'replace', card };
}

/** Swaps where it can, and says what became of it. */
async function swapOn(
  work: Work,
  { words, interaction }: Request,
  wanted: {
    readonly date: Forecast | undefined;
    readonly dates: readonly Forecast[];
    /** Local date. */
    readonly day: string;
    readonly question: string | null;
  },
): Promise<{ readonly said: string; readonly isUnknown: boolean }> {
  const { date, dates, question } = wanted;
  const day = dayName(wanted.day, words.locale);
  const failed = (said: string) => ({ said, isUnknown: false });
  if (date === undefined) return failed(words.nextNoDate({ day }));
  if (date.isSkipped) return failed(words.nextIsLeftOut({ day }));
  const chosen = chooseFor(date, dates, question);
  if (chosen !== null) {
    await work.tx.members.upsert(interaction.actor, work.now);
    await planQuestion(work, date, chosen, interaction.actor.id);
    const said = words.nextSwapped({ day, stem: stemOf(chosen.question) });
    return { said, isUnknown: false };
  }
  if (question === null) return failed(words.nextNoOther());
  const ids = date.choices.map((one) => one.question.id);
  return { said: words.nextUnknown({ question, near: nearest(question, ids) }), isUnknown: true };
}

/** Which schedule and which question: people type them in either order. */
function meant(
  values: Values,
  daily: readonly { readonly id: string }[],
): { readonly id: string | null; readonly question: string | null } {
  const word = (name: string): string | null => {
    const value = values.get(name);
    return value === undefined ? null : String(value);
  };
  const [id, question] = [word('id'), word('question')];
  const isSchedule = (name: string | null): boolean => daily.some((one) => one.id === name);
  return isSchedule(question) && !isSchedule(id)
    ? { id: question, question: id }
    : { id, question };
}

/** The named question (`deck/question` where two decks have it), else the next one that no date has. */
function chooseFor(
  date: Forecast,
  dates: readonly Forecast[],
  question: string | null,
): Askable | null {
  const fullName = (one: Askable): string => `${one.deck.id}/${one.question.id}`;
  if (question !== null)
    return (
      date.choices.find((one) => one.question.id === question || fullName(one) === question) ?? null
    );
  const taken = new Set(dates.flatMap(({ next }) => (next === null ? [] : [fullName(next)])));
  const current = date.next === null ? null : fullName(date.next);
  const at = date.choices.find((one) => fullName(one) === current) ?? null;
  return swapFor(date.choices, at, (one) => taken.has(fullName(one)));
}

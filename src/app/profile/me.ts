import { meCard, type TagLine } from './me-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { ALL_TIME, periodKey, WORKSPACE_SCOPE } from '../../domain/standings.ts';
import { plain } from '../../domain/text.ts';
import type { Attempt } from '../../ports/store.ts';
import type { App, Request } from '../context.ts';
import { dueFor } from '../practice/memories.ts';
import { streakOf } from '../leaderboard/streak.ts';
import type { Reply } from '../../domain/reply.ts';
import { nameOf } from '../../domain/deck.ts';

/** `/quiz me`: points, rank, streak, accuracy by tag with first sight against later, decks, what is due. */
export async function me(request: Request): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel } = interaction.place;
  const card = await app.store.tx(workspace, async (tx) => {
    const settings = await tx.channels.channel(channel);
    const week = periodKey('week', periodsOf(now, settings?.zone ?? app.defaults.zone));
    const sights = await tx.sessions.attempts(interaction.actor.id);
    const { first, later } = firstAndLater(sights);
    return meCard(words, {
      name: interaction.actor.name,
      week: await tx.boards.own(WORKSPACE_SCOPE, week, interaction.actor.id),
      all: await tx.boards.own(WORKSPACE_SCOPE, ALL_TIME, interaction.actor.id),
      streak: await streakOf(tx, channel, interaction.actor.id, now),
      first: tally(first),
      later: tally(later),
      tags: byTag(app, first, later),
      decks: app.decks.all().map((deck) => ({
        title: deck.title,
        done: new Set(sights.filter((one) => one.deck === deck.id).map((one) => one.question)).size,
        all: deck.questions.filter((one) => !one.retired).length,
      })),
      due: (await dueFor(tx, interaction.actor.id, now)).length,
      sureWrong: sureAndWrong(app, sights),
      putAway: (await tx.sessions.suspended(interaction.actor.id)).length,
    });
  });
  return { kind: 'card', card };
}

function firstAndLater(sights: readonly Attempt[]): {
  readonly first: readonly Attempt[];
  readonly later: readonly Attempt[];
} {
  const seen = new Set<string>();
  const first: Attempt[] = [];
  const later: Attempt[] = [];
  for (const sight of sights) {
    (seen.has(nameOf(sight)) ? later : first).push(sight);
    seen.add(nameOf(sight));
  }
  return { first, later };
}

/** Stems of what the member was sure of and wrong about at the last look, newest first, at most three. */
function sureAndWrong(app: App, sights: readonly Attempt[]): readonly string[] {
  const last = new Map(sights.map((sight) => [nameOf(sight), sight]));
  return [...last.values()]
    .filter((sight) => sight.sure === 'sure' && !sight.right)
    .sort((a, b) => b.at - a.at)
    .flatMap(({ deck, question }) => {
      const asked = app.decks.find(deck)?.questions.find((one) => one.id === question);
      return asked === undefined ? [] : [plain(asked.ask)];
    })
    .slice(0, 3);
}

function tally(sights: readonly Attempt[]): { readonly right: number; readonly of: number } {
  return { right: sights.filter((one) => one.right).length, of: sights.length };
}

/** Most often seen tags first, at most eight. */
function byTag(app: App, first: readonly Attempt[], later: readonly Attempt[]): readonly TagLine[] {
  const tagsOf = (sight: Attempt): readonly string[] =>
    app.decks.find(sight.deck)?.questions.find((one) => one.id === sight.question)?.tags ?? [];
  const names = [...new Set([...first, ...later].flatMap(tagsOf))];
  return names
    .map((tag) => ({
      tag,
      first: tally(first.filter((one) => tagsOf(one).includes(tag))),
      later: tally(later.filter((one) => tagsOf(one).includes(tag))),
    }))
    .sort((a, b) => b.first.of + b.later.of - a.first.of - a.later.of)
    .slice(0, 8);
}

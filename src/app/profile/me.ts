import { meCard } from './me-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { ALL_TIME, periodKey, WORKSPACE_SCOPE } from '../../domain/standings.ts';
import { tellingTags, type TagShare } from '../../domain/tag-shares.ts';
import { plain } from '../../domain/text.ts';
import type { Request } from '../context.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { memberZone } from '../shared/member-zone.ts';
import { dueFor } from '../practice/memories.ts';
import { streakOf } from '../leaderboard/streak.ts';
import type { Reply } from '../../domain/reply.ts';
import { nameOf } from '../../domain/deck.ts';
import type { Attempt } from '../../ports/members.ts';

/** `/quiz me`: points, rank, streak, the strongest and weakest tags, first attempts against later ones, decks, due reviews. */
export async function me(request: Request): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel } = interaction.place;
  const card = await app.store.tx(workspace, async (tx) => {
    const settings = await tx.channels.channel(channel);
    const week = periodKey('week', periodsOf(now, settings?.zone ?? app.defaults.zone));
    const reader = interaction.actor.id;
    const attempts = await tx.sessions.attempts(reader);
    const { first, later } = firstAndLater(attempts);
    const decks = await workspaceDecks({ app, tx });
    return meCard(words, {
      name: interaction.actor.name,
      week: await tx.boards.own({ scope: WORKSPACE_SCOPE, period: week, reader }),
      all: await tx.boards.own({ scope: WORKSPACE_SCOPE, period: ALL_TIME, reader }),
      streak: await streakOf(tx, channel, interaction.actor.id, now),
      first: tally(first),
      later: tally(later),
      tags: byTag(decks, attempts),
      decks: decks.all().map((deck) => ({
        title: deck.title,
        done: new Set(attempts.filter((one) => one.deck === deck.id).map((one) => one.question))
          .size,
        all: deck.questions.filter((one) => !one.retired).length,
      })),
      due: (await dueFor({ app, tx, now }, reader, await memberZone(request, tx))).length,
      sureWrong: sureAndWrong(decks, attempts),
      putAway: (await tx.sessions.suspended(interaction.actor.id)).length,
    });
  });
  return { kind: 'card', card };
}

function firstAndLater(attempts: readonly Attempt[]): {
  readonly first: readonly Attempt[];
  readonly later: readonly Attempt[];
} {
  const seen = new Set<string>();
  const first: Attempt[] = [];
  const later: Attempt[] = [];
  for (const attempt of attempts) {
    (seen.has(nameOf(attempt)) ? later : first).push(attempt);
    seen.add(nameOf(attempt));
  }
  return { first, later };
}

/** Stems of confident but wrong answers at the last attempt, newest first, at most three. */
function sureAndWrong(decks: DeckShelf, attempts: readonly Attempt[]): readonly string[] {
  const last = new Map(attempts.map((attempt) => [nameOf(attempt), attempt]));
  return [...last.values()]
    .filter((attempt) => attempt.sure === 'sure' && !attempt.right)
    .sort((a, b) => b.at - a.at)
    .flatMap(({ deck, question }) => {
      const asked = decks.find(deck)?.questions.find((one) => one.id === question);
      return asked === undefined ? [] : [plain(asked.ask)];
    })
    .slice(0, 3);
}

function tally(attempts: readonly Attempt[]): { readonly right: number; readonly of: number } {
  return { right: attempts.filter((one) => one.right).length, of: attempts.length };
}

function byTag(decks: DeckShelf, attempts: readonly Attempt[]): readonly TagShare[] {
  const tagsOf = (attempt: Attempt): readonly string[] =>
    decks.find(attempt.deck)?.questions.find((one) => one.id === attempt.question)?.tags ?? [];
  const shares = new Map<string, TagShare>();
  for (const attempt of attempts)
    for (const tag of tagsOf(attempt)) {
      const { right, answered } = shares.get(tag) ?? { right: 0, answered: 0 };
      shares.set(tag, { tag, right: right + (attempt.right ? 1 : 0), answered: answered + 1 });
    }
  return tellingTags([...shares.values()]);
}

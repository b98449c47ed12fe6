import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import { dayName } from '../../i18n/dates.ts';
import type { Card } from '../../domain/card.ts';
import { periodsOf, startOfDay } from '../../domain/calendar.ts';
import { type Deck, type Question, nameOf } from '../../domain/deck.ts';
import type { App, Request } from '../context.ts';
import { dueFor, recalled } from './memories.ts';
import { startSession, offerToResume, showSession, ensureMember } from './session.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** `/quiz review`: what is due, at most so many a day; `restore` brings back what was put away. */
export async function review(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const zone = interaction.actor.zone ?? app.defaults.zone;
  const card = await app.store.tx(interaction.place.workspace, async (tx): Promise<Card> => {
    const member = await ensureMember(request, tx);
    if (values.get('restore') === 'restore') {
      return notice(words.restored({ count: await tx.sessions.unsuspend(member, null) }));
    }
    const open = await tx.sessions.open(member);
    if (open !== null) {
      if (open.kind === 'review')
        return (await showSession(request, tx, open, null)) ?? outdatedButtonCard(words);
      return offerToResume(request, open, 'review');
    }
    const hidden = new Set((await tx.sessions.openFor(member, now)).map(nameOf));
    const due = (await dueFor(tx, member, now)).filter((one) => !hidden.has(nameOf(one)));
    const pinned = due.flatMap((one) => {
      const asked = questionOf(app, one.deck, one.question);
      return asked === null ? [] : [app.decks.pin(asked.deck, asked.question)];
    });
    if (pinned.length === 0) {
      const next = (await recalled(tx, member))
        .map((one) => one.memory.dueAt)
        .filter((at) => at > now && Number.isFinite(at))
        .sort((a, b) => a - b)[0];
      const day = next === undefined ? null : dayName(periodsOf(next, zone).day, words.locale);
      return notice(words.reviewNone({ next: day }));
    }
    const midnight = startOfDay(periodsOf(now, zone).day, zone);
    const limit = app.defaults.reviewsADay - (await tx.sessions.reviewedSince(member, midnight));
    if (limit <= 0) {
      const done = app.defaults.reviewsADay;
      return notice(words.reviewEnough({ done, waiting: pinned.length }));
    }
    const session = await startSession({ app, tx, now }, member, 'review', pinned.slice(0, limit));
    return (await showSession(request, tx, session, null)) ?? outdatedButtonCard(words);
  });
  return { kind: 'card', card };
}

function questionOf(
  app: App,
  id: string,
  question: string,
): { readonly deck: Deck; readonly question: Question } | null {
  const deck = app.decks.find(id);
  const asked = deck?.questions.find((one) => one.id === question && !one.retired);
  return deck === null || asked === undefined ? null : { deck, question: asked };
}

import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import { dayName } from '../../i18n/dates.ts';
import type { Card } from '../../domain/card.ts';
import { memberDay, startOfMemberDay } from '../../domain/calendar.ts';
import type { Request, Work } from '../context.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { memberZone } from '../shared/member-zone.ts';
import { ensureMember } from '../shared/ensure-member.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { dueFor, nextDueDay } from './memories.ts';
import { startSession, offerToResume, showSession } from './session.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** `/quiz review`: due questions, up to the daily limit; `restore` brings back suspended ones. */
export async function review(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
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
    const work: Work = { app, tx, now };
    const zone = await memberZone(request, tx);
    const questions = await CorrectedQuestions.load(work);
    const decks = await workspaceDecks(work);
    const pinned = (await dueFor(work, member, zone)).flatMap(({ deck, question }) => {
      const found = questions.find(decks, deck, question);
      return found === null ? [] : [questions.pin(found.deck, found.question)];
    });
    if (pinned.length === 0) {
      const next = await nextDueDay(work, member, zone);
      const day = next === null ? null : dayName(next, words.locale);
      return notice(words.reviewNone({ next: day }));
    }
    const dayBegan = startOfMemberDay(memberDay(now, zone), zone);
    const limit = app.defaults.reviewsADay - (await tx.sessions.reviewedSince(member, dayBegan));
    if (limit <= 0) {
      const done = app.defaults.reviewsADay;
      return notice(words.reviewEnough({ done, waiting: pinned.length }));
    }
    const session = await startSession(work, member, 'review', pinned.slice(0, limit));
    return (await showSession(request, tx, session, null)) ?? outdatedButtonCard(words);
  });
  return { kind: 'card', card };
}

import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import type { Confidence } from '../../domain/action.ts';
import type { Card } from '../../domain/card.ts';
import { keysOf } from '../../domain/round.ts';
import { choose, advance, rateConfidence } from '../../domain/practice-session.ts';
import type { Request } from '../context.ts';
import { ensureMember } from '../shared/ensure-member.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { recalled } from './memories.ts';
import { startSession, advanceSession, pinnedNow, offerToResume, showSession } from './session.ts';
import { deckNamed } from '../shared/named-deck.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { nameOf, type Question } from '../../domain/deck.ts';
import { withheldFrom } from './withheld.ts';

const USUAL = 5;

/** `/quiz practice [deck] [count]`: starts a private session; an unfinished one is offered first. */
export async function practice(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const found = await deckNamed(request, values);
  if (found.kind === 'refused') return found.reply;
  const count = Number(values.get('count') ?? USUAL);
  const anew = values.get('anew') === 'anew';
  const card = await app.store.tx(interaction.place.workspace, async (tx): Promise<Card> => {
    const member = await ensureMember(request, tx);
    const open = await tx.sessions.open(member);
    if (open !== null && !anew)
      return offerToResume(request, open, `practice ${found.deck.id} ${count} anew`);
    const suspended = new Set((await tx.sessions.suspended(member)).map(nameOf));
    const withheld = await withheldFrom({ app, tx, now }, member);
    const questions = await CorrectedQuestions.load({ app, tx, now });
    const seen = new Map(
      (await recalled({ tx, now }, member)).map((one) => [nameOf(one), one.memory.dueAt]),
    );
    const named = (one: Question) => ({ deck: found.deck.id, question: one.id });
    const pool = found.deck.questions.filter(
      (one) => questions.isAsked(found.deck, one) && !suspended.has(nameOf(named(one))),
    );
    const chosen = pool
      .filter((one) => withheld(named(one)) === null)
      .map((question) => ({
        question,
        // Unseen questions first, then those due soonest; equals at random.
        rank: seen.get(nameOf(named(question))) ?? 0,
        draw: app.random.below(1_000_000),
      }))
      .sort((a, b) => a.rank - b.rank || a.draw - b.draw)
      .slice(0, count)
      .map(({ question }) => questions.pin(found.deck, question));
    if (chosen.length === 0) {
      const notAsked = pool.some((one) => withheld(named(one)) === 'not-asked');
      return notice(words.practiceNone({ notAsked }));
    }
    const session = await startSession({ app, tx, now }, member, 'practice', chosen);
    const intro = { task: found.deck.task, hasTips: found.deck.tips.length > 0 };
    return (await showSession(request, tx, session, intro)) ?? outdatedButtonCard(words);
  });
  return { kind: 'card', card };
}

/** Handles a letter pressed in a session. */
export async function step(
  request: Request,
  id: string,
  at: number,
  option: number,
): Promise<Reply> {
  return advanceSession(request, id, async (work, session) => {
    const pinned = await pinnedNow(work, session.steps[at]?.hash ?? '');
    const index = session.steps[at]?.dealt[option];
    const chosen = index === undefined ? undefined : pinned?.question.options[index];
    if (pinned === null || chosen === undefined) return null;
    // The question may not be practised any more since the step was shown: the session goes on without it.
    const withheld = await withheldFrom(work, session.member);
    if (withheld({ deck: pinned.deck, question: pinned.question.id }) !== null) return session;
    const stepped = choose(session, at, option, keysOf(pinned).includes(chosen.id));
    return stepped.kind === 'stepped' ? stepped.session : session;
  });
}

/** Stores how sure the member was. The attempt enters their memory. */
export async function sure(
  request: Request,
  id: string,
  at: number,
  said: Confidence,
): Promise<Reply> {
  return advanceSession(request, id, async ({ tx }, session) => {
    const stepped = rateConfidence(session, at, said);
    if (stepped.kind === 'stale') return session;
    const pinned = await tx.sessions.pinned(session.steps[at]?.hash ?? '');
    if (pinned === null) return null;
    await tx.sessions.addAttempt(session.id, at, session.member, {
      deck: pinned.deck,
      question: pinned.question.id,
      at: request.now,
      right: session.steps[at]?.right === true,
      sure: said,
    });
    return stepped.session;
  });
}

export async function next(request: Request, id: string, from: number): Promise<Reply> {
  return advanceSession(request, id, async (_work, session) => {
    const stepped = advance(session, from, request.now);
    return stepped.kind === 'stepped' ? stepped.session : session;
  });
}

/** Suspends a question for this member, or brings it back. */
export async function retire(
  request: Request,
  kind: 'retire' | 'unretire',
  id: string,
  at: number,
): Promise<Reply> {
  return advanceSession(request, id, async ({ tx }, session) => {
    const pinned = await tx.sessions.pinned(session.steps[at]?.hash ?? '');
    if (pinned === null) return null;
    const { deck, question } = pinned;
    if (kind === 'retire')
      await tx.sessions.suspend(session.member, deck, question.id, request.now);
    else await tx.sessions.unsuspend(session.member, { deck, question: question.id });
    return session;
  });
}

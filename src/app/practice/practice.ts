import { notice, outdatedButtonCard } from '../shared/notice-card.ts';
import type { Confidence } from '../../domain/action.ts';
import type { Card } from '../../domain/card.ts';
import { keysOf } from '../../domain/round.ts';
import { choose, advance, rateConfidence } from '../../domain/practice-session.ts';
import type { Request, Work } from '../context.ts';
import { ensureMember } from '../shared/ensure-member.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { recalled } from './memories.ts';
import { startSession, advanceSession, pinnedNow, offerToResume, showSession } from './session.ts';
import { transact } from '../shared/transact.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { candidatesOf, poolNamed, poolTyped, type Candidate } from './practice-pool.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import { nameOf, type PinnedQuestion } from '../../domain/deck.ts';
import type { Words } from '../../i18n/index.ts';
import { withheldFrom, type Withheld } from './withheld.ts';

const USUAL = 5;

/** `/quiz practice [deck|tag|wrong] [count]`: starts a private session; an unfinished one is offered first. */
export async function practice(request: Request, values: Values): Promise<Reply> {
  const { interaction, words } = request;
  const decks = await transact(request, workspaceDecks);
  const found = await poolNamed(request, values, decks);
  if (found.kind === 'refused') return found.reply;
  const { pool } = found;
  const count = Number(values.get('count') ?? USUAL);
  const anew = values.get('anew') === 'anew';
  const card = await request.app.store.tx(
    interaction.place.workspace,
    async (tx): Promise<Card> => {
      const member = await ensureMember(request, tx);
      const open = await tx.sessions.open(member);
      if (open !== null && !anew)
        return offerToResume(request, open, `practice ${poolTyped(pool)} ${count} anew`);
      const work: Work = { app: request.app, tx, now: request.now };
      const candidates = await candidatesOf(work, pool, { decks, member });
      if (pool.kind === 'wrong' && candidates.length === 0)
        return notice(words.practiceNoneWrong());
      const { chosen, because } = await choosePractice(work, candidates, { member, count });
      if (chosen.length === 0) return notice(noneSaid(words, because));
      const session = await startSession(work, member, 'practice', chosen);
      const intro =
        pool.kind === 'deck'
          ? { task: pool.deck.task, hasTips: pool.deck.tips.length > 0 }
          : { task: '', hasTips: false };
      return (await showSession(request, tx, session, intro)) ?? outdatedButtonCard(words);
    },
  );
  return { kind: 'card', card };
}

function noneSaid(words: Words, because: Withheld | null): string {
  return because === null
    ? words.practiceNoneLeft()
    : words.practiceNone({ notAsked: because === 'not-asked' });
}

/** The questions of a session: unseen ones first, then those due soonest, equals at random. */
async function choosePractice(
  work: Work,
  candidates: readonly Candidate[],
  { member, count }: { readonly member: string; readonly count: number },
): Promise<{ readonly chosen: readonly PinnedQuestion[]; readonly because: Withheld | null }> {
  const { app, tx, now } = work;
  const suspended = new Set((await tx.sessions.suspended(member)).map(nameOf));
  const withheld = await withheldFrom(work, member);
  const questions = await CorrectedQuestions.load(work);
  const seen = new Map(
    (await recalled({ tx, now }, member)).map((one) => [nameOf(one), one.memory.dueAt]),
  );
  const named = ({ deck, question }: Candidate) => ({ deck: deck.id, question: question.id });
  const pool = candidates
    .filter(
      (one) => questions.isAsked(one.deck, one.question) && !suspended.has(nameOf(named(one))),
    )
    .map((one) => ({ one, why: withheld(named(one)) }));
  const chosen = pool
    .filter(({ why }) => why === null)
    .map(({ one }) => ({
      one,
      rank: seen.get(nameOf(named(one))) ?? 0,
      draw: app.random.below(1_000_000),
    }))
    .sort((a, b) => a.rank - b.rank || a.draw - b.draw)
    .slice(0, count)
    .map(({ one }) => questions.pin(one.deck, one.question));
  const reasons = pool.map(({ why }) => why);
  const because = reasons.includes('not-asked') ? 'not-asked' : (reasons.find(Boolean) ?? null);
  return { chosen, because };
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
  return advanceSession(request, id, async (work, session) => {
    const { tx } = work;
    const stepped = rateConfidence(session, at, said);
    if (stepped.kind === 'stale') return session;
    const pinned = await tx.sessions.pinned(session.steps[at]?.hash ?? '');
    if (pinned === null) return null;
    // The question may not be practised any more since the choice: the session goes on without it.
    const withheld = await withheldFrom(work, session.member);
    if (withheld({ deck: pinned.deck, question: pinned.question.id }) !== null) return session;
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

import { notice, runs, outdatedButtonCard } from '../shared/notice-card.ts';
import {
  finishedCard,
  stepCard,
  stepExplained,
  sureCard,
  type StepShown,
} from './session-cards.ts';
import type { Card } from '../../domain/card.ts';
import { memberDay } from '../../domain/calendar.ts';
import { type PinnedQuestion, nameOf } from '../../domain/deck.ts';
import { deal } from '../../domain/round.ts';
import type { Session, SessionKind, Step } from '../../domain/practice-session.ts';
import type { Tx } from '../../ports/store.ts';
import type { Request, Work } from '../context.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { memberZone } from '../shared/member-zone.ts';
import { transact } from '../shared/transact.ts';
import { recalled } from './memories.ts';
import { withheldFrom, type LeftOut, type Withheld } from './withheld.ts';
import type { Reply } from '../../domain/reply.ts';

// Common to practice and review: one private run of questions for one member.

/** Applies `change` to the member's own session, and shows the session's current step after any press. */
export async function advanceSession(
  request: Request,
  id: string,
  change: (work: Work, session: Session) => Promise<Session | null>,
): Promise<Reply> {
  const { interaction, words } = request;
  const card = await transact(request, async (work): Promise<Card> => {
    const { tx } = work;
    const session = await tx.sessions.get(id, interaction.actor.id);
    const moved = session === null ? null : await change(work, session);
    if (moved === null) return outdatedButtonCard(words);
    if (moved !== session) await tx.sessions.save(moved);
    return (await showSession(request, tx, moved, null)) ?? outdatedButtonCard(words);
  });
  return { kind: 'replace', card };
}

/**
 * The session's current step. Steps whose question may not be practised any more are left out, and reasons that were
 * shown before the question opened in a channel are not shown again.
 */
export async function showSession(
  request: Request,
  tx: Tx,
  shown: Session,
  intro: StepShown['intro'],
): Promise<Card | null> {
  const { app, words, now } = request;
  const work: Work = { app, tx, now };
  const { session, leftOut } = await withoutWithheld(work, shown);
  const current = session.steps[session.at];
  if (session.endedAt !== null || current === undefined)
    return finished(request, tx, { session, leftOut });
  const pinned = await pinnedNow(work, current.hash);
  if (pinned === null) return null;
  const step: StepShown = { session, step: current, pinned, intro, leftOut };
  if (current.chosen === null) return stepCard(words, step);
  if (current.sure === null) return sureCard(words, step);
  const name = nameOf({ deck: pinned.deck, question: pinned.question.id });
  const retired = (await tx.sessions.suspended(session.member)).some((one) => nameOf(one) === name);
  const privacyLine = (await tx.members.get(session.member))?.toldPrivacy === false;
  if (privacyLine) await tx.members.setToldPrivacy(session.member);
  return stepExplained(words, step, {
    backOn: await backOn(request, tx, session, [pinned]),
    retired,
    privacyLine,
  });
}

/** A session's pinned question with today's keys. */
export async function pinnedNow(work: Work, hash: string): Promise<PinnedQuestion | null> {
  const pinned = await work.tx.sessions.pinned(hash);
  return pinned === null ? null : (await CorrectedQuestions.load(work)).apply(pinned);
}

interface WithoutWithheld {
  readonly session: Session;
  readonly leftOut: LeftOut | null;
}

/** Passes a step with reasons whose question is open now, and removes the next ones that may not be practised. */
async function withoutWithheld(work: Work, session: Session): Promise<WithoutWithheld> {
  if (session.endedAt !== null) return { session, leftOut: null };
  const { steps } = session;
  const withheld = await withheldFrom(work, session.member);
  const reasonFor = async (step: Step): Promise<Withheld | null> => {
    const pinned = await work.tx.sessions.pinned(step.hash);
    if (pinned === null) return null;
    return withheld({ deck: pinned.deck, question: pinned.question.id });
  };
  const current = steps[session.at];
  const isPassed =
    current !== undefined && current.sure !== null && (await reasonFor(current)) === 'open';
  const at = session.at + (isPassed ? 1 : 0);
  let end = at;
  let why: Withheld | null = null;
  for (const step of steps.slice(at)) {
    const reason = step.sure === null ? await reasonFor(step) : null;
    if (reason === null) break;
    why = reason;
    end += 1;
  }
  if (!isPassed && why === null) return { session, leftOut: null };
  const kept = steps.filter((_, index) => index < at || index >= end);
  const now = { ...session, at, steps: kept, endedAt: at < kept.length ? null : work.now };
  await work.tx.sessions.save(now);
  return { session: now, leftOut: why === null ? null : { why, count: end - at } };
}

async function finished(
  request: Request,
  tx: Tx,
  { session, leftOut }: WithoutWithheld,
): Promise<Card> {
  const tags = new Map<string, number>();
  const wrong: PinnedQuestion[] = [];
  for (const one of session.steps) {
    const pinned = one.right === false ? await tx.sessions.pinned(one.hash) : null;
    if (pinned === null) continue;
    wrong.push(pinned);
    for (const tag of pinned.question.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  const brushUp = [...tags]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([tag]) => tag);
  const right = session.steps.filter((one) => one.right === true).length;
  return finishedCard(request.words, {
    session,
    leftOut,
    right,
    brushUp,
    backOn: await backOn(request, tx, session, wrong),
  });
}

/** The first member's day on which one of these comes back; suspended questions do not. */
async function backOn(
  request: Request,
  tx: Tx,
  session: Session,
  pinned: readonly PinnedQuestion[],
): Promise<string | null> {
  const names = new Set(pinned.map((one) => `${one.deck}/${one.question.id}`));
  for (const one of await tx.sessions.suspended(session.member)) names.delete(nameOf(one));
  const due = (await recalled({ tx, now: request.now }, session.member))
    .filter((one) => names.has(nameOf(one)))
    .map((one) => one.memory.dueAt)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)[0];
  return due === undefined ? null : memberDay(due, await memberZone(request, tx));
}

export async function startSession(
  { app, tx, now }: Work,
  member: string,
  kind: SessionKind,
  pinned: readonly PinnedQuestion[],
): Promise<Session> {
  const steps = pinned.map((one): Step => ({
    hash: one.hash,
    dealt: deal(one.question.options.length, (below) => app.random.below(below)),
    chosen: null,
    right: null,
    sure: null,
  }));
  const session: Session = {
    id: app.random.id(),
    member,
    kind,
    steps,
    at: 0,
    startedAt: now,
    endedAt: null,
  };
  await tx.sessions.start(session, pinned);
  return session;
}

export function offerToResume({ words }: Request, open: Session, anew: string): Card {
  const sentence = words.sessionOpen({ at: open.at + 1, of: open.steps.length });
  return notice(sentence, [
    {
      label: words.buttonGoOn(),
      does: { kind: 'next', session: open.id, step: open.steps.length },
      weight: 'primary',
    },
    runs(words.buttonAnew(), anew),
  ]);
}

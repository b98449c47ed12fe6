import { notice, runs, outdatedButtonCard } from '../shared/notice-card.ts';
import {
  finishedCard,
  stepCard,
  stepExplained,
  sureCard,
  type StepShown,
} from './session-cards.ts';
import type { Card } from '../../domain/card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { type PinnedQuestion, nameOf } from '../../domain/deck.ts';
import { deal } from '../../domain/round.ts';
import type { Session, SessionKind, Step } from '../../domain/practice-session.ts';
import type { Tx } from '../../ports/store.ts';
import type { Request, Work } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { recalled } from './memories.ts';
import type { Reply } from '../../domain/reply.ts';

// What practice and review share: one private run of questions for one member.

/** Goes on with the member's own session and shows where it is now, whatever was pressed. */
export async function advanceSession(
  request: Request,
  id: string,
  work: (tx: Tx, session: Session) => Promise<Session | null>,
): Promise<Reply> {
  const { app, interaction, words } = request;
  const card = await app.store.tx(interaction.place.workspace, async (tx): Promise<Card> => {
    const session = await tx.sessions.get(id, interaction.actor.id);
    const moved = session === null ? null : await work(tx, session);
    if (moved === null) return outdatedButtonCard(words);
    if (moved !== session) await tx.sessions.save(moved);
    return (await showSession(request, tx, moved, null)) ?? outdatedButtonCard(words);
  });
  return { kind: 'replace', card };
}

export async function showSession(
  request: Request,
  tx: Tx,
  session: Session,
  intro: StepShown['intro'],
): Promise<Card | null> {
  const { words } = request;
  const current = session.steps[session.at];
  if (session.endedAt !== null || current === undefined) return finished(request, tx, session);
  const pinned = await tx.sessions.pinned(current.hash);
  if (pinned === null) return null;
  const shown: StepShown = { session, step: current, pinned, intro };
  if (current.chosen === null) return stepCard(words, shown);
  if (current.sure === null) return sureCard(words, shown);
  const name = nameOf({ deck: pinned.deck, question: pinned.question.id });
  const retired = (await tx.sessions.suspended(session.member)).some((one) => nameOf(one) === name);
  return stepExplained(words, shown, {
    backOn: await backOn(request, tx, session, [pinned]),
    retired,
  });
}

async function finished(request: Request, tx: Tx, session: Session): Promise<Card> {
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
    right,
    brushUp,
    backOn: await backOn(request, tx, session, wrong),
  });
}

/** The first local date on which one of these comes back; what was put away does not. */
async function backOn(
  { app, interaction }: Request,
  tx: Tx,
  session: Session,
  pinned: readonly PinnedQuestion[],
): Promise<string | null> {
  const names = new Set(pinned.map((one) => `${one.deck}/${one.question.id}`));
  for (const one of await tx.sessions.suspended(session.member)) names.delete(nameOf(one));
  const due = (await recalled(tx, session.member))
    .filter((one) => names.has(nameOf(one)))
    .map((one) => one.memory.dueAt)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)[0];
  return due === undefined ? null : periodsOf(due, interaction.actor.zone ?? app.defaults.zone).day;
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

export async function ensureMember({ app, interaction, now }: Request, tx: Tx): Promise<string> {
  await ensureChannel({ app, tx, now }, interaction.place);
  return (await tx.members.upsert(interaction.actor, now)).id;
}

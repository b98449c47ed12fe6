import { goneCard } from '../cards/explanation.ts';
import { notice, runs } from '../cards/notice.ts';
import {
  finishedCard,
  stepCard,
  stepExplained,
  sureCard,
  type StepShown,
} from '../cards/practice.ts';
import { dayName } from '../cards/when.ts';
import type { Sure } from '../domain/action.ts';
import type { Card, Reply } from '../domain/card.ts';
import { periodsOf } from '../domain/calendar.ts';
import type { Values } from '../domain/command.ts';
import type { Deck, PinnedQuestion, Question } from '../domain/deck.ts';
import { deal, keysOf } from '../domain/round.ts';
import {
  choose,
  goOn,
  saySure,
  type Session,
  type SessionKind,
  type Step,
} from '../domain/session.ts';
import type { Tx } from '../ports/store.ts';
import type { App, Call } from './app.ts';
import { deckNamed } from './look.ts';
import { dueFor, nameOf, recall } from './recall.ts';
import { settingsOf } from './place.ts';

const USUAL = 5;
/** Reviews of one day; more would be a chore. */
const MOST_REVIEWS = 10;

/** `/quiz practice [deck] [count]`: a private session; an open one is offered first. */
export async function practice(call: Call, values: Values): Promise<Reply> {
  const { app, input, words, now } = call;
  const found = deckNamed(call, values);
  if (found.kind === 'refused') return found.reply;
  const count = Number(values.get('count') ?? USUAL);
  const anew = values.get('anew') === 'anew';
  const card = await app.store.tx(input.place.workspace, async (tx): Promise<Card> => {
    const member = await touched(call, tx);
    const open = await tx.sessions.open(member);
    if (open !== null && !anew) return offer(call, open, `practice ${found.deck.id} ${count} anew`);
    const hidden = new Set((await tx.sessions.openFor(member, now)).map(nameOf));
    const seen = new Map(
      recall(await tx.sessions.sights(member)).map((one) => [nameOf(one), one.memory.dueAt]),
    );
    const chosen = found.deck.questions
      .filter((one) => !one.retired && !hidden.has(`${found.deck.id}/${one.id}`))
      .map((question) => ({
        question,
        // Unseen ones first, then what is due soonest; by chance among equals.
        rank: seen.get(`${found.deck.id}/${question.id}`) ?? 0,
        draw: app.chance.below(1_000_000),
      }))
      .sort((a, b) => a.rank - b.rank || a.draw - b.draw)
      .slice(0, count)
      .map(({ question }) => app.decks.pin(found.deck, question));
    if (chosen.length === 0) return notice(words.practiceNone());
    const session = await begin(app, tx, member, 'practice', chosen, now);
    const intro = { task: found.deck.task, tips: found.deck.tips };
    return (await show(call, tx, session, intro)) ?? goneCard(words);
  });
  return { kind: 'card', card };
}

/** `/quiz review`: what is due, at most ten a time. */
export async function review(call: Call): Promise<Reply> {
  const { app, input, words, now } = call;
  const card = await app.store.tx(input.place.workspace, async (tx): Promise<Card> => {
    const member = await touched(call, tx);
    const open = await tx.sessions.open(member);
    if (open !== null) {
      if (open.kind === 'review') return (await show(call, tx, open, null)) ?? goneCard(words);
      return offer(call, open, 'review');
    }
    const hidden = new Set((await tx.sessions.openFor(member, now)).map(nameOf));
    const due = (await dueFor(tx, member, now)).filter((one) => !hidden.has(nameOf(one)));
    const pinned = due.flatMap((one) => {
      const asked = questionOf(app, one.deck, one.question);
      return asked === null ? [] : [app.decks.pin(asked.deck, asked.question)];
    });
    if (pinned.length === 0) {
      const next = recall(await tx.sessions.sights(member))
        .map((one) => one.memory.dueAt)
        .filter((at) => at > now)
        .sort((a, b) => a - b)[0];
      const zone = input.actor.zone ?? app.defaults.zone;
      return notice(
        words.reviewNone({
          next: next === undefined ? null : dayName(periodsOf(next, zone).day, words.locale),
        }),
      );
    }
    const session = await begin(app, tx, member, 'review', pinned.slice(0, MOST_REVIEWS), now);
    return (await show(call, tx, session, null)) ?? goneCard(words);
  });
  return { kind: 'card', card };
}

/** A letter was pressed in a session. */
export async function step(call: Call, id: string, at: number, option: number): Promise<Reply> {
  return move(call, id, async (tx, session) => {
    const pinned = await tx.sessions.pinned(session.steps[at]?.hash ?? '');
    const index = session.steps[at]?.dealt[option];
    const chosen = index === undefined ? undefined : pinned?.question.options[index];
    if (pinned === null || chosen === undefined) return null;
    const stepped = choose(session, at, option, keysOf(pinned).includes(chosen.id));
    return stepped.kind === 'stepped' ? stepped.session : session;
  });
}

/** How sure the member was: the answer goes into what they remember. */
export async function sure(call: Call, id: string, at: number, said: Sure): Promise<Reply> {
  return move(call, id, async (tx, session) => {
    const stepped = saySure(session, at, said);
    if (stepped.kind === 'past') return session;
    const pinned = await tx.sessions.pinned(session.steps[at]?.hash ?? '');
    if (pinned === null) return null;
    await tx.sessions.addSight(session.id, at, session.member, {
      deck: pinned.deck,
      question: pinned.question.id,
      at: call.now,
      right: session.steps[at]?.right === true,
      sure: said,
    });
    return stepped.session;
  });
}

export async function next(call: Call, id: string, from: number): Promise<Reply> {
  return move(call, id, async (_tx, session) => {
    const stepped = goOn(session, from, call.now);
    return stepped.kind === 'stepped' ? stepped.session : session;
  });
}

/** Goes on with the member's own session and shows where it is now, whatever was pressed. */
async function move(
  call: Call,
  id: string,
  work: (tx: Tx, session: Session) => Promise<Session | null>,
): Promise<Reply> {
  const { app, input, words } = call;
  const card = await app.store.tx(input.place.workspace, async (tx): Promise<Card> => {
    const session = await tx.sessions.get(id, input.actor.id);
    const moved = session === null ? null : await work(tx, session);
    if (moved === null) return goneCard(words);
    if (moved !== session) await tx.sessions.save(moved);
    return (await show(call, tx, moved, null)) ?? goneCard(words);
  });
  return { kind: 'replace', card };
}

async function show(
  call: Call,
  tx: Tx,
  session: Session,
  intro: StepShown['intro'],
): Promise<Card | null> {
  const { words } = call;
  const current = session.steps[session.at];
  if (session.endedAt !== null || current === undefined) return finished(call, tx, session);
  const pinned = await tx.sessions.pinned(current.hash);
  if (pinned === null) return null;
  const shown: StepShown = { session, step: current, pinned, intro };
  if (current.chosen === null) return stepCard(words, shown);
  if (current.sure === null) return sureCard(words, shown);
  return stepExplained(words, shown, await backOn(call, tx, session, [pinned]));
}

async function finished(call: Call, tx: Tx, session: Session): Promise<Card> {
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
  return finishedCard(call.words, {
    session,
    right,
    brushUp,
    backOn: await backOn(call, tx, session, wrong),
  });
}

/** The first local date on which one of these comes back. */
async function backOn(
  { app, input }: Call,
  tx: Tx,
  session: Session,
  pinned: readonly PinnedQuestion[],
): Promise<string | null> {
  const names = new Set(pinned.map((one) => `${one.deck}/${one.question.id}`));
  const due = recall(await tx.sessions.sights(session.member))
    .filter((one) => names.has(nameOf(one)))
    .map((one) => one.memory.dueAt)
    .sort((a, b) => a - b)[0];
  return due === undefined ? null : periodsOf(due, input.actor.zone ?? app.defaults.zone).day;
}

async function begin(
  app: App,
  tx: Tx,
  member: string,
  kind: SessionKind,
  pinned: readonly PinnedQuestion[],
  now: number,
): Promise<Session> {
  const steps = pinned.map((one): Step => ({
    hash: one.hash,
    dealt: deal(one.question.options.length, (below) => app.chance.below(below)),
    chosen: null,
    right: null,
    sure: null,
  }));
  const session: Session = {
    id: app.chance.id(),
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

function offer({ words }: Call, open: Session, anew: string): Card {
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

async function touched({ app, input, now }: Call, tx: Tx): Promise<string> {
  await settingsOf(app, tx, input.place, now);
  return (await tx.members.touch(input.actor, now)).id;
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

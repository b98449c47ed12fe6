import { channelNotice, notice, runs, outdatedButtonCard } from '../shared/notice-card.ts';
import { reasonsSaid, reportForm, reportsCard, type Reported } from './problem-card.ts';
import { REPORT_REASONS } from '../../domain/action.ts';
import type { Round } from '../../domain/round.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import { groupBy } from '../../domain/group-by.ts';
import { channelRun, plain } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { Request, Work } from '../context.ts';
import { hearerOf, queueNotice, wordsOf } from '../shared/notices.ts';
import { questionPost } from '../rounds/round-posts.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';
import type { Report } from '../../ports/members.ts';

/** Number of reports at which managers are told. */
const TELL_AT = 2;
const LONGEST_NOTE = 300;
const MOST_SHOWN = 8;

/** Opens the form on which a member says what is wrong with a round's question. */
export async function askReason(
  { app, interaction, words }: Request,
  roundId: string,
): Promise<Reply> {
  const round = await app.store.tx(interaction.place.workspace, (tx) => tx.rounds.get(roundId));
  if (round === null || round.channel !== interaction.place.channel) {
    return { kind: 'card', card: outdatedButtonCard(words) };
  }
  const does = { kind: 'form', form: 'report', about: roundId } as const;
  return { kind: 'form', form: reportForm(words, does, LONGEST_NOTE) };
}

/** Stores a report. Each member counts once for a question; a second report replaces the first. */
export async function report(
  request: Request,
  roundId: string,
  values: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const { workspace, channel } = interaction.place;
  const reason = REPORT_REASONS.find((one) => one === values['reason']);
  if (reason === undefined) {
    return { kind: 'refused', field: 'reason', sentence: words.reportWhich() };
  }
  const note = (values['note'] ?? '').trim().slice(0, LONGEST_NOTE);
  const known = await app.store.tx(workspace, async (tx) => {
    const round = await tx.rounds.get(roundId);
    if (round === null || round.channel !== channel) return false;
    const member = await tx.members.upsert(interaction.actor, now);
    const { deck, question } = round.pinned;
    await tx.reports.add({ deck, question: question.id, member: member.id, reason, note, at: now });
    const all = (await tx.reports.list()).filter(
      (one) => one.deck === deck && one.question === question.id,
    );
    if (all.length >= TELL_AT) await tellManagers({ app, tx, now }, round, all);
    return true;
  });
  if (!known) return { kind: 'card', card: outdatedButtonCard(words) };
  app.wake();
  return { kind: 'card', card: notice(words.reportThanks()) };
}

/** Tells named managers, makers of schedules and the owner of the post, or who hears in their place, once for each question. */
async function tellManagers(
  work: Work,
  { id, channel, pinned }: Round,
  all: readonly Report[],
): Promise<void> {
  const { tx } = work;
  const asked = await tx.posts.byName(questionPost(id));
  const managers = new Set([
    ...(await tx.members.managers()).map((member) => member.id),
    ...(await tx.schedules.list()).map(({ createdBy }) => createdBy),
    ...(asked?.member === undefined || asked.member === null ? [] : [asked.member]),
  ]);
  const hearers = new Set<string>();
  for (const manager of managers) hearers.add(await hearerOf(work, manager));
  for (const manager of hearers) {
    const words = await wordsOf(work, manager, channel);
    const sentence = words.noticeReported({
      count: all.length,
      stem: plain(pinned.question.ask),
      reasons: reasonsSaid(words, all),
    });
    const buttons = [runs(words.buttonReports(), 'problems')];
    const card = channelNotice(channelRun(channel), sentence, buttons);
    // The name holds the content's hash: a repaired question may be reported anew.
    const name = `reported:${pinned.hash.slice(0, 24)}:${manager}`;
    await queueNotice(work, { name, channel, member: manager, card });
  }
}

/** `/quiz problems [deck] [question] [done]`: lists reports without names, or removes a question's reports. */
export async function listReports(request: Request, values: Values): Promise<Reply> {
  const { interaction, words } = request;
  const { deck, question } = { deck: values.get('deck'), question: values.get('question') };
  const card = await transact(request, async (work) => {
    const { tx } = work;
    const everything = await tx.reports.list();
    const decks = await workspaceDecks(work);
    const unknown = notThere({ words, decks }, values, everything);
    if (unknown !== null) return notice(unknown);
    if (values.get('done') === 'done' && deck !== undefined && question !== undefined) {
      const count = await tx.reports.remove(String(deck), String(question));
      return notice(words.reportsDone({ count }));
    }
    const all = everything.filter(
      (one) =>
        (deck === undefined || one.deck === deck) &&
        (question === undefined || one.question === question),
    );
    const reported: Reported[] = [];
    for (const [name, reports] of groupBy(all, (one) => `${one.deck} ${one.question}`)) {
      const [of = '', id = ''] = name.split(' ');
      const asked = decks.find(of)?.questions.find((one) => one.id === id);
      const rounds = await tx.rounds.ofQuestion(of, id);
      const here = rounds.findLast((round) => round.channel === interaction.place.channel);
      reported.push({
        deck: of,
        question: id,
        stem: asked === undefined ? null : plain(asked.ask),
        reports,
        number: here?.ordinal ?? null,
      });
    }
    const worst = reported.toSorted((a, b) => b.reports.length - a.reports.length);
    return reportsCard(words, worst.slice(0, MOST_SHOWN), worst.length);
  });
  return { kind: 'card', card };
}

/** A sentence if the named deck or question is neither in a deck nor reported; else null. */
function notThere(
  { words, decks }: { readonly words: Words; readonly decks: DeckShelf },
  values: Values,
  reports: readonly Report[],
): string | null {
  if (!values.has('deck')) return null;
  const id = String(values.get('deck'));
  const reported = reports.filter((one) => one.deck === id);
  const deck = decks.find(id);
  if (deck === null && reported.length === 0) {
    const ids = decks.all().map((one) => one.id);
    return words.noDeck({ deck: id, near: nearest(id, ids) });
  }
  if (!values.has('question')) return null;
  const question = String(values.get('question'));
  const known = [
    ...(deck?.questions ?? []).map((one) => one.id),
    ...reported.map((one) => one.question),
  ];
  if (known.includes(question)) return null;
  return words.noQuestion({ deck: id, question, near: nearest(question, known) });
}

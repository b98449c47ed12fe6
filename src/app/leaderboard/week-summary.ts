import { startOfDay, weeksBefore } from '../../domain/calendar.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import { FEWEST_FOR_SPREAD, isOpen } from '../../domain/round.ts';
import { periodKey, scopeOf, type Standing } from '../../domain/standings.ts';
import { bold, plain, type Spans, toSingleLine } from '../../domain/text.ts';
import type { Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import type { BoardQuery } from './board-query.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
/** Number of ranks to compare with the week before. */
const COMPARED = 100;

/** The week's summary: participation, accuracy against last week, the biggest climber, the hardest question. */
export async function weekFacts(
  tx: Tx,
  words: Words,
  asked: BoardQuery,
): Promise<readonly Spans[]> {
  const { periods } = asked;
  const scope = scopeOf(asked.scope, asked.channel);
  const before = { week: weeksBefore(periods.week, 1), month: periods.month };
  const totals = await tx.boards.totals({ scope, period: periodKey('week', periods) });
  if (totals.answered === 0) return [];
  const old = await tx.boards.totals({ scope, period: periodKey('week', before) });
  const percent = (right: number, answered: number): number => Math.round((100 * right) / answered);
  const took = words.boardTookPart({ members: totals.members, answered: totals.answered });
  const accuracy = words.boardAccuracy({
    percent: percent(totals.right, totals.answered),
    before: old.answered === 0 ? null : percent(old.right, old.answered),
  });
  const facts: Spans[] = [[`${took} ${accuracy}`]];
  const risen = biggestClimber(
    await tx.boards.top({ scope, period: periodKey('week', periods), reader: null }, COMPARED),
    await tx.boards.top({ scope, period: periodKey('week', before), reader: null }, COMPARED),
  );
  if (risen !== null) facts.push([words.boardRiser(risen)]);
  const hardest = await hardestOf(tx, words, asked);
  if (hardest !== null) facts.push(hardest);
  return facts;
}

/** The members who climbed most places since last week, among those in both weeks; null if nobody climbed. */
export function biggestClimber(
  now: readonly Standing[],
  before: readonly Standing[],
): { readonly names: readonly string[]; readonly places: number } | null {
  const old = new Map(before.map((standing) => [standing.member, standing.rank]));
  const climbs = now.map((standing) => ({
    name: standing.name,
    places: (old.get(standing.member) ?? standing.rank) - standing.rank,
  }));
  const places = Math.max(0, ...climbs.map((climb) => climb.places));
  if (places === 0) return null;
  const names = climbs.filter((climb) => climb.places === places).map((climb) => climb.name);
  return { names: names.slice(0, 3), places };
}

/**
 * The week's closed question with the lowest share of right answers, and its first key point. One that is open
 * somewhere else is left out: whoever has not answered it there would read the point first.
 */
async function hardestOf(tx: Tx, words: Words, asked: BoardQuery): Promise<Spans | null> {
  const from = startOfDay(asked.periods.week, asked.settings.zone);
  const channel = asked.scope === 'workspace' ? null : asked.channel;
  // A question of the week before may have been answered in this one.
  const rounds = await tx.rounds.between(channel, from - WEEK_MS, from + WEEK_MS);
  const hard: { readonly percent: number; readonly pinned: PinnedQuestion }[] = [];
  for (const round of rounds) {
    if (isOpen(round, asked.now) || round.closedAt === null) continue;
    const answers = (await tx.answers.inRound(round.id)).filter(
      (one) => one.week === asked.periods.week,
    );
    if (answers.length < FEWEST_FOR_SPREAD) continue;
    const percent = Math.round((100 * answers.filter((one) => one.right).length) / answers.length);
    if (percent < 100) hard.push({ percent, pinned: round.pinned });
  }
  for (const { percent, pinned } of hard.toSorted((a, b) => a.percent - b.percent)) {
    const { deck, question } = pinned;
    const all = await tx.rounds.ofQuestion(deck, question.id);
    if (all.some((round) => isOpen(round, asked.now))) continue;
    const point = question.points[0];
    return [
      words.boardHardest({ stem: plain(question.ask), percent }),
      ...(point === undefined
        ? []
        : [' ', bold(words.boardHardestPoint()), ...toSingleLine(point)]),
    ];
  }
  return null;
}

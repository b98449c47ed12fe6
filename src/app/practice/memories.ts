import { isAway, postponedDueDate } from '../../domain/absence.ts';
import { memberDay, startOfMemberDay } from '../../domain/calendar.ts';
import { gradeOf, remember, type Memory } from '../../domain/memory.ts';
import { nameOf } from '../../domain/deck.ts';
import type { Work } from '../context.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import type { Attempt } from '../../ports/members.ts';
import { withheldFrom } from './withheld.ts';

export interface Recalled {
  readonly deck: string;
  readonly question: string;
  readonly memory: Pick<Memory, 'dueAt'>;
}

/** Older missed rounds do not come back. */
const MISSED_SINCE_MS = 90 * 24 * 3_600_000;

/** A member's memory as a fold over all attempts, so that no second copy has to be kept in step. */
function recall(attempts: readonly Attempt[]): readonly (Recalled & { readonly memory: Memory })[] {
  const memories = new Map<string, Recalled & { readonly memory: Memory }>();
  for (const { deck, question, at, right, sure } of attempts) {
    const key = `${deck}/${question}`;
    const memory = remember(memories.get(key)?.memory ?? null, at, gradeOf(right, sure));
    memories.set(key, { deck, question, memory });
  }
  return [...memories.values()];
}

/** A member's memory, and the rounds that they missed while away. Due dates wait while the member is away. */
export async function recalled(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  member: string,
): Promise<readonly Recalled[]> {
  const all = recall(await tx.sessions.attempts(member));
  const absences = await tx.habits.absences(member);
  if (absences.length === 0) return all;
  const known = new Set(all.map(nameOf));
  const missed = (await missedWhileAway({ tx, now }, member)).filter(
    (one) => !known.has(nameOf(one)),
  );
  return [
    ...all.map(({ memory, ...one }) => ({
      ...one,
      memory: { ...memory, dueAt: postponedDueDate(absences, memory.lastAt ?? 0, memory.dueAt) },
    })),
    ...missed,
  ];
}

async function missedWhileAway(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  member: string,
): Promise<readonly Recalled[]> {
  const absences = await tx.habits.absences(member);
  const rounds = await tx.rounds.missedBy(member, now - MISSED_SINCE_MS);
  return rounds
    .filter(({ day }) => isAway(absences, day))
    .map(({ deck, question, day, zone }) => {
      const away = absences.find(({ firstDay, lastDay }) => isAway([{ firstDay, lastDay }], day));
      const back = away?.lastDay ?? null;
      const dueAt = back === null ? Infinity : startOfMemberDay(back, zone) + 24 * 3_600_000;
      return { deck, question, memory: { dueAt } };
    });
}

/** The member's questions that can come back: in a deck, not retired, not suspended, not withheld. */
async function reviewable(work: Work, member: string): Promise<readonly Recalled[]> {
  const { tx } = work;
  const questions = await CorrectedQuestions.load(work);
  const decks = await workspaceDecks(work);
  const suspended = new Set((await tx.sessions.suspended(member)).map(nameOf));
  const withheld = await withheldFrom(work, member);
  return (await recalled(work, member))
    .filter((one) => !suspended.has(nameOf(one)) && withheld(one) === null)
    .filter(({ deck, question }) => questions.find(decks, deck, question) !== null)
    .toSorted((a, b) => a.memory.dueAt - b.memory.dueAt);
}

/**
 * The member's due questions, longest overdue first. Review, home, stats and reminders all use this. A question is due
 * by the member's day, which begins at 04:00 in their zone.
 */
export async function dueFor(
  work: Work,
  member: string,
  zone: string,
): Promise<readonly Recalled[]> {
  const today = memberDay(work.now, zone);
  return (await reviewable(work, member)).filter(
    ({ memory }) => Number.isFinite(memory.dueAt) && memberDay(memory.dueAt, zone) <= today,
  );
}

/** The member's day on which the next question comes back; null if none does. */
export async function nextDueDay(work: Work, member: string, zone: string): Promise<string | null> {
  const today = memberDay(work.now, zone);
  const days = (await reviewable(work, member))
    .filter(({ memory }) => Number.isFinite(memory.dueAt))
    .map(({ memory }) => memberDay(memory.dueAt, zone));
  return days.find((day) => day > today) ?? null;
}

import { postponedDueDate } from '../../domain/absence.ts';
import { gradeOf, remember, type Memory } from '../../domain/memory.ts';
import type { Attempt, Tx } from '../../ports/store.ts';
import { nameOf } from '../../domain/deck.ts';

export interface Recalled {
  readonly deck: string;
  readonly question: string;
  readonly memory: Memory;
}

/** What a member remembers: a fold over every look, so nothing has to be kept in step. */
export function recall(attempts: readonly Attempt[]): readonly Recalled[] {
  const memories = new Map<string, Recalled>();
  for (const { deck, question, at, right, sure } of attempts) {
    const key = `${deck}/${question}`;
    const memory = remember(memories.get(key)?.memory ?? null, at, gradeOf(right, sure));
    memories.set(key, { deck, question, memory });
  }
  return [...memories.values()];
}

/** The same of one member; what falls due while they are away waits until they are back. */
export async function recalled(tx: Tx, member: string): Promise<readonly Recalled[]> {
  const all = recall(await tx.sessions.attempts(member));
  const absences = await tx.habits.absences(member);
  if (absences.length === 0) return all;
  return all.map(({ memory, ...one }) => ({
    ...one,
    memory: { ...memory, dueAt: postponedDueDate(absences, memory.lastAt ?? 0, memory.dueAt) },
  }));
}

/** Questions that are due for a member, longest overdue first, without retired ones. */
export async function dueFor(tx: Tx, member: string, now: number): Promise<readonly Recalled[]> {
  const retired = new Set((await tx.sessions.suspended(member)).map(nameOf));
  return (await recalled(tx, member))
    .filter((one) => one.memory.dueAt <= now && !retired.has(nameOf(one)))
    .sort((a, b) => a.memory.dueAt - b.memory.dueAt);
}

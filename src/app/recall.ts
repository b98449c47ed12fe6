import { gradeOf, remember, type Memory } from '../domain/memory.ts';
import type { Sight, Tx } from '../ports/store.ts';

export interface Recalled {
  readonly deck: string;
  readonly question: string;
  readonly memory: Memory;
}

/** What a member remembers: a fold over every look, so nothing has to be kept in step. */
export function recall(sights: readonly Sight[]): readonly Recalled[] {
  const memories = new Map<string, Recalled>();
  for (const { deck, question, at, right, sure } of sights) {
    const key = `${deck}/${question}`;
    const memory = remember(memories.get(key)?.memory ?? null, at, gradeOf(right, sure));
    memories.set(key, { deck, question, memory });
  }
  return [...memories.values()];
}

/** Questions that are due for a member, longest overdue first, without retired ones. */
export async function dueFor(tx: Tx, member: string, now: number): Promise<readonly Recalled[]> {
  const retired = new Set((await tx.sessions.retired(member)).map(nameOf));
  return recall(await tx.sessions.sights(member))
    .filter((one) => one.memory.dueAt <= now && !retired.has(nameOf(one)))
    .sort((a, b) => a.memory.dueAt - b.memory.dueAt);
}

export function nameOf(one: { readonly deck: string; readonly question: string }): string {
  return `${one.deck}/${one.question}`;
}

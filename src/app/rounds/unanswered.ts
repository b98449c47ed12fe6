import { isOpen, type Round } from '../../domain/round.ts';
import type { Work } from '../context.ts';
import { isPosted } from './lifecycle.ts';

/** The channel's open questions that members can see and this one has not answered, newest first. */
export async function unansweredIn(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  channel: string,
  member: string,
): Promise<readonly Round[]> {
  const unanswered: Round[] = [];
  for (const round of await tx.rounds.openIn(channel)) {
    if (!isOpen(round, now) || (await tx.answers.of(round.id, member)) !== null) continue;
    if (await isPosted({ tx, now }, round.id)) unanswered.push(round);
  }
  return unanswered;
}

import { plain } from '../../domain/text.ts';
import type { Round } from '../../domain/round.ts';
import type { Words } from '../../i18n/index.ts';
import type { Work } from '../context.ts';
import { quotedPost } from '../shared/jam.ts';

const QUESTION = 'round:';
const REVEAL = 'reveal:';

/** The outbox name of a round's question; its reveal and edits refer to it. */
export function questionPost(round: string): string {
  return `${QUESTION}${round}`;
}

export function revealPost(round: string): string {
  return `${REVEAL}${round}`;
}

/** The round of a question's post; null for other posts. */
export function roundOfPost(name: string): string | null {
  return name.startsWith(QUESTION) ? name.slice(QUESTION.length) : null;
}

/** The round whose question or reveal a post of that name is; null for other posts. */
export async function roundBehind({ tx }: Pick<Work, 'tx'>, name: string): Promise<Round | null> {
  const id = name.startsWith(REVEAL) ? name.slice(REVEAL.length) : roundOfPost(name);
  return id === null ? null : tx.rounds.get(id);
}

/** A post in words, to stand within a sentence: `“Colours: Which one …?”`, `the reveal of “Which one …?”`. */
export function postSaid(
  words: Words,
  { name, gist }: { readonly name: string; readonly gist: string },
  round: Round | null,
): string {
  return round !== null && name.startsWith(REVEAL)
    ? words.postReveal({ stem: quotedPost(plain(round.pinned.question.ask)) })
    : words.postQuoted({ what: quotedPost(gist) });
}

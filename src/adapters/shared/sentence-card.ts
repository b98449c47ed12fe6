import type { Card } from '../../domain/card.ts';
import { text as literal } from '../../domain/text.ts';
import type { Reply } from '../../domain/reply.ts';

/** A sentence as a message of its own. */
export function sentenceCard(sentence: string): Card {
  return { gist: sentence, blocks: [{ kind: 'text', text: literal(sentence), tone: 'normal' }] };
}

/** The same as a private reply. */
export function sentenceReply(sentence: string): Reply {
  return { kind: 'card', card: sentenceCard(sentence) };
}

import type { Action } from '../../domain/action.ts';
import type { Card } from '../../domain/card.ts';
import type { Language, Localized } from '../../domain/language.ts';
import { text as literal } from '../../domain/text.ts';
import type { Reply } from '../../domain/reply.ts';

/** A sentence as a message of its own. */
export function sentenceCard(sentence: string): Card {
  return { gist: sentence, blocks: [{ kind: 'text', text: literal(sentence), tone: 'normal' }] };
}

const AGAIN: Localized = { en: 'Try again', de: 'Noch einmal' };

/** What is wrong with a submitted form, with a button that opens it again. */
export function refusalCard(sentence: string, language: Language, form: Action): Card {
  return withButton(sentence, AGAIN[language], form);
}

/** A sentence above a button. */
export function withButton(sentence: string, label: string, does: Action): Card {
  const card = sentenceCard(sentence);
  const buttons = [{ label, does, weight: 'primary' }] as const;
  return { ...card, blocks: [...card.blocks, { kind: 'buttons', buttons }] };
}

/** A sentence as a private reply. */
export function sentenceReply(sentence: string): Reply {
  return { kind: 'card', card: sentenceCard(sentence) };
}

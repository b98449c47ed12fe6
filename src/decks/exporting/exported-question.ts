import type { Question, Source } from '../../domain/deck.ts';
import { textToMarkdown } from '../importing/text-to-markdown.ts';
import type { Text } from '../../domain/text.ts';

/** A question with its texts written in one notation, Markdown or HTML. */
export interface ExportedQuestion {
  readonly id: string;
  readonly ask: string;
  readonly context: string;
  readonly options: readonly ExportedOption[];
  readonly explain: string;
  readonly points: readonly string[];
  readonly tags: readonly string[];
  readonly level: 1 | 2 | 3 | null;
  readonly sources: readonly Source[];
  readonly reviewed: string | null;
  readonly retired: boolean;
}

export interface ExportedOption {
  readonly id: string;
  readonly text: string;
  readonly key: boolean;
  readonly why: string;
  readonly short: string | null;
  readonly kind: string | null;
}

/** A question's texts by one way of writing them. */
export function exportedQuestion(
  question: Question,
  write: (text: Text) => string,
): ExportedQuestion {
  return {
    ...question,
    ask: write(question.ask),
    context: write(question.context),
    options: question.options.map((option) => ({
      ...option,
      text: write(option.text),
      why: write(option.why),
    })),
    explain: write(question.explain),
    points: question.points.map(write),
    level: question.difficultyLevel,
  };
}

/** A deck's text in its own Markdown; a deck that was read has none that cannot be written. */
export function asMarkdown(text: Text): string {
  return textToMarkdown(text) ?? '';
}

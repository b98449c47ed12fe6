import type { Deck, Option, Question } from '../../domain/deck.ts';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Text } from '../../domain/text.ts';
import { readMarkdown, type MarkdownProblem } from './markdown.ts';
import { optionIds } from './option-ids.ts';
import type { DeckFile } from './schema.ts';

const REMEMBERED = 5_000;

/** Texts that were read: of a deck that its author is writing, one text changes at a time. */
const texts = boundedCache<string, ReturnType<typeof readMarkdown>>(REMEMBERED);

/** Hears of a deck's texts, by their paths. */
export interface TextNotes {
  /** What the small Markdown cannot say. */
  readonly problem: (path: readonly PropertyKey[], found: MarkdownProblem) => void;
  /** Signs that look like Markdown and are shown as letters. */
  readonly asWritten: (path: readonly PropertyKey[], signs: string) => void;
}

/** A file of the right shape → the deck that it means. */
export function toDeck(file: DeckFile, notes: TextNotes): Deck {
  const read = (source: string | undefined, path: readonly PropertyKey[]): Text => {
    if (source === undefined) return [];
    const known = texts.get(source) ?? readMarkdown(source);
    texts.set(source, known);
    const { text, problems, asWritten } = known;
    for (const one of problems) notes.problem(path, one);
    for (const signs of asWritten) notes.asWritten(path, signs);
    return text;
  };
  const questions = file.questions.map((one, index): Question => {
    const here = ['questions', index];
    const ids = optionIds(one.options);
    return {
      id: one.id,
      ask: read(one.ask, [...here, 'ask']),
      context: read(one.context, [...here, 'context']),
      options: one.options.map((option, place): Option => {
        const there = [...here, 'options', place];
        return {
          id: ids[place] ?? '',
          text: read(option.text, [...there, 'text']),
          short: option.short ?? null,
          key: option.key === true,
          why: read(option.why, [...there, 'why']),
          kind: option.kind ?? null,
        };
      }),
      explain: read(one.explain, [...here, 'explain']),
      points: (one.points ?? []).map((point, place) => read(point, [...here, 'points', place])),
      tags: one.tags ?? [],
      difficultyLevel: one.level ?? null,
      sources: one.sources ?? [],
      reviewed: one.reviewed ?? null,
      retired: one.retired === true,
    };
  });
  return {
    id: file.deck,
    title: file.title,
    task: file.task ?? '',
    rubric: file.rubric ?? null,
    style: file.style ?? 'best-answer',
    language: file.language ?? 'en',
    order: file.order ?? 'any',
    practice: file.practice ?? 'any',
    asksSure: file.sure === true,
    tips: (file.tips ?? []).map((tip, index) => read(tip, ['tips', index])),
    questions,
  };
}

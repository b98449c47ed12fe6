import type { Deck, Option, Question } from '../../domain/deck.ts';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Text } from '../../domain/text.ts';
import { readMarkdown, type MarkdownProblem } from './markdown.ts';
import { optionIds } from './option-ids.ts';
import type { DeckFile } from './schema.ts';

const REMEMBERED = 5_000;

/** Texts that were read: of a deck that its author is writing, one text changes at a time. */
const texts = boundedCache<string, ReturnType<typeof readMarkdown>>(REMEMBERED);

/** A file of the right shape → the deck that it means; `problem` hears what its Markdown cannot say. */
export function toDeck(
  file: DeckFile,
  problem: (path: readonly PropertyKey[], found: MarkdownProblem) => void,
): Deck {
  const read = (source: string | undefined, path: readonly PropertyKey[]): Text => {
    if (source === undefined) return [];
    const known = texts.get(source) ?? readMarkdown(source);
    texts.set(source, known);
    const { text, problems } = known;
    for (const one of problems) problem(path, one);
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
    asksSure: file.sure === true,
    tips: (file.tips ?? []).map((tip, index) => read(tip, ['tips', index])),
    questions,
  };
}

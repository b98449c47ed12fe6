import type { Deck, Option, Question } from '../../domain/deck.ts';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Text } from '../../domain/text.ts';
import { readMarkdown, type MarkdownProblem } from './markdown.ts';
import { optionIds } from './option-ids.ts';
import type { DeckFile } from './schema.ts';

const REMEMBERED_QUESTIONS = 500;

/** Questions that were read, with what there is to hear of their texts, by paths within them. */
const questions = boundedCache<string, ReadQuestion>(REMEMBERED_QUESTIONS);

interface ReadQuestion {
  readonly question: Question;
  readonly tell: (notes: TextNotes, here: readonly PropertyKey[]) => void;
}

/** Hears of a deck's texts, by their paths. */
export interface TextNotes {
  /** What the small Markdown cannot say. */
  readonly problem: (path: readonly PropertyKey[], found: MarkdownProblem) => void;
  /** Signs that look like Markdown and are shown as letters. */
  readonly asWritten: (path: readonly PropertyKey[], signs: string) => void;
}

/** A file of the right shape → the deck that it means. */
export function toDeck(file: DeckFile, notes: TextNotes): Deck {
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
    questions: file.questions.map((one, index) => {
      const { question, tell } = readQuestion(one);
      tell(notes, ['questions', index]);
      return question;
    }),
    tips: (file.tips ?? []).map((tip, index) => readText(tip, ['tips', index], notes)),
  };
}

/** The same object for the same content, so that what was made of it can be remembered. */
function readQuestion(one: DeckFile['questions'][number]): ReadQuestion {
  const key = JSON.stringify(one);
  const known = questions.get(key) ?? freshQuestion(one);
  questions.set(key, known);
  return known;
}

function freshQuestion(one: DeckFile['questions'][number]): ReadQuestion {
  const told: ((notes: TextNotes, here: readonly PropertyKey[]) => void)[] = [];
  const heard: TextNotes = {
    problem: (path, found) =>
      void told.push((notes, here) => notes.problem([...here, ...path], found)),
    asWritten: (path, signs) =>
      void told.push((notes, here) => notes.asWritten([...here, ...path], signs)),
  };
  const read = (source: string | undefined, path: readonly PropertyKey[]): Text =>
    readText(source, path, heard);
  const ids = optionIds(one.options);
  const question = {
    id: one.id,
    ask: read(one.ask, ['ask']),
    context: read(one.context, ['context']),
    options: one.options.map((option, place): Option => {
      const there = ['options', place];
      return {
        id: ids[place] ?? '',
        text: read(option.text, [...there, 'text']),
        short: option.short ?? null,
        key: option.key === true,
        why: read(option.why, [...there, 'why']),
        kind: option.kind ?? null,
      };
    }),
    explain: read(one.explain, ['explain']),
    points: (one.points ?? []).map((point, place) => read(point, ['points', place])),
    tags: one.tags ?? [],
    difficultyLevel: one.level ?? null,
    sources: one.sources ?? [],
    reviewed: one.reviewed ?? null,
    retired: one.retired === true,
  };
  return {
    question,
    tell: (notes, here) => {
      for (const one of told) one(notes, here);
    },
  };
}

function readText(
  source: string | undefined,
  path: readonly PropertyKey[],
  notes: TextNotes,
): Text {
  if (source === undefined) return [];
  const { text, problems, asWritten } = readMarkdown(source);
  for (const one of problems) notes.problem(path, one);
  for (const signs of asWritten) notes.asWritten(path, signs);
  return text;
}

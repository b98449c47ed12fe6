import type { z } from 'zod';
import { deckSchema, type DeckFile } from './schema.ts';

/** A deck file without its questions of a wrong shape. */
export interface SoundQuestions {
  readonly file: DeckFile;
  /** For each question that is left, its place in the file. */
  readonly places: readonly number[];
}

/**
 * The questions that one may still look at when others break the schema, so that one of them hides nothing of the rest.
 * Null if the deck itself is of a wrong shape, or no question is sound.
 */
export function soundQuestions(
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): SoundQuestions | null {
  if (typeof value !== 'object' || value === null || !('questions' in value)) return null;
  const { questions } = value;
  const broken = new Set(
    issues.map(({ path: [first, place] }) => (first === 'questions' ? place : null)),
  );
  if (!Array.isArray(questions) || broken.has(null) || broken.has(undefined)) return null;
  const places = questions.map((_, place) => place).filter((place) => !broken.has(place));
  const left: readonly unknown[] = places.map((place): unknown => questions[place]);
  const parsed = deckSchema.safeParse({ ...value, questions: left });
  return parsed.success ? { file: parsed.data, places } : null;
}

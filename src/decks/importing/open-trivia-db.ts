import { NO_TRIVIA } from './reasons.ts';
import { z } from 'zod';
import { decodeEntities } from './html-to-text.ts';
import { bareQuestion, levelOf, notCarried, type Item, type TextSource } from './imported.ts';
import { jsonElements, parseJson } from './json-elements.ts';
import { literalText } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';

export const openTriviaQuestion = z.object({
  question: z.string(),
  correct_answer: z.string(),
  incorrect_answers: z.array(z.string()),
  category: z.string().optional(),
  difficulty: z.string().optional(),
});

/** Open Trivia DB's JSON (its API's answer, or the list in it): letters are HTML entities, nothing else is HTML. */
export function* parseOpenTriviaDb({ text }: TextSource): Iterable<Item> {
  for (const { line, letters } of jsonElements(text)) {
    const parsed = openTriviaQuestion.safeParse(parseJson(letters));
    if (parsed.success) yield triviaQuestion(line, parsed.data, decodeEntities);
    else yield notCarried(line, NO_TRIVIA);
  }
}

/** A question with its key apart, as Open Trivia DB and LakeYS's bot have it. */
export function triviaQuestion(
  line: number,
  found: z.output<typeof openTriviaQuestion>,
  decode: (letters: string) => string,
): Item {
  const option = (letters: string, key: boolean) => ({
    text: literalText(decode(letters)),
    key,
    why: [],
  });
  const ask = literalText(decode(found.question));
  const options = [
    option(found.correct_answer, true),
    ...found.incorrect_answers.map((letters) => option(letters, false)),
  ];
  return {
    ...bareQuestion(line, ask, options),
    tags: found.category === undefined ? [] : [decode(found.category)],
    level: levelOf(found.difficulty ?? ''),
    marks: [ask, ...options.map(({ text }) => text)].flatMap(latexMarks),
  };
}

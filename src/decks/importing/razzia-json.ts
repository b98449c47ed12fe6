import { PICTURE_LEFT_OUT, SOUND_LEFT_OUT } from './reasons.ts';
import { z } from 'zod';
import { bareQuestion, notCarried, type Item, type Mark, type TextSource } from './imported.ts';
import { jsonElements, parseJson } from './json-elements.ts';
import { literalText } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';

const question = z.object({
  type: z.string().optional(),
  question: z.string(),
  answers: z.array(z.string()),
  // Files of Rahoot, as Razzia was called, have one number under either name.
  solutions: z.union([z.number(), z.array(z.number())]).optional(),
  solution: z.union([z.number(), z.array(z.number())]).optional(),
  media: z.object({ type: z.string().optional(), url: z.string() }).optional(),
  image: z.string().optional(),
});

const quiz = z.object({ gameMode: z.string().optional(), subject: z.string().optional() });

/** Razzia's quizzes (github.com/Ralex91/Razzia): solutions are places among the answers, counted from 0. */
export function* parseRazziaJson({ text }: TextSource): Iterable<Item> {
  const about = quiz.safeParse(parseJson(text)).data;
  for (const { line, letters } of jsonElements(text)) {
    const parsed = question.safeParse(parseJson(letters));
    if (!parsed.success)
      yield notCarried(line, {
        en: 'it lacks question, answers or solutions',
        de: 'ihr fehlt question, answers oder solutions',
      });
    else if (about?.gameMode === 'survey')
      yield notCarried(line, {
        en: 'a survey has no key',
        de: 'eine Umfrage hat keine richtige Option',
      });
    else yield questionOf(line, parsed.data, about?.subject ?? null);
  }
}

function questionOf(line: number, found: z.output<typeof question>, subject: string | null): Item {
  const solutions = [found.solutions ?? found.solution ?? []].flat();
  if (solutions.some((place) => found.answers[place] === undefined))
    return notCarried(line, {
      en: 'its solution is no place among its answers',
      de: 'ihre Lösung ist kein Platz unter ihren Antworten',
    });
  const ask = literalText(found.question);
  const options = found.answers.map((letters, place) => ({
    text: literalText(letters),
    key: solutions.includes(place),
    why: [],
  }));
  const texts = [ask, ...options.map(({ text }) => text)];
  return {
    ...bareQuestion(line, ask, options),
    tags: subject === null ? [] : [subject],
    marks: [...mediaMarks(found), ...texts.flatMap(latexMarks)],
  };
}

function mediaMarks({ media, image }: z.output<typeof question>): readonly Mark[] {
  const url = media?.url ?? image ?? '';
  if (url === '') return [];
  const isPicture = media === undefined || (media.type ?? 'image') === 'image';
  const what = isPicture ? PICTURE_LEFT_OUT : SOUND_LEFT_OUT;
  return [{ what, detail: url.split(/[/?#]/).findLast((part) => part !== '') ?? null }];
}

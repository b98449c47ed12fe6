import { severalKeys } from './reasons.ts';
import { bareQuestion, notCarried, type Item, type TextSource } from './imported.ts';
import { literalText } from './literal-text.ts';
import { latexMarks } from './text-marks.ts';

/** A question as far as its lines have been read. */
interface Open {
  readonly line: number;
  readonly stem: string[];
  readonly options: { readonly letter: string; readonly text: string }[];
}

const NO_ANSWER = {
  en: 'it has no line ANSWER: with its key',
  de: 'ihr fehlt die Zeile ANSWER: mit der richtigen Option',
};

/** Moodle's Aiken (docs.moodle.org, Aiken format): a stem, options `A)` or `A.`, and `ANSWER: A`. */
export function* parseAiken({ text }: TextSource): Iterable<Item> {
  let open: Open | null = null;
  for (const [place, letters] of text.split('\n').entries()) {
    const line = place + 1;
    const answer = /^\s*ANSWER\s*:\s*(.*)$/i.exec(letters)?.[1]?.trim();
    const option = /^\s*([A-Z])[).]\s*(.*)$/.exec(letters);
    if (answer !== undefined) {
      yield open === null
        ? notCarried(line, {
            en: 'ANSWER stands without a question',
            de: 'ANSWER steht ohne Frage da',
          })
        : closed(open, answer);
      open = null;
    } else if (option !== null) {
      open ??= { line, stem: [], options: [] };
      open.options.push({ letter: option[1] ?? '', text: option[2] ?? '' });
    } else if (letters.trim() === '') {
      if (open !== null && open.options.length === 0) open.stem.push('');
    } else {
      if (open !== null && open.options.length > 0) {
        yield notCarried(open.line, NO_ANSWER);
        open = null;
      }
      open ??= { line, stem: [], options: [] };
      open.stem.push(letters);
    }
  }
  if (open !== null) yield notCarried(open.line, NO_ANSWER);
}

function closed({ line, stem, options }: Open, answer: string): Item {
  if (stem.length === 0)
    return notCarried(line, {
      en: 'the options have no question above them',
      de: 'über den Optionen steht keine Frage',
    });
  const letters = answer.toUpperCase().split(/[\s,;]+/);
  if (letters.length > 1 && letters.every((letter) => /^[A-Z]$/.test(letter)))
    return notCarried(line, severalKeys(letters.length));
  const key = options.findIndex(({ letter }) => letter === answer.toUpperCase());
  if (key === -1)
    return notCarried(line, {
      en: `ANSWER names ${answer.slice(0, 20) || 'nothing'}, which is no option`,
      de: `ANSWER nennt ${answer.slice(0, 20) || 'nichts'}, das ist keine Option`,
    });
  const ask = literalText(stem.join('\n'));
  const texts = options.map((option) => literalText(option.text));
  return {
    ...bareQuestion(
      line,
      ask,
      texts.map((option, place) => ({ text: option, key: place === key, why: [] })),
    ),
    marks: [ask, ...texts].flatMap(latexMarks),
  };
}

import { CLOZE, DESCRIPTION, ESSAY, MATCHING, NUMERICAL, TYPED, weighted } from './reasons.ts';
import type { Localized } from '../../domain/language.ts';
import { categoryTags } from './category-tags.ts';
import { QuestionTexts, trueFalse, type TextFormat } from './formatted-text.ts';
import {
  bareQuestion,
  notCarried,
  type ImportedOption,
  type Item,
  type TextSource,
} from './imported.ts';
import { readXml, type XmlElement } from './xml-elements.ts';

/** Moodle's XML (docs.moodle.org, Moodle XML format): multiple choice with one key, and true/false. */
export function* parseMoodleXml({ text }: TextSource): Iterable<Item> {
  let category: readonly string[] = [];
  for (const found of readXml(text, 'question')) {
    if (found.kind === 'broken') {
      yield notCarried(found.line, {
        en: `its XML is broken: ${found.message}`,
        de: 'ihr XML ist an dieser Stelle fehlerhaft',
      });
      continue;
    }
    const { element } = found;
    const type = element.attributes.get('type') ?? '';
    if (type === 'category') {
      category = categoryTags(wordsAt(element, ['category', 'text']));
      continue;
    }
    const item = questionOf(element, type);
    yield item.kind === 'question' ? { ...item, tags: [...category, ...item.tags] } : item;
  }
}

const OTHER_TYPES: Readonly<Record<string, Localized>> = {
  shortanswer: TYPED,
  matching: MATCHING,
  ddmatch: MATCHING,
  numerical: NUMERICAL,
  calculated: NUMERICAL,
  calculatedsimple: NUMERICAL,
  calculatedmulti: {
    en: 'its numbers are drawn anew each time',
    de: 'ihre Zahlen werden jedes Mal neu gezogen',
  },
  essay: ESSAY,
  description: DESCRIPTION,
  cloze: CLOZE,
  multianswer: CLOZE,
  gapselect: CLOZE,
  ddwtos: CLOZE,
};

function questionOf(element: XmlElement, type: string): Item {
  const { line } = element;
  if (type !== 'multichoice' && type !== 'truefalse')
    return notCarried(
      line,
      OTHER_TYPES[type] ?? {
        en: `questions of type “${type.slice(0, 40)}” are not carried`,
        de: `Fragen vom Typ „${type.slice(0, 40)}“ werden nicht übernommen`,
      },
    );
  if (wordsAt(element, ['hidden']).trim() === '1')
    return notCarried(line, { en: 'it is hidden in Moodle', de: 'sie ist in Moodle verborgen' });
  const texts = new QuestionTexts();
  const ask = formatted(texts, element.child('questiontext'));
  const options = type === 'truefalse' ? statement(texts, element) : choices(texts, element);
  if ('en' in options) return notCarried(line, options);
  const explain = formatted(texts, element.child('generalfeedback'));
  const name = [wordsAt(element, ['idnumber']), wordsAt(element, ['name', 'text'])].find(
    (words) => words.trim() !== '',
  );
  return {
    ...bareQuestion(line, ask, options),
    name: name?.trim() ?? null,
    explain,
    tags:
      element
        .child('tags')
        ?.all('tag')
        .map((tag) => wordsAt(tag, ['text'])) ?? [],
    marks: texts.marks,
  };
}

function choices(texts: QuestionTexts, element: XmlElement): readonly ImportedOption[] | Localized {
  const options: ImportedOption[] = [];
  for (const answer of element.all('answer')) {
    const weight = Number(answer.attributes.get('fraction') ?? '0');
    if (weight > 0 && weight < 100) return weighted(weight);
    options.push({
      text: formatted(texts, answer),
      key: weight >= 100,
      why: formatted(texts, answer.child('feedback')),
    });
  }
  return options;
}

function statement(
  texts: QuestionTexts,
  element: XmlElement,
): readonly ImportedOption[] | Localized {
  const answers = element.all('answer');
  const word = (answer: XmlElement): string => wordsAt(answer, ['text']).trim().toLowerCase();
  const right = answers.find((answer) => Number(answer.attributes.get('fraction')) === 100);
  if (right === undefined || !['true', 'false'].includes(word(right)))
    return {
      en: 'neither true nor false is its key',
      de: 'weder wahr noch falsch ist als richtig markiert',
    };
  const wrong = answers.find((answer) => answer !== right);
  return trueFalse(word(right) === 'true', {
    right: formatted(texts, right.child('feedback')),
    wrong: formatted(texts, wrong?.child('feedback')),
  });
}

const FORMATS: Readonly<Record<string, TextFormat>> = { html: 'html', markdown: 'markdown' };

function formatted(texts: QuestionTexts, element: XmlElement | undefined) {
  if (element === undefined) return [];
  const format = FORMATS[element.attributes.get('format') ?? ''] ?? 'plain';
  return texts.read(wordsAt(element, ['text']), format);
}

function wordsAt(element: XmlElement, path: readonly string[]): string {
  let here: XmlElement | undefined = element;
  for (const name of path) here = here?.child(name);
  return here?.words ?? '';
}

import type { DeckSettings, OptionFields, QuestionFields } from '../../domain/deck-fields.ts';
import { optionIds } from '../reading/option-ids.ts';

// What an author wrote, from whatever the YAML holds: a value of another shape reads as an empty one.

export function settingsIn(value: unknown): DeckSettings {
  const deck = recordOf(value);
  return {
    deck: textOf(deck['deck']),
    title: textOf(deck['title']),
    task: textOf(deck['task']),
    rubric: textOf(deck['rubric']),
    style: textOf(deck['style']),
    language: textOf(deck['language']),
    order: textOf(deck['order']),
    practice: textOf(deck['practice']),
    reasons: textOf(deck['reasons']),
    sure: textOf(deck['sure']) === 'true',
    tips: textsOf(deck['tips']),
  };
}

export function questionsIn(value: unknown): readonly QuestionFields[] {
  return listOf(recordOf(value)['questions']).map(questionIn);
}

function questionIn(value: unknown): QuestionFields {
  const question = recordOf(value);
  return {
    id: textOf(question['id']),
    ask: textOf(question['ask']),
    context: textOf(question['context']),
    options: optionsIn(question['options']),
    explain: textOf(question['explain']),
    points: textsOf(question['points']),
    tags: textsOf(question['tags']),
    level: textOf(question['level']),
    sources: listOf(question['sources']).map((source) => ({
      title: textOf(recordOf(source)['title']),
      url: textOf(recordOf(source)['url']),
    })),
    reviewed: textOf(question['reviewed']),
    retired: textOf(question['retired']) === 'true',
  };
}

/** Options without an id get the one that the reader makes of their text, so that a change of the text keeps it. */
function optionsIn(value: unknown): readonly OptionFields[] {
  const options = listOf(value).map(recordOf);
  const ids = optionIds(
    options.map((option) => ({
      id: textOf(option['id']) === '' ? undefined : textOf(option['id']),
      text: textOf(option['text']),
    })),
  );
  return options.map((option, place) => ({
    id: textOf(option['text']) === '' ? textOf(option['id']) : (ids[place] ?? ''),
    text: textOf(option['text']),
    short: textOf(option['short']),
    why: textOf(option['why']),
    key: textOf(option['key']) === 'true',
    kind: textOf(option['kind']),
  }));
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Failsafe YAML has no values but texts. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(textOf);
}

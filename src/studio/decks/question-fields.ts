import type { OptionFields, QuestionFields } from '../../domain/deck-fields.ts';
import { plainLines } from './loaded-deck.ts';

export const MOST_OPTIONS = 8;

export const EMPTY_OPTION: OptionFields = {
  id: '',
  text: '',
  short: '',
  why: '',
  key: false,
  kind: '',
};

/** What the form of a question says; options without any text are left out. */
export function questionFrom(body: URLSearchParams): QuestionFields {
  const text = (name: string): string => plainLines(body.get(name) ?? '').trim();
  const line = (name: string): string => text(name).replaceAll(/\s+/g, ' ');
  const lines = (name: string, by: RegExp): readonly string[] =>
    text(name)
      .split(by)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const key = text('key');
  const options = Array.from({ length: MOST_OPTIONS }, (_, at): OptionFields => ({
    id: text(`option-${at}-id`),
    text: text(`option-${at}-text`),
    short: line(`option-${at}-short`),
    why: text(`option-${at}-why`),
    key: key === String(at),
    kind: key === String(at) ? '' : text(`option-${at}-kind`),
  }));
  return {
    id: line('id'),
    ask: text('ask'),
    context: text('context'),
    options: options.filter((one) => one.text !== '' || one.why !== '' || one.short !== ''),
    explain: text('explain'),
    points: lines('points', /\n/),
    // A tag of two words is one tag, as decks write it.
    tags: lines('tags', /[,\n]/).map((tag) => tag.toLowerCase().replaceAll(/\s+/g, '-')),
    level: text('level'),
    sources: lines('sources', /\n/).map((source) => {
      const [title = '', url = ''] = source.split(/\s*\|\s*(?=\S*$)/);
      return { title, url };
    }),
    reviewed: text('reviewed'),
    retired: text('retired') === 'true',
  };
}

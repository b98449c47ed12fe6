import type { Block, Button, Card } from '../../domain/card.ts';
import type { DeckUpdate, UpdatedQuestion } from '../../domain/deck-update.ts';
import type { Field, Form } from '../../domain/form.ts';
import { capitalised, list, text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import type { ImportLine } from '../../ports/deck-importer.ts';
import { cutLine } from '../shared/cut-line.ts';
import { hasRoom, notice, runs } from '../shared/notice-card.ts';
import type { Brought } from './read-import.ts';

/** Lines of one kind; the studio shows all of them. */
const MOST_LINES = 10;
const LONGEST_REASON = 200;
const LONGEST_STEM = 100;
/** In the place of a deck's id, of which it can be none. */
export const NEW_DECK = '-';
export const LONGEST_TITLE = 100;

export interface Named {
  readonly id: string;
  readonly title: string;
}

/** A deck as it was saved. */
export interface Saved {
  readonly id: string;
  readonly title: string;
  readonly questions: number;
  /** The id that the file gives it, which another deck has. */
  readonly wanted: string;
  readonly lacksReasons: boolean;
}

/** The form that asks for the file. */
export function importForm(words: Words, decks: readonly Named[]): Form {
  return {
    title: words.importTitle(),
    submit: words.importSubmit(),
    cancel: words.formCancel(),
    does: { kind: 'form', form: 'import', about: '' },
    fields: [
      {
        name: 'file',
        label: words.importFile(),
        hint: words.importFileHint(),
        required: true,
        input: { kind: 'file' },
      },
      ...(decks.length === 0 ? [] : [intoField(words, decks)]),
      {
        name: 'title',
        label: words.importDeckTitle(),
        hint: words.importDeckTitleHint(),
        required: false,
        input: { kind: 'line', value: '', longest: LONGEST_TITLE },
      },
    ],
  };
}

function intoField(words: Words, decks: readonly Named[]): Field {
  return {
    name: 'into',
    label: words.importInto(),
    hint: words.importIntoHint(),
    required: true,
    input: {
      kind: 'one',
      value: NEW_DECK,
      options: [
        { value: NEW_DECK, label: capitalised(words.importIntoNew()) },
        ...decks.map(({ id, title }) => ({ value: id, label: title })),
      ],
    },
  };
}

/** What a file does to a deck that is there, before anything of it is published. */
export function updatedCard(
  words: Words,
  view: {
    readonly brought: Brought;
    readonly deck: Named;
    readonly update: DeckUpdate;
    readonly hasStudio: boolean;
  },
): Card {
  const { brought, deck, update, hasStudio } = view;
  const { added, changed, missing } = update;
  const heading = words.importDone({ written: brought.written, read: brought.read });
  const isDraft = update.put.length > 0;
  const publish = { label: words.buttonPublish(), line: `question publish ${deck.id}` };
  const discard = { label: words.buttonDiscard(), line: `question discard ${deck.id}` };
  const buttons = [
    ...[publish, discard]
      .filter(({ line }) => isDraft && hasRoom(line))
      .map(({ label, line }) => runs(label, line, line === publish.line ? 'primary' : 'normal')),
    ...(hasStudio ? [runs(words.studioOpen(), 'studio')] : []),
  ];
  const sentence = isDraft ? words.importIntoDraft(deck) : words.importIntoSame(deck);
  return {
    gist: heading,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: text(sentence), tone: 'normal' },
      ...stems(words.importAdded({ count: added.length }), added),
      ...stems(words.importChanged({ count: changed.length }), changed),
      ...stems(words.importMissing({ count: missing.length }), missing),
      ...lines(words, words.importNotCarried(), brought.notCarried),
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ],
  };
}

function stems(heading: string, all: readonly UpdatedQuestion[]): readonly Block[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_LINES).map(({ id, ask }) => [cutLine(ask || id, LONGEST_STEM)]);
  const more = all.length > shown.length ? [['…']] : [];
  return [{ kind: 'text', text: [...text(heading), ...list([...shown, ...more])], tone: 'normal' }];
}

/** The way to the studio's import, where a chat takes no files; null if the studio has no address. */
export function studioImportCard(words: Words, origin: string | null): Card {
  if (origin === null) return notice(words.studioNoAddress());
  const link = `${origin}/studio/import`;
  return {
    gist: words.importInStudio(),
    blocks: [
      { kind: 'text', text: text({ text: words.importInStudio(), link }), tone: 'normal' },
      { kind: 'text', text: text(words.importFileHint()), tone: 'quiet' },
    ],
  };
}

/** What became of a file: its decks, what was not carried with its place and reason, and what to look at. */
export function importedCard(
  words: Words,
  view: {
    readonly brought: Brought;
    readonly saved: readonly Saved[];
    readonly hasStudio: boolean;
  },
): Card {
  const { brought, saved, hasStudio } = view;
  const { read } = brought;
  const written = saved.reduce((sum, { questions }) => sum + questions, 0);
  const heading = words.importDone({ written, read });
  const renamed = saved.filter(({ id, wanted }) => id !== wanted);
  const notes = [
    ...renamed.map(({ id, wanted }) => words.importRenamed({ id, wanted })),
    ...(saved.some(({ lacksReasons }) => lacksReasons) ? [words.importNoReasons()] : []),
    words.importInUse(),
  ];
  const decks = saved.map(({ id, title, questions }) => [
    words.deckLine({ title, count: questions, id }),
  ]);
  return {
    gist: heading,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: list(decks), tone: 'normal' },
      { kind: 'text', text: text(notes.join(' ')), tone: 'normal' },
      ...lines(words, words.importNotCarried(), brought.notCarried),
      ...lines(words, words.importLooks(), brought.looks),
      { kind: 'buttons', buttons: waysOn(words, saved, hasStudio) },
    ],
  };
}

function waysOn(words: Words, saved: readonly Saved[], hasStudio: boolean): readonly Button[] {
  const previews = saved
    .slice(0, 3)
    .map(({ id, title }) => ({
      line: `preview ${id}`,
      label: saved.length === 1 ? words.buttonPreview() : `${words.buttonPreview()}: ${title}`,
    }))
    .filter(({ line }) => hasRoom(line));
  return [
    ...previews.map(({ label, line }) => runs(label, line, 'primary')),
    ...(hasStudio ? [runs(words.studioOpen(), 'studio')] : []),
  ];
}

/** Nothing of the file could be used. */
export function nothingImportedCard(words: Words, name: string, brought: Brought): Card {
  const heading = words.importNothing({ name });
  return {
    gist: heading,
    blocks: [
      { kind: 'text', text: text(heading), tone: 'normal' },
      ...lines(words, words.importNotCarried(), brought.notCarried),
    ],
  };
}

function lines(words: Words, heading: string, all: readonly ImportLine[]): readonly Block[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_LINES).map((one) => {
    const { line } = one;
    const reason = cutLine(one.reason[words.language], LONGEST_REASON);
    return [line === 0 ? reason : words.importLine({ line, reason })];
  });
  const rest = all.length - shown.length;
  const more = rest > 0 ? [[words.importMore({ count: rest })]] : [];
  return [{ kind: 'text', text: [...text(heading), ...list([...shown, ...more])], tone: 'normal' }];
}

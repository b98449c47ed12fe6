import { encodedLength, LONGEST_CODE } from '../../domain/action.ts';
import type { Card } from '../../domain/card.ts';
import type { Meant, Misread, WordKind } from '../../domain/command-misread.ts';
import { LONGEST_LINE } from '../../domain/command-words.ts';
import {
  choicesOf,
  nameOf,
  usage,
  type ArgumentShape,
  type CommandShape,
} from '../../domain/command-shape.ts';
import { DAY_NAMES } from '../../domain/typed-days.ts';
import { dayName, weekdayName } from '../../i18n/dates.ts';
import type { Words } from '../../i18n/index.ts';
import { list, text, type Spans } from '../../domain/text.ts';
import { notice, runs } from '../shared/notice-card.ts';

/** What is wrong with one value, and no more than that. */
type FieldMisread = Extract<Misread, { readonly argument: ArgumentShape }>;

/** A row of buttons on Discord and Slack; more choices than that are no help. */
const MOST_BUTTONS = 5;

/** What was expected and the nearest valid word, in one sentence; several meanings as buttons that finish the line. */
export function parseErrorCard(words: Words, misread: Misread): Card {
  if (misread.kind === 'half-command') return halfCommandCard(words, misread);
  const choices = choicesFor(misread);
  return choices.length > 0 && areButtons(choices)
    ? notice(
        question(words, misread),
        choices.map((choice) => runs(choiceName(words, choice), choice.line)),
      )
    : notice(parseErrorSentence(words, misread));
}

/** Each command of the group with its help, in the reader's language. */
function halfCommandCard(words: Words, misread: Extract<Misread, { kind: 'half-command' }>): Card {
  const { word, of } = misread;
  const lines = of.map((command): Spans => [
    { text: `/quiz ${command.name}`, code: true },
    ` ${command.help[words.language]}`,
  ]);
  return {
    gist: question(words, misread),
    blocks: [
      { kind: 'text', text: text(words.halfCommandAbove({ word })), tone: 'normal' },
      { kind: 'text', text: list(lines), tone: 'normal' },
    ],
  };
}

/** The same without buttons: with the shape of the command, for who types it. */
export function parseErrorSentence(words: Words, misread: Misread): string {
  return withChoices(words, misread, question(words, misread));
}

/** The same beside the field of a form, where nobody types the command. */
export function fieldErrorSentence(words: Words, misread: FieldMisread): string {
  return withChoices(words, misread, fieldQuestion(words, misread, '').trimEnd());
}

function withChoices(words: Words, misread: Misread, asked: string): string {
  const choices = choicesFor(misread);
  if (choices.length === 0) return asked;
  return words.typeOneOf({ question: asked, of: choices.map(({ value }) => value) });
}

function choicesFor(misread: Misread): readonly Meant[] {
  return misread.kind === 'ambiguous' || misread.kind === 'several-commands' ? misread.choices : [];
}

function areButtons(choices: readonly Meant[]): boolean {
  return (
    choices.length <= MOST_BUTTONS &&
    choices.every(({ line }) => encodedLength({ kind: 'run', line }) <= LONGEST_CODE)
  );
}

/** `Fri 27 Nov – Mon 30 Nov`, `Monday`, `America/Chicago`. */
function choiceName(words: Words, { value }: Meant): string {
  const day = DAY_NAMES.findIndex((name) => name === value);
  if (day >= 0) return weekdayName(day + 1, words.locale);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
  return value
    .split('..')
    .map((date) => dayName(date, words.locale))
    .join(' – ');
}

function question(words: Words, misread: Misread): string {
  switch (misread.kind) {
    case 'unknown-command':
      return words.unknownCommand(misread);
    case 'several-commands':
      return words.severalCommands(misread);
    case 'half-command':
      return words.halfCommand({
        word: misread.word,
        of: misread.of.map(({ name }) => name.split(' ')[1] ?? name),
      });
    case 'too-long':
      return words.lineTooLong({ longest: LONGEST_LINE });
    case 'ambiguous':
      return fieldQuestion(words, misread, '');
    case 'missing':
    case 'bad-value':
    case 'past-date':
    case 'second-value':
      return fieldQuestion(words, misread, usageOf(words, misread.command));
    case 'no-place':
      return words.noPlace({
        word: misread.word,
        what: kindName(words, misread.what),
        usage: usageOf(words, misread.command),
      });
    case 'not-understood':
      return words.notUnderstood({
        word: misread.word,
        parts: misread.fits.map((argument) => expected(words, argument)),
        usage: usageOf(words, misread.command),
      });
    case 'too-much':
      return words.tooMuch({ word: misread.word, usage: usageOf(words, misread.command) });
    default:
      return misread satisfies never;
  }
}

/** @param how the shape of the command; empty where it is no help */
function fieldQuestion(words: Words, misread: FieldMisread, how: string): string {
  const { argument } = misread;
  switch (misread.kind) {
    case 'ambiguous':
      return ambiguous(words, argument, misread.word);
    case 'missing':
      return words.missingArgument({
        argument: labelOf(words, argument),
        example: example(words, argument),
        usage: how,
      });
    case 'past-date':
      return words.pastDate({ word: misread.word });
    case 'second-value':
      return words.secondValue({
        word: misread.word,
        argument: labelOf(words, argument),
        usage: how,
      });
    case 'bad-value':
      return words.badValue({
        word: misread.word,
        expected: expected(words, argument),
        near: misread.near,
        usage: how,
      });
    default:
      return misread satisfies never;
  }
}

function ambiguous(words: Words, argument: ArgumentShape, word: string): string {
  if (argument.type.kind === 'date') return words.whichDate({ word });
  if (argument.type.kind === 'days') return words.whichDay();
  return /\d/.test(word) ? words.whichZoneOffset({ word }) : words.whichZone({ word });
}

function usageOf(words: Words, command: CommandShape): string {
  return usage(command, words.language);
}

function kindName(words: Words, kind: WordKind): string {
  switch (kind) {
    case 'time':
      return words.aTime();
    case 'zone':
      return words.aZone();
    case 'days':
      return words.aDay();
    case 'date':
      return words.aDate();
    default:
      return kind satisfies never;
  }
}

function labelOf(words: Words, argument: ArgumentShape): string {
  return argument.label?.[words.language] ?? nameOf(argument, words.language);
}

function example(words: Words, { type }: ArgumentShape): string | null {
  switch (type.kind) {
    case 'time':
      return '09:00';
    case 'zone':
      return 'Europe/Berlin';
    case 'days':
      return type.one === true ? words.exampleDay() : words.exampleDays();
    case 'date':
      return words.exampleDate();
    case 'choice':
      return choicesOf(type, words.language)[0] ?? null;
    case 'channels':
      return '#team-quiz';
    case 'integer':
    case 'member':
    case 'word':
    case 'rest':
    case 'file':
      return null;
    default:
      return type satisfies never;
  }
}

function expected(words: Words, argument: ArgumentShape): string {
  const { type } = argument;
  switch (type.kind) {
    case 'integer':
      return words.expectedInteger(type);
    case 'choice':
      return words.expectedChoice({ of: choicesOf(type, words.language) });
    case 'time':
      return words.expectedTime();
    case 'zone':
      return words.expectedZone();
    case 'days':
      return type.one === true ? words.expectedDay() : words.expectedDays();
    case 'date':
      return type.last === undefined ? words.expectedDate() : words.expectedDates();
    case 'channels':
      return words.expectedChannels();
    case 'member':
      return words.expectedMember();
    case 'file':
      return words.importFile();
    case 'word':
    case 'rest':
      return type.completes === 'deck'
        ? words.expectedDeck()
        : words.expectedWord({ name: nameOf(argument, words.language) });
    default:
      return type satisfies never;
  }
}

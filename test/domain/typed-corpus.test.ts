import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/app/bot/commands.ts';
import {
  fieldErrorSentence,
  parseErrorCard,
  parseErrorSentence,
} from '../../src/app/bot/parse-error-card.ts';
import type { Misread, Reading } from '../../src/domain/command-misread.ts';
import { readLine, readNamed } from '../../src/domain/command-parser.ts';
import { readZone } from '../../src/domain/time-zones.ts';
import { readDates } from '../../src/domain/typed-date.ts';
import { readDays } from '../../src/domain/typed-days.ts';
import { readTime } from '../../src/domain/typed-time.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const CONTEXT = { today: '2026-11-24', names: ['api-security', 'colours'] };
const CORPUS = readFileSync(path.join(import.meta.dirname, 'typed-corpus.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => line.split(' => '));

const read = (line: string): Reading => readLine(line, COMMANDS, CONTEXT);

/** A reading as the corpus writes it. */
function told(reading: Reading): string {
  if (!reading.ok) return misreadTold(reading.misread);
  const { command, values } = reading;
  const parts = command.arguments.flatMap(({ name }) => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [`${name}=${typeof value === 'object' ? value.join('') : value}`];
  });
  return [command.name, ...parts].join(' ');
}

function misreadTold(misread: Misread): string {
  const choices = 'choices' in misread ? misread.choices.map(({ value }) => value) : [];
  return [
    `? ${misread.kind}`,
    ...('argument' in misread ? [misread.argument.name] : []),
    ...('what' in misread ? [misread.what] : []),
    ...('word' in misread ? [`“${misread.word}”`] : []),
    ...('near' in misread && misread.near !== null ? [`near ${misread.near}`] : []),
    ...(choices.length > 0 ? [`of ${choices.join(' | ')}`] : []),
  ].join(' ');
}

function misreadOf(line: string): Misread {
  const reading = read(line);
  if (reading.ok) throw new Error(`${line} was read as ${told(reading)}`);
  return reading.misread;
}

/** Both languages’ sentences for a misread. */
function sentences(misread: Misread): readonly string[] {
  return [wordsIn('en'), wordsIn('de')].flatMap((words) => [
    parseErrorSentence(words, misread),
    parseErrorCard(words, misread).gist,
  ]);
}

describe('what people type', () => {
  it('is a corpus of at least 300 lines', () => {
    expect(CORPUS.length).toBeGreaterThan(300);
  });

  it.each(CORPUS)('%s', (line = '', expected) => {
    expect(told(read(line))).toBe(expected);
  });

  it('gets the sentence of its kind, in the reader’s language', () => {
    const [en, de] = [wordsIn('en'), wordsIn('de')];
    const daily =
      '/quiz schedule daily <Uhrzeit> [Zeitzone] [Tage] [Endzeit] [sicher] [zusätzlich] [Kanäle] [Decks…]';
    expect(parseErrorSentence(de, misreadOf('schedule daily'))).toBe(
      de.missingArgument({ argument: 'die Uhrzeit', example: '09:00', usage: daily }),
    );
    expect(parseErrorSentence(de, misreadOf('schedule daily'))).toContain(
      'Es fehlt die Uhrzeit, zum Beispiel 09:00.',
    );
    expect(parseErrorSentence(en, misreadOf('schedule skip 2020-01-01'))).toBe(
      en.pastDate({ word: '2020-01-01' }),
    );
    expect(parseErrorSentence(en, misreadOf('practice AM'))).toBe(
      en.noPlace({ word: 'AM', what: en.aTime(), usage: '/quiz practice [deck] [count] [anew]' }),
    );
    expect(parseErrorSentence(en, misreadOf('schedule daily 9 CST'))).toBe(
      en.typeOneOf({
        question: en.whichZone({ word: 'CST' }),
        of: ['America/Chicago', 'Asia/Shanghai', 'America/Mexico_City', 'America/Havana'],
      }),
    );
  });
});

describe('a field of a form', () => {
  it.each(['schedule daily 25:99', 'schedule daily', 'schedule daily 9 CST'])(
    'says what is wrong without the command’s shape: %s',
    (line) => {
      const misread = misreadOf(line);
      if (!('argument' in misread)) throw new Error(`${line} is about no field`);
      for (const words of [wordsIn('en'), wordsIn('de')]) {
        const sentence = fieldErrorSentence(words, misread);
        expect(sentence).toBe(sentence.trim());
        expect(sentence).not.toContain('/quiz');
        expect(parseErrorSentence(words, misread).startsWith(sentence)).toBe(true);
      }
    },
  );
});

describe('a question with choices', () => {
  const buttons = (line: string): readonly unknown[] =>
    parseErrorCard(wordsIn('en'), misreadOf(line)).blocks.flatMap((block) =>
      block.kind === 'buttons' ? block.buttons : [],
    );

  it('has buttons that finish the line', () => {
    expect(buttons('schedule daily 9 CST mon-fri')).toMatchObject([
      {
        label: 'America/Chicago',
        does: { kind: 'run', line: 'schedule daily 9 America/Chicago mon-fri' },
      },
      { label: 'Asia/Shanghai' },
      { label: 'America/Mexico_City' },
      { label: 'America/Havana' },
    ]);
    expect(buttons('schedule skip 3/4')).toMatchObject([
      { label: 'Sat 3 Apr', does: { kind: 'run', line: 'schedule skip 2027-04-03' } },
      { label: 'Thu 4 Mar', does: { kind: 'run', line: 'schedule skip 2027-03-04' } },
    ]);
    expect(buttons('schedule weekly mon,fri 9')).toMatchObject([
      { label: 'Monday', does: { kind: 'run', line: 'schedule weekly mon 9' } },
      { label: 'Friday' },
    ]);
  });

  it('names what to type where a line does not fit a button', () => {
    const line = 'schedule daily 9 CST mon,wed,fri api-security:2 colours closes=17:00 sure';
    expect(buttons(line)).toEqual([]);
    expect(parseErrorCard(wordsIn('en'), misreadOf(line)).gist).toContain('Asia/Shanghai');
  });

  it('leads to a line that is read', () => {
    const asked = CORPUS.filter(([, expected = '']) => expected.startsWith('? ambiguous'));
    expect(asked.length).toBeGreaterThan(15);
    for (const [line = ''] of asked) {
      const misread = misreadOf(line);
      const choices = 'choices' in misread ? misread.choices : [];
      for (const choice of choices)
        expect([choice.line, read(choice.line).ok]).toEqual([choice.line, true]);
    }
  });
});

describe('values that a platform has split', () => {
  it.each([
    ['schedule daily', { time: '9:00 AM', zone: 'New York', days: 'mon, wed' }],
    ['schedule daily', { time: 'um 9 Uhr', zone: 'us/eastern', days: 'Mo und Mi' }],
  ])('%s %j', (name, given) => {
    const reading = readNamed(name, given, COMMANDS, CONTEXT);
    expect(told(reading)).toMatch(
      /^schedule daily time=09:00 zone=(?:America\/New_York|US\/Eastern) days=13$/,
    );
  });

  it.each([
    ['schedule skip', { from: '24 Dec - 2 Jan' }, 'schedule skip from=2026-12-24 to=2027-01-02'],
    ['schedule weekly', { day: 'mon,fri', time: '9' }, '? ambiguous day “mon,fri” of mon | fri'],
    ['schedule daily', { time: '25:00' }, '? bad-value time “25:00”'],
    ['schedule daily', { time: '9 foo' }, '? bad-value time “9 foo”'],
    [
      'schedule daily',
      { time: '9', decks: 'colours,testing' },
      'schedule daily time=09:00 decks=colours,testing',
    ],
    ['schedule skip', { from: '1.1.2020' }, '? past-date from “1.1.2020”'],
    ['nothing', {}, '? unknown-command “nothing”'],
  ])('%s %j', (name, given, expected) => {
    expect(told(readNamed(name, given, COMMANDS, CONTEXT))).toBe(expected);
  });
});

describe('what nobody means', () => {
  const long = 'x'.repeat(5_000);
  const hostile = [
    long,
    `schedule daily 9 ${long}`,
    `practice ${'a '.repeat(240)}`,
    `schedule daily ${'9 '.repeat(240)}`,
    `schedule daily ${'mon,'.repeat(120)}`,
    `schedule daily 9 ${'Münch '.repeat(80)}`,
    `schedule skip ${'1.'.repeat(240)}`,
    `schedule skip ${'24 Dec - '.repeat(50)}`,
    `practice \u202e\u2066gnirts\u0000\u0007\r\n\u200b`,
    'schedule daily 9 👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
    '\ud800 \udfff',
    '"""" ““”” =: closes= =9',
    '__proto__ constructor toString',
    'schedule __proto__',
    'remind at constructor',
  ];

  it.each(hostile.map((line) => [line.slice(0, 40), line]))(
    'gets one clean sentence: %j',
    (_, line) => {
      const reading = read(line);
      if (reading.ok) return;
      for (const sentence of sentences(reading.misread)) {
        expect(sentence).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(sentence.length).toBeGreaterThan(10);
        expect(sentence.length).toBeLessThan(600);
        expect(sentence).not.toMatch(/undefined|NaN|\[object|\[native/);
      }
    },
  );

  it('is answered within 50 milliseconds', () => {
    for (const line of hostile) {
      const times = Array.from({ length: 5 }, () => {
        const begun = performance.now();
        read(line);
        return performance.now() - begun;
      });
      expect([line.slice(0, 40), Math.min(...times) < 50]).toEqual([line.slice(0, 40), true]);
    }
  });

  it('never throws', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'schedule',
        'daily',
        'skip',
        'weekly',
        'practice',
        'mon',
        '-',
        '24',
        'Dec',
        '9',
        'am',
        ',',
      ),
    );
    const anyLine = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(anyLine, (line) => {
        const reading = read(line);
        return reading.ok || sentences(reading.misread).every((sentence) => sentence.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('no sentence blames a word for what it is not', () => {
  const words: readonly (readonly [string, (typed: readonly string[]) => unknown])[] = [
    ...['9am', '17:30', '09.00', '9h30', 'noon', 'AM', '25:00'].map(
      (word) => [word, readTime] as const,
    ),
    ...['Berlin', 'Asia/Kolkata', 'CET', 'UTC', 'Mumbai', 'CST'].map(
      (word) => [word, (typed: readonly string[]) => readZone(typed, CONTEXT.today)] as const,
    ),
    ...['monday', 'Mo-Fr', 'werktags', 'weekends', 'mon,wed'].map(
      (word) => [word, readDays] as const,
    ),
    ...['24.12.', '2026-12-24', 'tomorrow', '12/24', '31.2.'].map(
      (word) => [word, (typed: readonly string[]) => readDates(typed, CONTEXT.today)] as const,
    ),
  ];
  const decks = COMMANDS.filter((command) =>
    command.arguments.some(({ type }) => 'completes' in type && type.completes === 'deck'),
  );

  it.each(words.map(([word, reader]) => ({ word, reader })))(
    '$word is never taken for a deck',
    ({ word, reader }) => {
      expect(reader([word])).not.toBeNull();
      for (const { name } of decks) {
        const reading = read(`${name} ${word}`);
        if (!reading.ok) continue;
        expect([name, reading.values.get('deck'), reading.values.get('decks')]).toEqual([
          name,
          undefined,
          undefined,
        ]);
      }
    },
  );

  it('and a word that is called a time, zone, day or date is one', () => {
    const readers = {
      time: readTime,
      zone: (typed: readonly string[]) => readZone(typed, CONTEXT.today),
      days: readDays,
      date: (typed: readonly string[]) => readDates(typed, CONTEXT.today),
    };
    for (const [line = ''] of CORPUS) {
      const reading = read(line);
      if (reading.ok || reading.misread.kind !== 'no-place') continue;
      const { what, word } = reading.misread;
      expect([word, readers[what](word.split(' '))]).not.toEqual([word, null]);
    }
  });
});

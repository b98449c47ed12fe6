import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/app/bot/commands.ts';
import { LANGUAGES, languageOf } from '../../src/domain/language.ts';
import { wordsIn } from '../../src/i18n/index.ts';

const en = wordsIn('en');
const de = wordsIn('de');
const names = Object.keys(en);

/** Sentences that are rightly the same in both languages. */
const ALIKE = new Set(['decksHeading', 'managersHeading', 'locale', 'language']);

/** Values out of a fixed set. */
const CHOICES: Readonly<Record<string, string>> = {
  value: 'unclear',
  mode: 'live',
  kind: 'void',
  because: 'not running',
};

/** Any value that a sentence may be given: whatever it asks for, it finds. */
const given = (sentence: string): object =>
  new Proxy(
    {},
    {
      get(_, name) {
        if (name === 'kind' && sentence === 'verdictNotRight') return 'dangerous';
        const choice = CHOICES[String(name)];
        if (choice !== undefined) return choice;
        if (
          [
            'keys',
            'names',
            'parts',
            'tags',
            'letters',
            'of',
            'decks',
            'rows',
            'resume',
            'days',
            'options',
          ].includes(String(name))
        )
          return Object.assign(['1', '2'], { valueOf: () => 2 });
        return 2;
      },
    },
  );

function said(words: object, name: string): string {
  const sentence: unknown = Reflect.get(words, name);
  return typeof sentence === 'function'
    ? String(Reflect.apply(sentence, undefined, [name === 'list' ? ['1', '2'] : given(name)]))
    : String(sentence);
}

describe('the sentences', () => {
  it('are all said somewhere', () => {
    const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words'))
      .map((file) => readFileSync(path.join('src', file), 'utf8'))
      .join('\n');
    const unused = names.filter(
      (name) => !new RegExp(`([wW]ords|spoken|own|\\))\\.${name}\\b`).test(source),
    );
    expect(unused).toEqual([]);
  });

  it('never end with two full stops where a German day ends with one', () => {
    const day = 'Di., 24. Dez.';
    const names = ['letterRunsOut', 'noticeRunsOut', 'nextDropped', 'comesBack', 'wrongComeBack'];
    const days = new Proxy({}, { get: (_, name) => (name === 'day' ? day : 2) });
    for (const name of names) {
      const sentence = Reflect.apply(Reflect.get(de, name), undefined, [days]);
      expect(sentence).toContain(day);
      expect(sentence).not.toContain('..');
    }
  });

  it('are all there in every language, and none was left in another', () => {
    expect(Object.keys(de)).toEqual(names);
    const letters = (text: string): string => text.replaceAll(/[^\p{L}]/gu, '');
    const alike = names.filter(
      (name) =>
        !ALIKE.has(name) &&
        letters(said(en, name)) === letters(said(de, name)) &&
        letters(said(en, name)).length > 5,
    );
    expect(alike).toEqual([]);
    const broken = LANGUAGES.flatMap((language) =>
      names
        .map((name) => said(wordsIn(language), name))
        .filter((text) => /undefined|NaN|\[object|#/.test(text.replaceAll(/#team-quiz|#2\b/g, ''))),
    );
    expect(broken).toEqual([]);
  });

  it('stand only in the catalogues: no card and no handler has a sentence of its own', () => {
    const own = ['app'].flatMap((room) =>
      readdirSync(path.join('src', room), { encoding: 'utf8', recursive: true })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => {
          const source = readFileSync(path.join('src', room, file), 'utf8')
            .replaceAll(/\/\*[\s\S]*?\*\//g, '')
            .replaceAll(/^\s*\/\/.*$/gm, '')
            // What goes into a log or an error, and what has all languages, is not said to members.
            .replaceAll(/log\.\w+\([\s\S]*?\);/g, '')
            .replaceAll(/(en|de): ['`]([^'`]*)['`]/g, '')
            .replaceAll(/\w*Error\([\s\S]*?\);/g, '');
          return [...source.matchAll(/['`][A-ZÄÖÜ][a-zäöü]+ [a-zäöü]+[^'`]*['`]/g)].map(
            (match) => `${room}/${file}: ${match[0]}`,
          );
        }),
    );
    expect(own).toEqual([]);
  });

  it('help with every command and argument in every language, within what Discord shows', () => {
    for (const command of COMMANDS) {
      for (const { en: english, de: german } of [
        command.help,
        ...command.arguments.map((argument) => argument.help),
      ]) {
        expect(german).not.toBe(english);
        expect(Math.max(english.length, german.length)).toBeLessThanOrEqual(88);
      }
    }
  });

  it('count in English and in German', () => {
    expect(en.pointsWon({ points: 1 })).toBe('+1 point');
    expect(en.pointsWon({ points: 1_200 })).toBe('+1,200 points');
    expect(de.pointsWon({ points: 1 })).toBe('+1 Punkt');
    expect(de.pointsWon({ points: 1_200 })).toBe('+1.200 Punkte');
    expect([1, 2, 3, 4, 11, 21].map((rank) => en.rankThisWeek({ rank }))).toEqual([
      '1st this week',
      '2nd this week',
      '3rd this week',
      '4th this week',
      '11th this week',
      '21st this week',
    ]);
    expect(de.rankThisWeek({ rank: 3 })).toBe('3. Platz in dieser Woche');
    expect(de.boardRiser({ names: ['Ada', 'Bo'], places: 1 })).toBe(
      'Am meisten aufgestiegen: Ada und Bo, einen Platz nach oben.',
    );
  });

  it('are in the language that a tag asks for, whatever else it says', () => {
    expect(['de', 'de-AT', 'DE_ch', 'de-Latn-DE'].map(languageOf)).toEqual([
      'de',
      'de',
      'de',
      'de',
    ]);
    expect(['en-GB', 'en', 'fr', '', 'deu'].map(languageOf)).toEqual([
      'en',
      'en',
      null,
      null,
      null,
    ]);
    expect(wordsIn('fr', 'de').language).toBe('de');
    fc.assert(fc.property(fc.string(), (tag) => LANGUAGES.includes(wordsIn(tag).language)));
  });
});

describe('German sentences about decks', () => {
  it('call a key and an id as the studio does', () => {
    const files = readdirSync('src/decks', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const odd = files.flatMap((file) =>
      readFileSync(path.join('src/decks', file), 'utf8')
        .split('\n')
        .filter((line) => /\bde: .*(Schlüssel|\bIDs?\b)/.test(line)),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(odd).toEqual([]);
  });
});

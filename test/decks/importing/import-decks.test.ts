import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importDecks, type ImportRequest } from '../../../src/decks/importing/import-decks.ts';
import {
  formatReport,
  reportIn,
  type ImportReport,
} from '../../../src/decks/importing/import-report.ts';
import { runParsers } from '../../../src/decks/importing/parser-runner.ts';
import type { Clock } from '../../../src/ports/system.ts';
import { readDeck } from '../../../src/decks/reading/read.ts';
import { plain } from '../../../src/domain/text.ts';
import { systemClock } from '../../../src/system/clock.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'import-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(dir, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

function run(files: readonly string[], more: Partial<ImportRequest> = {}) {
  return importDecks({
    files,
    fromFolders: new Set(),
    to: path.join(dir, 'deck.yaml'),
    format: null,
    columns: new Map(),
    title: null,
    language: null,
    style: 'fact',
    clock: systemClock(),
    onProgress: () => undefined,
    ...more,
  });
}

const lines = (report: ImportReport): readonly string[] =>
  formatReport(reportIn(report, 'en')).trim().replaceAll(`${dir}/`, '').split('\n');

describe('an import', { timeout: 120_000 }, () => {
  it('makes a deck that can be asked, and says what it did not carry and where', async () => {
    const gift = file('a.gift', '::One::1?{=a ~b}\n\nEssay?{}\n\nTwo?{~All of these =d}\n');
    const aiken = file('b.txt', 'Two?\nA) x\nB) y\nANSWER: B\n');
    const { decks, report } = await run([gift, aiken, path.join(dir, 'none.gift')]);
    expect(lines(report)).toEqual([
      'a.gift:3 not carried: an essay has no options',
      'none.gift does not exist: name a file or a folder of questions',
      'look at 1 × a stem is that of another question: b.txt:1 “a.gift:5”',
      'look at 1 × an option is about the other options: a.gift:5 “All of these”',
      'deck.yaml: 3 questions',
      '4 questions read, 3 written, 1 not carried',
    ]);
    const { deck, problems } = readDeck(decks[0]?.yaml ?? '', 'deck.yaml');
    expect(problems).toEqual([]);
    expect(deck).toMatchObject({ id: 'deck', title: 'Deck', style: 'fact' });
    expect(deck?.questions.map(({ id, ask }) => [id.replace(/-\w{6}$/, ''), plain(ask)])).toEqual([
      ['one', '1?'],
      ['two', 'Two?'],
      ['two', 'Two?'],
    ]);
  });

  it('says of a named file that it holds no questions', async () => {
    const deep = file('deep.xml', `<quiz>${'<a>'.repeat(100_000)}`);
    const page = file('page.xml', '<html><body>Hello</body></html>');
    const empty = file('empty.gift', '// nothing yet\n');
    const { report } = await run([deep, page, empty]);
    const why = 'holds no questions: look whether it is whole and of the format that its name says';
    expect(lines(report)).toEqual([
      `deep.xml ${why}`,
      `page.xml ${why}`,
      `empty.gift ${why}`,
      '0 questions read, 0 written, 0 not carried',
    ]);
  });

  it('gives the same ids in another order and among other questions', async () => {
    const first = file('c.gift', '::N::A?{=a ~b}\n\nB?{=a ~b}\n\n::单::C?{=a ~b}\n');
    const second = file('d.gift', 'B?{~b =a}\n\nX?{=a ~b}\n\n::单::C?{=a ~b}\n\n::N::A?{=a ~b}\n');
    const ids = async (from: string): Promise<ReadonlyMap<string, string>> => {
      const { decks } = await run([from]);
      const deck = readDeck(decks[0]?.yaml ?? '', 'deck').deck;
      return new Map(deck?.questions.map((one) => [plain(one.ask), one.id]));
    };
    const before = await ids(first);
    const after = await ids(second);
    for (const [ask, id] of before) expect(after.get(ask)).toBe(id);
  });

  it('says in German too what it did not carry', async () => {
    const gift = file('a.gift', 'Essay?{}\n\nTwo?{~All of these =d}\n\n{=a\n');
    const { report } = await run([gift, path.join(dir, 'none.gift')]);
    const { files, marks } = reportIn(report, 'de');
    expect(
      files.flatMap(({ notCarried, refused }) => [
        ...notCarried.map(({ reason }) => reason),
        refused,
      ]),
    ).toEqual([
      'ein Freitext hat keine Optionen',
      'ihren Antworten fehlt die schließende }: sie ergänzen oder { als \\{ schreiben',
      null,
      'gibt es nicht: eine Datei oder einen Ordner mit Fragen nennen',
    ]);
    expect(marks.map(({ what }) => what)).toEqual([
      'eine Option spricht über die anderen Optionen',
    ]);
  });

  it('leaves out a question that stands there twice, and mixes the order of options', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `Q${n}?{=key ~b ~c ~d}`).join('\n\n');
    const { decks, report } = await run([file('e.gift', `${many}\n\nQ7?{~d =key ~c ~b}\n`)]);
    expect(lines(report)[0]).toBe('e.gift:121 not carried: the same question stands at e.gift:15');
    const places = readDeck(decks[0]?.yaml ?? '', 'deck').deck?.questions.map(({ options }) =>
      options.findIndex(({ key }) => key),
    );
    for (const place of [0, 1, 2, 3])
      expect(places?.filter((one) => one === place).length).toBeGreaterThan(5);
  });

  it('makes one deck a language under the same ids', async () => {
    const question = (words: string): string => `---\nquestion: ${words}\n---\n- [x] a\n- [ ] b\n`;
    const { decks } = await run([
      file('quiz/en/git/q-1.md', question('What?')),
      file('quiz/de/git/q-1.md', question('Was?')),
    ]);
    const read = decks.map(({ file: name, yaml }) => {
      const deck = readDeck(yaml, name).deck;
      return [path.basename(name), deck?.id, deck?.language, deck?.questions[0]?.id];
    });
    expect(read).toEqual([
      ['deck-en.yaml', 'deck-en', 'en', 'git-q-1'],
      ['deck-de.yaml', 'deck-de', 'de', 'git-q-1'],
    ]);
  });

  it('splits a collection into decks that can be read', async () => {
    const many = Array.from(
      { length: 5_000 },
      (_, n) => `#Q Question ${n} of a long collection?\n^ a${n}\nA a${n}\nB b${n}\n`,
    ).join('\n');
    const progress: number[] = [];
    const { decks, report } = await run([file('many', many)], {
      onProgress: (read) => progress.push(read),
    });
    expect(decks.map(({ file: name }) => path.basename(name))).toEqual([
      'deck-1.yaml',
      'deck-2.yaml',
    ]);
    for (const { yaml, file: name } of decks) expect(readDeck(yaml, name).problems).toEqual([]);
    expect(lines(report).at(-1)).toBe('5000 questions read, 5000 written, 0 not carried');
    expect(progress.length).toBeGreaterThan(20);
  });
});

describe('the process that parses', { timeout: 120_000 }, () => {
  const hear = async (
    files: readonly string[],
    clock = systemClock(),
    onItems: (name: string) => void = () => undefined,
  ) => {
    const heard: string[] = [];
    await runParsers(files, {
      format: null,
      columns: new Map(),
      clock,
      onItems: (name, items) => {
        for (const item of items) heard.push(`${path.basename(name)} ${item.kind}`);
        onItems(path.basename(name));
      },
      onRefused: (name, message) => heard.push(`${path.basename(name)} ${message.en}`),
    });
    return heard;
  };

  it('is ended when it takes too long, and the next file is read', async () => {
    const slow = file('slow.gift', 'One?{=a ~b}\n\n'.repeat(50_000));
    const good = file('good.gift', 'One?{=a ~b}\n');
    // Ten minutes pass when the first questions of the slow file arrive.
    let tenMinutes = (): void => undefined;
    const clock: Clock = {
      ...systemClock(),
      after: (ms, work) => {
        if (ms === 600_000) tenMinutes = work;
        return () => undefined;
      },
    };
    const heard = await hear([slow, good], clock, (name) => {
      if (name === 'slow.gift') tenMinutes();
    });
    expect(heard.filter((line) => line.startsWith('slow') && !line.endsWith('draft'))).toEqual([
      'slow.gift took longer than 600 s: split it',
    ]);
    expect(heard.at(-1)).toBe('good.gift draft');
  });

  it('refuses what is too large, too deep or of no known kind in one line, and reads on', async () => {
    const heard = await hear([
      file('large.xml', new Uint8Array(65 * 1024 * 1024)),
      file('deep.json', `{"correct_answer": ${'['.repeat(1_000)}`),
      file('LICENSE', 'Permission is hereby granted.'),
      dir,
      file('good2.gift', 'One?{=a ~b}\n'),
    ]);
    expect(heard).toEqual([
      'large.xml is larger than 64 MiB: split it, or export it without its media',
      'deep.json nests deeper than 64 levels (line 1): flatten it',
      'LICENSE has no format that is known: GIFT, Moodle XML, Aiken, CSV, Anki, Kahoot and Markdown are read',
      `${path.basename(dir)} is no plain file: save its questions in one`,
      'good2.gift draft',
    ]);
  });
});

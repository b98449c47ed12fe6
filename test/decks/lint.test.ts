import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from '../properties.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lintDecks, printSchema } from '../../src/cli/decks.ts';
import { lintPaths, type LintReport } from '../../src/decks/linting/lint-paths.ts';
import { lintContext } from '../../src/cli/lint-context.ts';
import { lintDeck } from '../../src/decks/linting/lint.ts';
import { inEnglish, type Problem } from '../../src/decks/reading/problem.ts';
import { formatSummary } from '../../src/decks/linting/summary.ts';
import { formatProblems } from '../../src/decks/linting/report.ts';
import { READER_RULES, RULES } from '../../src/decks/linting/rules/index.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { deckJsonSchema } from '../../src/decks/reading/schema.ts';
import { changed, SOUND, TODAY } from './deck.ts';
import { workTime } from '../work-time.ts';

const PROBLEM: Problem = {
  file: 'decks/a,b.yaml',
  line: 3,
  column: 7,
  rule: 'echo',
  level: 'warning',
  message: { en: '50 % of it', de: '50 % davon' },
  fix: { en: 'say\nless', de: 'weniger sagen' },
};

/** A sentence that has these words, in each language. */
function inBoth(en: string, de: string): unknown {
  return { en: expect.stringContaining(en), de: expect.stringContaining(de) };
}

describe('switching off', () => {
  const off = (rule: string): readonly Problem[] =>
    lintDeck(
      changed(
        'tips:',
        `lint:\n  off:\n    - {rule: tags, reason: a}\n    - {rule: ${rule}, reason: b}\ntips:`,
      ),
      'x.yaml',
      lintContext(TODAY),
    );

  it('a rule that does not exist is an error that names the nearest', () => {
    expect(off('key-longets')).toEqual([
      expect.objectContaining({
        line: 6,
        column: 14,
        rule: 'unknown-rule',
        level: 'error',
        fix: { en: 'did you mean key-longest?', de: 'meinst du key-longest?' },
      }),
    ]);
  });

  it('a rule of the reader is an error', () => {
    expect(off('key-count')).toEqual([
      expect.objectContaining({ rule: 'unknown-rule', message: inBoth('cannot', 'nicht') }),
    ]);
  });
});

describe('a report', () => {
  const reportOf = (problems: readonly Problem[], unlisted = 0): LintReport => ({
    problems,
    unlisted,
    decks: [{ id: 'a', questions: 9, guessing: { chance: 0.25, scores: [] } }],
  });

  it('as text has a line for each problem, and counts by rule', () => {
    const problems = [PROBLEM, { ...PROBLEM, level: 'error', fix: null } as const];
    expect(formatSummary(reportOf(problems), false).split('\n')).toEqual([
      'decks/a,b.yaml:3:7 echo 50 % of it; say less (warning)',
      'decks/a,b.yaml:3:7 echo 50 % of it',
      '',
      'errors: echo 1',
      'warnings: echo 1',
      '',
      '1 error, 1 warning, 0 hints in 9 questions of 1 deck',
    ]);
  });

  it('fits a screen, shows errors first, and says the true number', () => {
    const many = Array.from({ length: 800 }, (_, place) => ({ ...PROBLEM, line: place + 1 }));
    const broken = { ...PROBLEM, rule: 'shape', level: 'error', line: 900, fix: null } as const;
    const text = formatSummary(reportOf([...many, broken], 43), false);
    expect(text.split('\n').length).toBeLessThan(40);
    expect(text).toContain('decks/a,b.yaml:900:7 shape');
    expect(text).toContain('5 of 844 shown (--all shows more)');
    expect(text).toContain('warnings: echo 800');
    expect(text).toContain('44 errors, 800 warnings, 0 hints');
    expect(formatSummary(reportOf(many), true).split('\n').length).toBeGreaterThan(800);
  });

  it('for GitHub keeps within its line', () => {
    expect(formatProblems([PROBLEM], 'github')).toBe(
      '::warning file=decks/a%2Cb.yaml,line=3,col=7,title=echo::50 %25 of it; say%0Aless',
    );
    expect(formatProblems([{ ...PROBLEM, level: 'info' }], 'github')).toMatch(/^::notice /);
    expect(formatProblems([{ ...PROBLEM, level: 'error' }], 'github')).toMatch(/^::error /);
  });

  it('as JSON can be read back, whatever the texts are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (message, file) => {
        const problems = [{ ...PROBLEM, message: { en: message, de: '' }, file }];
        expect(JSON.parse(formatProblems(problems, 'json'))).toEqual(problems.map(inEnglish));
        expect(formatProblems(problems, 'github').split(/[\r\n]/)).toHaveLength(1);
      }),
    );
    expect(formatProblems([], 'json')).toBe('[]');
  });
});

describe('files and folders', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'lint-'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
    await rm(dir, { recursive: true, force: true });
  });

  /** What the command prints, and its exit code. */
  async function run(paths: readonly string[], format = 'text'): Promise<[string, unknown]> {
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
      out += String(part);
      return true;
    });
    await lintDecks(paths, { format });
    return [out, process.exitCode];
  }

  it('are linted in order, each file once', async () => {
    await writeFile(path.join(dir, 'b.yaml'), changed('level: 2', 'level: 9'));
    await writeFile(path.join(dir, 'a.yml'), changed('    tags: [http]\n', ''));
    await writeFile(path.join(dir, 'notes.txt'), 'not a deck');
    const { problems } = await lintPaths([dir, path.join(dir, 'b.yaml')], lintContext(TODAY));
    expect(problems.map(({ file, rule }) => [path.basename(file), rule])).toEqual([
      ['a.yml', 'tags'],
      ['b.yaml', 'shape'],
    ]);
  });

  it('may not have one deck id twice', async () => {
    await writeFile(path.join(dir, 'a.yaml'), SOUND);
    await writeFile(path.join(dir, 'b.yaml'), SOUND);
    expect((await lintPaths([dir], lintContext(TODAY))).problems).toEqual([
      expect.objectContaining({
        file: path.join(dir, 'b.yaml'),
        rule: 'duplicate',
        line: 1,
        column: 7,
      }),
    ]);
  });

  it('that are missing, empty or no files are one clear line', async () => {
    const missing = path.join(dir, 'missing.yaml');
    await expect(lintPaths([missing], lintContext(TODAY))).rejects.toThrow(
      `${missing} does not exist: name a deck or a folder of decks`,
    );
    await mkdir(path.join(dir, 'empty'));
    await expect(lintPaths([path.join(dir, 'empty')], lintContext(TODAY))).rejects.toThrow(
      'there is no deck in',
    );
  });

  it('of any size are refused without reading them whole; folders in disguise say so', async () => {
    const large = path.join(dir, 'large.yaml');
    await writeFile(large, '');
    await truncate(large, 64 * 1024 ** 3);
    expect((await lintPaths([large], lintContext(TODAY))).problems).toEqual([
      expect.objectContaining({ rule: 'too-large', line: 1, column: 1 }),
    ]);
    await mkdir(path.join(dir, 'nested'));
    await mkdir(path.join(dir, 'nested', 'deck.yaml'));
    await expect(lintPaths([path.join(dir, 'nested')], lintContext(TODAY))).rejects.toThrow(
      'no plain file',
    );
  });

  it('with errors end with exit code 1, with warnings alone with 0', async () => {
    const old = path.join(dir, 'old.yaml');
    await writeFile(old, changed('2026-11-01', '2001-01-01'));
    const [text, code] = await run([old]);
    expect(text).toMatch(
      /^\S+old\.yaml:29:15 reviewed .* \(warning\)\n\nwarnings: reviewed 1\n\nRight without [^]*\nhttp +33 % [^]*\n0 errors, 1 warning, 0 hints in 1 question of 1 deck\n$/,
    );
    expect(code).toBeUndefined();

    const broken = path.join(dir, 'broken.yaml');
    await writeFile(broken, changed('key: true', 'key: maybe'));
    const [json, failed] = await run([broken], 'json');
    expect(JSON.parse(json)).toEqual([expect.objectContaining({ rule: 'shape', line: 15 })]);
    expect(failed).toBe(1);
  });

  it('are not linted in a format that does not exist', async () => {
    await expect(lintDecks([dir], { format: 'jsno' })).rejects.toThrow('did you mean json?');
  });

  it('print their schema', () => {
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    printSchema();
    expect(write.mock.calls).toEqual([[deckJsonSchema()]]);
  });
});

describe('what stands in the repository', () => {
  it('the decks have no errors, no warnings and no hints', async () => {
    const { problems } = await lintPaths(['decks'], lintContext('2026-11-29'));
    expect(problems).toEqual([]);
  });

  it('who knows nothing stays within five points of chance in every deck, however they guess', async () => {
    const { decks } = await lintPaths(['decks'], lintContext(TODAY));
    expect(decks.length).toBeGreaterThan(6);
    for (const { id, guessing } of decks) {
      expect(guessing.scores).toHaveLength(9);
      for (const { way, right } of guessing.scores)
        expect([id, way, Math.abs(right - guessing.chance) < 0.0501]).toEqual([id, way, true]);
    }
  });

  it('the schema is up to date (deckhand decks schema > docs/deck.schema.json)', () => {
    expect(readFileSync('docs/deck.schema.json', 'utf8')).toBe(deckJsonSchema());
  });

  it('every rule has its section with a bad and a good example, and no section is of no rule', () => {
    const pages = readFileSync('docs/deck-rules.md', 'utf8').split(/^### /m).slice(1);
    expect(pages.map((page) => page.split('\n')[0] ?? '').sort()).toEqual(
      [...RULES.map((rule) => rule.id), ...READER_RULES].sort(),
    );
    for (const page of pages) expect(page).toMatch(/\nBad:\n\n```[^]+\nGood:\n\n```/);
  });

  it('every id that the guard and the reader use is listed', () => {
    const used = [
      'reading/guard',
      'reading/yaml-limits',
      'reading/yaml-restrictions',
      'reading/markdown',
      'reading/read',
      'reading/uniqueness',
      'linting/lint',
    ].flatMap((file) => [
      ...readFileSync(`src/decks/${file}.ts`, 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)*)'/g),
    ]);
    const words = new Set(used.map(([, word]) => word));
    for (const rule of READER_RULES) expect(words).toContain(rule);
  });
});

describe('what hides nothing', () => {
  const rulesOf = (source: string): readonly string[] =>
    lintDeck(source, 'x.yaml', lintContext(TODAY)).map(({ rule, line }) => `${line} ${rule}`);
  const broken = '\n  - id: other\n    ask: Short?\n    options: none\n';

  it('is a text that cannot be read', () => {
    const source = changed('    tags: [http]\n', '').replace(
      'The token lets',
      '<b>The token lets</b>',
    );
    expect(rulesOf(source)).toEqual(['6 tags', '16 markdown', '16 markdown']);
  });

  it('is a question of a wrong shape, before or behind the others', () => {
    const untagged = changed('    tags: [http]\n', '');
    expect(rulesOf(`${untagged.trimEnd()}${broken}`)).toEqual(
      expect.arrayContaining(['6 tags', '31 shape']),
    );
    const first = untagged.replace('questions:\n', `questions:${broken}`);
    expect(rulesOf(first)).toEqual(expect.arrayContaining(['8 shape', '9 tags']));
    expect(readDeck(first, 'x.yaml').deck).toBeNull();
  });

  it('is the number of errors in a file of another shape', async () => {
    const wrong = '  - id: q\n'.repeat(300);
    const read = readDeck(`deck: d\ntitle: D\nreasons: partial\nquestions:\n${wrong}`, 'x.yaml');
    expect(read.problems.length + read.unlisted).toBe(600);
    expect(read.problems.length).toBeLessThan(120);
  });
});

describe('progress', () => {
  it('is shown on a terminal, and nowhere else', async () => {
    const shown: string[] = [];
    const { isTTY } = process.stderr;
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
      shown.push(String(part));
      return true;
    });
    try {
      process.stderr.isTTY = false;
      await lintDecks(['decks'], { format: 'text' });
      expect(shown).toEqual([]);
      process.stderr.isTTY = true;
      await lintDecks(['decks'], { format: 'text' });
      expect(shown.join('')).toContain('decks/api-security.yaml');
    } finally {
      process.stderr.isTTY = isTTY;
      vi.restoreAllMocks();
    }
  });
});

describe('a large deck', () => {
  it('of 1,700 questions is read and linted in under two seconds of work', () => {
    const one = SOUND.slice(SOUND.indexOf('  - id: retries'), SOUND.indexOf('    points:'));
    const copies = Array.from({ length: 1_700 }, (_, place) =>
      one
        .replace('retries', `retries-${place}`)
        .replace('A payment call', `Call ${place * 7919} of ${place}`)
        .replaceAll(/ {8}why: .*\n/g, ''),
    );
    const source = `deck: large\ntitle: Large\nreasons: partial\nquestions:\n${copies.join('')}`;
    let problems: readonly Problem[] = [];
    const took = workTime(2_000, () => {
      problems = lintDeck(source, 'x.yaml', lintContext(TODAY));
    });
    expect(took).toBeLessThan(2_000);
    expect(problems.filter(({ rule }) => rule === 'sources')).toHaveLength(1);
    expect(problems.find(({ rule }) => rule === 'tags')?.message).toEqual(
      inBoth('1700 questions', '1700 Fragen'),
    );
  });

  it('of fifty questions is linted in well under a second', () => {
    const questions = SOUND.slice(SOUND.indexOf('  - id: retries'));
    const copies = Array.from({ length: 50 }, (_, place) =>
      questions.replace('retries', `retries-${place}`).replace('A payment', `Payment ${place}`),
    );
    const source = SOUND.slice(0, SOUND.indexOf('  - id: retries')) + copies.join('');
    let problems: readonly Problem[] = [];
    const took = workTime(800, () => {
      problems = lintDeck(source, 'x.yaml', lintContext(TODAY));
    });
    expect(took).toBeLessThan(800);
    expect(problems.filter((problem) => problem.rule === 'near-duplicate')).toHaveLength(49);
  });
});

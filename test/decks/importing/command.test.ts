import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDeck } from '../../../src/decks/editing/check-deck.ts';
import { PROGRAM } from '../../program.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'command-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function deckhand(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...PROGRAM, 'decks', ...words], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: path.resolve('tsconfig.json') },
  });
  return { status, stdout, stderr };
}

describe('deckhand decks import and export', { timeout: 120_000 }, () => {
  it('write a deck, and leave no half of one', () => {
    writeFileSync(path.join(dir, 'q.gift'), '::One::What?{=a ~b}\n\nEssay?{}\n');
    expect(deckhand('import', 'q.gift', '--to', 'deck.yaml', '--title', 'My deck')).toEqual({
      status: 0,
      stdout:
        'q.gift:3 not carried: an essay has no options\ndeck.yaml: 1 question\n2 questions read, 1 written, 1 not carried\n',
      // A pipe shows no progress.
      stderr: '',
    });
    expect(readFileSync(path.join(dir, 'deck.yaml'), 'utf8')).toContain('title: My deck\n');
    expect(deckhand('import', 'q.gift', '--to', 'deck.yaml')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'deckhand: deck.yaml is there already: --update brings the questions into it (1 as they are), --replace writes over it; or name another file\n',
    });
    expect(deckhand('export', 'deck.yaml', '--format', 'csv', '--to', 'deck.csv')).toMatchObject({
      status: 0,
      stdout: 'title of the deck is not carried\ndeck.csv: 1 question\n',
    });
    const back = deckhand('import', 'deck.csv', '--to', 'deck.yaml', '--replace', '--json');
    expect(back.status).toBe(0);
    expect(JSON.parse(back.stdout)).toMatchObject({
      files: [{ read: 1, written: 1 }],
      decks: [{ file: 'deck.yaml', questions: 1 }],
    });
    expect(back.stdout).not.toContain('reasons: partial');
  });

  it('bring questions into a deck that is there, and keep what its author wrote', () => {
    writeFileSync(path.join(dir, 'q.gift'), '::One::What?{=a ~b}\n');
    deckhand('import', 'q.gift', '--to', 'mine.yaml', '--title', 'My deck');
    const mine = readFileSync(path.join(dir, 'mine.yaml'), 'utf8')
      .replace('    options:', '    explain: Mine\n    options:')
      .concat('# a word of its author\n');
    writeFileSync(path.join(dir, 'mine.yaml'), mine);
    writeFileSync(path.join(dir, 'q.gift'), '::One::What?{=b ~a}\n\n::Two::Else?{=c ~d}\n');
    const { status, stdout } = deckhand('import', 'q.gift', '--to', 'mine.yaml', '--update');
    expect(status).toBe(0);
    expect(stdout).toContain('mine.yaml: 1 new, 1 changed\n  new      two\n  changed  one\n');
    const now = readFileSync(path.join(dir, 'mine.yaml'), 'utf8');
    for (const kept of ['title: My deck', 'explain: Mine', '# a word of its author'])
      expect(now).toContain(kept);
    const { questions } = checkDeck(now, { today: '', overflowOf: () => null }).deck ?? {};
    expect(questions?.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(questions?.[0]?.options.find(({ key }) => key)?.id).toBe('b');
  });

  it('say in one line and by exit code 1 that nothing could be done', () => {
    writeFileSync(path.join(dir, 'e.gift'), 'Essay?{}\n');
    expect(deckhand('import', 'e.gift', 'none.gift', '--to', 'none.yaml')).toMatchObject({
      status: 1,
      stdout:
        'e.gift:1 not carried: an essay has no options\nnone.gift does not exist: name a file or a folder of questions\n1 question read, 0 written, 1 not carried\n',
    });
    expect(existsSync(path.join(dir, 'none.yaml'))).toBe(false);
    expect(deckhand('import', 'e.gift', '--to', 'x.yaml', '--from', 'gifd')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^deckhand: --from is gift, .*: did you mean gift\?\n$/),
    });
    expect(deckhand('export', 'e.gift', '--format', 'gift', '--to', 'x.gift').status).toBe(1);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
      stderr: 'deckhand: deck.yaml is there already: name another file, or add --replace\n',
    });
    expect(deckhand('export', 'deck.yaml', '--format', 'csv', '--to', 'deck.csv')).toMatchObject({
      status: 0,
      stdout: 'deck.csv: 1 question\n',
    });
    const back = deckhand('import', 'deck.csv', '--to', 'deck.yaml', '--replace', '--json');
    expect(back.status).toBe(0);
    expect(JSON.parse(back.stdout)).toMatchObject({
      files: [{ read: 1, written: 1 }],
      decks: [{ file: 'deck.yaml', questions: 1 }],
    });
    expect(back.stdout).not.toContain('reasons: partial');
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

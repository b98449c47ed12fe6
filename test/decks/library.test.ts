import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLibrary, type Library } from '../../src/decks/library.ts';
import { DecksError } from '../../src/decks/reading/problem.ts';
import type { Log } from '../../src/ports/system.ts';
import { systemClock } from '../../src/system/clock.ts';
import { changed, SOUND } from './deck.ts';

let dir: string;
let said: string[];
let told: string[];
let library: Library | null;
const MAKE_PIPE = 'mkfifo';
/** A busy machine takes seconds to start the thread that reads. */
const PATIENT = { timeout: 30_000, interval: 20 };

function log(): Log {
  const silent = (): void => {};
  return {
    debug: silent,
    info: (message) => told.push(message),
    error: silent,
    warn: (message) => said.push(message),
  };
}

async function open(): Promise<Library> {
  library = await openLibrary(dir, { log: log(), clock: systemClock() });
  return library;
}

function write(file: string, text: string): Promise<void> {
  return writeFile(path.join(dir, file), text);
}

/** A deck of another file is the sign that a later change has been read. */
async function readAnother(opened: Library, id: string): Promise<void> {
  await write(`${id}.yaml`, changed('deck: http', `deck: ${id}`));
  await vi.waitFor(() => expect(opened.find(id)).not.toBeNull(), PATIENT);
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'decks-'));
  said = [];
  told = [];
  library = null;
});
afterEach(async () => {
  library?.close();
  await rm(dir, { recursive: true, force: true });
});

describe('a folder of decks', () => {
  it('is read, sorted by id, other files left alone', async () => {
    await write('z.yaml', changed('deck: http', 'deck: a'));
    await write('b.yml', SOUND);
    await write('notes.md', '# no deck');
    await write('.hidden.yaml', 'broken: [');
    await mkdir(path.join(dir, 'folder.yaml'));
    const opened = await open();
    expect(opened.decks().map((deck) => deck.id)).toEqual(['a', 'http']);
    expect(opened.find('http')?.title).toBe('HTTP for services');
    expect(opened.find('nothing')).toBeNull();
    expect(opened.problems()).toEqual([]);
    expect(said).toEqual([]);
  });

  it('may hold links to files', async () => {
    await mkdir(path.join(dir, '..data'));
    await write('..data/http.yaml', SOUND);
    await symlink(path.join('..data', 'http.yaml'), path.join(dir, 'http.yaml'));
    expect((await open()).decks()).toHaveLength(1);
  });

  it('does not follow links out of it, and opens no pipes', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'elsewhere-'));
    await writeFile(path.join(outside, 'secret.yaml'), changed('deck: http', 'deck: secret'));
    await symlink(path.join(outside, 'secret.yaml'), path.join(dir, 'out.yaml'));
    await symlink('/dev/zero', path.join(dir, 'zero.yaml'));
    await symlink('nowhere', path.join(dir, 'nowhere.yaml'));
    await mkdir(path.join(dir, 'inside'));
    execFileSync(MAKE_PIPE, [path.join(dir, 'inside', 'pipe')]);
    await symlink(path.join('inside', 'pipe'), path.join(dir, 'pipe.yaml'));
    await write('http.yaml', SOUND);
    const opened = await open();
    await rm(outside, { recursive: true });
    expect(opened.decks().map((deck) => deck.id)).toEqual(['http']);
    expect(opened.problems().map(({ message }) => message.en)).toEqual([
      'nowhere.yaml: does not exist',
      'out.yaml: is a link that leads out of the folder of decks',
      'pipe.yaml: is no plain file',
      'zero.yaml: is a link that leads out of the folder of decks',
    ]);
  });

  it('gives the one good deck although another is broken', async () => {
    await write('bad.yaml', 'deck: [');
    await write('good.yaml', SOUND);
    const opened = await open();
    expect(opened.decks()).toHaveLength(1);
    expect(opened.problems()).toEqual([
      {
        file: 'bad.yaml',
        message: {
          en: expect.stringMatching(/^bad\.yaml:\d+:\d+ yaml /),
          de: expect.stringMatching(/^bad\.yaml:\d+:\d+ yaml /),
        },
      },
    ]);
    expect(said).toEqual([expect.stringMatching(/^bad\.yaml:/)]);
  });

  it('gives an id to the first of two files', async () => {
    await write('one.yaml', SOUND);
    await write('two.yaml', changed('HTTP for services', 'Another'));
    const opened = await open();
    expect(opened.decks().map((deck) => deck.title)).toEqual(['HTTP for services']);
    expect(opened.problems()).toEqual([
      {
        file: 'two.yaml',
        message: {
          en: expect.stringContaining('taken by one.yaml'),
          de: expect.stringContaining('hat schon das Deck in one.yaml'),
        },
      },
    ]);
  });
});

describe('a folder without a deck', () => {
  async function lineOfFailure(): Promise<string> {
    const failure: unknown = await open().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DecksError);
    const line = failure instanceof DecksError ? failure.message : '';
    expect(line).toContain(dir);
    expect(line).not.toContain('\n');
    return line;
  }

  it('that is missing says so', async () => {
    await rm(dir, { recursive: true });
    expect(await lineOfFailure()).toContain('cannot be read');
  });

  it('that is empty says so', async () => {
    expect(await lineOfFailure()).toContain('there is no deck');
  });

  it('with broken decks alone says what is wrong with the first', async () => {
    await write('a.yaml', 'deck: A');
    await write('b.yaml', '[');
    expect(await lineOfFailure()).toContain('a.yaml:1:7 shape');
  });
});

describe('a change', () => {
  it('is seen: an edit, a new file, a removed one', async () => {
    await write('http.yaml', SOUND);
    const opened = await open();
    await write('http.yaml', changed('HTTP for services', 'HTTP, revised'));
    await vi.waitFor(() => expect(opened.find('http')?.title).toBe('HTTP, revised'), PATIENT);
    await readAnother(opened, 'git');
    expect(opened.decks()).toHaveLength(2);
    await rm(path.join(dir, 'git.yaml'));
    await vi.waitFor(() => expect(opened.decks()).toHaveLength(1), PATIENT);
  });

  it('by an editor that writes a new file and renames it is seen', async () => {
    await write('http.yaml', SOUND);
    const opened = await open();
    await write('.http.yaml.swp', changed('HTTP for services', 'HTTP, saved'));
    await rename(path.join(dir, '.http.yaml.swp'), path.join(dir, 'http.yaml'));
    await vi.waitFor(() => expect(opened.find('http')?.title).toBe('HTTP, saved'), PATIENT);
  });

  it('that breaks a deck keeps the last good version and says so once', async () => {
    await write('http.yaml', SOUND);
    const opened = await open();
    await write('http.yaml', changed('key: true', 'key: maybe'));
    await vi.waitFor(() => expect(opened.problems()).toHaveLength(1), PATIENT);
    expect(opened.find('http')?.questions).toHaveLength(1);
    await readAnother(opened, 'git');
    expect(said).toEqual([expect.stringContaining('last good version stays')]);

    await write('http.yaml', changed('HTTP for services', 'HTTP, cured'));
    await vi.waitFor(() => expect(opened.find('http')?.title).toBe('HTTP, cured'), PATIENT);
    expect(opened.problems()).toEqual([]);
    expect(told).toEqual(['http.yaml can be used again']);
  });

  it('that takes the id of another deck changes neither, whatever its name', async () => {
    await write('http.yaml', SOUND);
    await write('z.yaml', changed('deck: http', 'deck: zebra'));
    const opened = await open();
    await write('a.yaml', changed('HTTP for services', 'A late one'));
    await write('z.yaml', changed('HTTP for services', 'A thief'));
    await vi.waitFor(() => expect(opened.problems()).toHaveLength(2), PATIENT);
    expect(opened.decks().map(({ id, title }) => [id, title])).toEqual([
      ['http', 'HTTP for services'],
      ['zebra', 'HTTP for services'],
    ]);
    for (const { message } of opened.problems()) expect(message.en).toContain('taken by http.yaml');
    expect(said.filter((line) => line.startsWith('z.yaml')).join()).toContain('stays in use');
  });

  it('after closing is not read any more', async () => {
    await write('http.yaml', SOUND);
    const opened = await open();
    opened.close();
    const before = opened.decks();
    await write('git.yaml', changed('deck: http', 'deck: git'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(opened.decks()).toEqual(before);
  });
});

import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../ports/errors.ts';

/** Deckhand's own folder: the same for `src/cli` and the built `dist/cli`. */
const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
/** Where a copied deck finds its schema. */
const SCHEMA = /^# yaml-language-server: \$schema=.*$/m;
/** Tokens are for this user alone. */
const PRIVATE = 0o600;

/** A file to begin with; `mode` where it is not the usual one. */
interface StartFile {
  readonly name: string;
  readonly text: string;
  readonly mode?: number;
}

/**
 * `deckhand init [folder]`: a folder to start from, with `.env`, the decks that come with Deckhand, and their schema for
 * editors. What is there already stays as it is.
 * @throws StartError when something cannot be written
 */
export async function init(folder: string): Promise<void> {
  const made: string[] = [];
  const kept: string[] = [];
  for (const file of await startFiles()) {
    const isNew = await writeNew(path.join(folder, file.name), file);
    (isNew ? made : kept).push(file.name);
  }
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (made.length > 0) say(`Made in ${path.resolve(folder)}: ${made.join(', ')}`);
  if (kept.length > 0) say(`Left as they are: ${kept.join(', ')}`);
  const go = path.resolve(folder) === process.cwd() ? '' : `cd ${folder} && `;
  say(`Start it: ${go}deckhand start`);
  say(`What the settings mean: ${path.join(PACKAGE, 'docs')}`);
}

async function startFiles(): Promise<readonly StartFile[]> {
  const own = (name: string): Promise<string> => readFile(path.join(PACKAGE, name), 'utf8');
  const decks = (await readdir(path.join(PACKAGE, 'decks'))).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  const settings = await own('.env.example');
  return [
    {
      name: '.env',
      text: settings
        .replace(/^# Copy to \.env and/, '# Settings of Deckhand:')
        .replace('`npm start`', '`deckhand start`'),
      mode: PRIVATE,
    },
    { name: 'deck.schema.json', text: await own('docs/deck.schema.json') },
    ...(await Promise.all(
      decks.sort().map(async (name) => ({
        name: path.join('decks', name),
        text: (await own(path.join('decks', name))).replace(
          SCHEMA,
          '# yaml-language-server: $schema=../deck.schema.json',
        ),
      })),
    )),
  ];
}

/** @returns whether the file was made; false if there was one */
async function writeNew(file: string, { text, mode }: StartFile): Promise<boolean> {
  try {
    if (await exists(file)) return false;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, mode === undefined ? { flag: 'wx' } : { flag: 'wx', mode });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new StartError(
      `${file} cannot be written (${code}): name a folder that you may write to`,
    );
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { environment, readConfig } from '../config.ts';
import { slugOf } from '../decks/importing/slug.ts';
import { openLibrary } from '../decks/library.ts';
import { StartError } from '../ports/errors.ts';
import { systemClock } from '../system/clock.ts';
import { openLog } from '../system/log.ts';
import { capitalised } from '../domain/text.ts';

const LONGEST_ID = 40;

/** `deckhand decks list`: the decks as the bot would read them now; exit code 1 when a file cannot be used. */
export async function listDecks(options: { readonly json?: boolean }): Promise<void> {
  const { decksDir } = readConfig(environment(), false);
  const log = openLog({ level: 'silent', format: 'json' });
  const library = await openLibrary(decksDir, { log, clock: systemClock() });
  library.close();
  const decks = library.decks().map(({ id, title, language, questions }) => ({
    id,
    title,
    language,
    questions: questions.filter(({ retired }) => !retired).length,
  }));
  const problems = library.problems().map(({ file, message }) => ({ file, message: message.en }));
  if (problems.length > 0) process.exitCode = 1;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ decks, problems })}\n`);
    return;
  }
  const width = Math.max(...decks.map(({ id }) => id.length));
  for (const { id, title, language, questions } of decks) {
    const count = `${String(questions).padStart(4)} ${questions === 1 ? 'question ' : 'questions'}`;
    process.stdout.write(`${id.padEnd(width)}  ${language}  ${count}  ${title}\n`);
  }
  for (const { message } of problems) process.stderr.write(`deckhand: ${message}\n`);
}

/**
 * `deckhand decks new <id>`: a deck of one question that can be asked, to be overwritten.
 * @throws StartError when the id is none, or the file is there already
 */
export async function newDeck(id: string): Promise<void> {
  const fit = slugOf(id, LONGEST_ID);
  if (fit !== id) {
    const hint = fit === '' ? '' : `: try ${fit}`;
    throw new StartError(
      `“${id.slice(0, 60)}” is no id of a deck${hint} (lower-case letters, digits and hyphens, at most ${LONGEST_ID})`,
    );
  }
  const { decksDir } = readConfig(environment(), false);
  const file = path.join(decksDir, `${id}.yaml`);
  try {
    await mkdir(decksDir, { recursive: true });
    await writeFile(file, await skeleton(id, decksDir), { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why =
      code === 'EEXIST' ? 'is there already: choose another id' : `cannot be written (${code})`;
    throw new StartError(`${file} ${why}`);
  }
  process.stdout.write(
    `${file}: write your questions there, then check them: deckhand decks lint ${file}\n`,
  );
}

async function skeleton(id: string, decksDir: string): Promise<string> {
  const schema = await schemaBeside(decksDir);
  const title = capitalised(id.replaceAll('-', ' '));
  const head = schema === null ? '' : `# yaml-language-server: $schema=${schema}\n`;
  return `${head}${SKELETON.replace('ID', id).replace('TITLE', title)}`;
}

/** Where an editor finds the schema, as seen from the folder of decks; null where it is not there. */
async function schemaBeside(decksDir: string): Promise<string | null> {
  for (const name of ['../deck.schema.json', '../docs/deck.schema.json']) {
    const found = await access(path.join(decksDir, name)).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  return null;
}

const SKELETON = `deck: ID
title: TITLE
style: best-answer # one is the strongest; "fact": one is right
language: en
questions:
  - id: first-question # stable for ever: answers hang on it
    ask: Which status code tells a client that it may try the same request again later?
    options:
      - text: 503 Service Unavailable, with a Retry-After header
        short: 503 with Retry-After
        key: true
        why: It says that the server cannot answer now, and when another attempt makes sense.
      - text: 500 Internal Server Error, with an apology in its body
        short: 500 with an apology
        why: It says that something broke, and nothing of whether another attempt would help.
        kind: near # near, wrong, dangerous or off-topic
      - text: 404 Not Found, until the service is there again
        short: 404 for a while
        why: Caches and crawlers take it for the truth and forget an address that exists.
        kind: dangerous
    explain: A client can only be patient if it is told to. 503 is temporary by definition.
    points:
      - 503 is temporary, and Retry-After says for how long.
    tags: [http]
    level: 2 # 1 recall, 2 apply, 3 judge
    sources:
      - title: RFC 9110, 503 Service Unavailable
        url: https://www.rfc-editor.org/rfc/rfc9110#name-503-service-unavailable
`;

import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { counted } from '../domain/counted.ts';
import { environment, readConfig } from '../config.ts';
import { deckFiles } from '../decks/linting/lint-paths.ts';
import { readDeckFile } from '../decks/reading/file.ts';
import { readDeck } from '../decks/reading/read.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { LANGUAGES, languageOf, type Language } from '../domain/language.ts';
import { StartError } from '../ports/errors.ts';
import { deckPage } from '../preview/page/deck-page.tsx';
import { openHttp } from '../system/http.ts';
import { previewHandler } from './preview-routes.ts';
import { previewTime, readForPreview } from './previewed-deck.ts';

interface PreviewOptions {
  readonly port: string;
  readonly language?: string;
  readonly out?: string;
}

const HOST = '127.0.0.1';

/** `deckhand decks preview`. */
export function addPreviewCommand(decks: Command): void {
  decks
    .command('preview')
    .description(
      'show questions as Slack, Discord and the local chat will, before and after each answer',
    )
    .argument('[deck]', 'a file, a folder, or the id of a deck (default: all of DECKS_DIR)')
    .option('--port <port>', 'where the page is served on this machine', '3001')
    .option('--language <tag>', 'en or de (default: the deck’s)')
    .option('--out <file>', 'write one HTML file for a reviewer instead of serving a page')
    .action(previewDecks);
}

async function previewDecks(given: string | undefined, options: PreviewOptions): Promise<void> {
  const language = languageGiven(options.language);
  const files = await filesOf(given);
  if (options.out !== undefined) return writePage(files, language, options.out);
  await servePages(files, language, portOf(options.port));
}

async function writePage(
  files: readonly string[],
  language: Language | null,
  out: string,
): Promise<void> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0)
    throw new StartError('--out takes one deck: name its file or its id');
  const shown = await readForPreview(file);
  if (shown.deck === null) {
    throw new StartError(`${file} cannot be asked as it is: deckhand decks lint ${file} says why`);
  }
  const html = deckPage({
    shown,
    language: language ?? languageOf(shown.deck.language) ?? 'en',
    time: previewTime(),
    assets: { kind: 'inline' },
    from: 0,
    to: Infinity,
    links: [],
  });
  await writeFile(out, html).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new StartError(`${out} cannot be written (${code}): name another place with --out`);
  });
  const kilobytes = Math.ceil(Buffer.byteLength(html) / 1024);
  process.stdout.write(
    `${out}: ${counted(shown.deck.questions.length, 'question')}, ${kilobytes} KB\n`,
  );
}

async function servePages(
  files: readonly string[],
  language: Language | null,
  port: number,
): Promise<void> {
  const http = openHttp({ host: HOST, port, setting: '--port' });
  const taken = await http.listen();
  http.mount('*', previewHandler({ files, language, host: HOST, port: taken }));
  process.stdout.write(`Preview: http://${HOST}:${taken} (Ctrl-C ends it)\n`);
}

/** The deck files of a path, or the one of DECKS_DIR that has that id. */
async function filesOf(given: string | undefined): Promise<readonly string[]> {
  if (given !== undefined && /[/\\]|\.ya?ml$/.test(given)) return deckFiles(given);
  const all = await deckFiles(readConfig(environment(), false).decksDir);
  if (given === undefined) return all;
  const decks = await Promise.all(
    all.map(async (file) => ({ file, ...readDeck(await readDeckFile(file, null), file) })),
  );
  const found = decks.find(({ deck }) => deck?.id === given);
  if (found !== undefined) return [found.file];
  const near = nearest(
    given,
    decks.flatMap(({ deck }) => (deck === null ? [] : [deck.id])),
  );
  const hint = near === null ? ': name its file' : `: did you mean ${near}?`;
  throw new StartError(`there is no deck “${given}”${hint}`);
}

function languageGiven(given: string | undefined): Language | null {
  if (given === undefined) return null;
  const language = languageOf(given);
  if (language !== null) return language;
  throw new StartError(`--language is ${LANGUAGES.join(' or ')}, not “${given}”`);
}

function portOf(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new StartError(`--port is a number from 0 to 65535, not “${given}”`);
}

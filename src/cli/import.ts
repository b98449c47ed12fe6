import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { counted } from '../domain/counted.ts';
import { IMPORT_FORMATS, type FormatName } from '../decks/importing/detect-format.ts';
import { importDecks, type Imported } from '../decks/importing/import-decks.ts';
import { formatReport, reportIn } from '../decks/importing/import-report.ts';
import { FIELD_NAMES } from '../decks/importing/table-columns.ts';
import type { DeckStyle } from '../domain/deck.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { StartError } from '../ports/errors.ts';
import type { DeckUpdate } from '../domain/deck-update.ts';
import { systemClock } from '../system/clock.ts';
import { countsIn, linesIn, updateOfFile, type FileUpdate } from './update-deck-file.ts';

interface ImportOptions {
  readonly to: string;
  readonly from?: string;
  readonly column: readonly string[];
  readonly title?: string;
  readonly language?: string;
  readonly style: string;
  readonly report?: string;
  readonly json?: true;
  readonly replace?: true;
  readonly update?: true;
}

/** `deckhand decks import`. */
export function addImportCommand(decks: Command): void {
  decks
    .command('import')
    .description(
      'make decks of questions that other programs wrote; exit code 1 when none could be',
    )
    .argument('<files...>', 'files or folders')
    .requiredOption('--to <file>', 'the deck to write; large collections become several')
    .option('--from <format>', `${IMPORT_FORMATS.join(', ')} (default: found out)`)
    .option(
      '--column <field=header>',
      'which column of a table holds what, as in question=Frage; may stand several times',
      (given: string, before: readonly string[]) => [...before, given],
      [],
    )
    .option('--title <title>', 'title of the deck')
    .option('--language <tag>', 'language of the questions, as in de')
    .option('--style <style>', 'fact or best-answer', 'fact')
    .option('--report <file>', 'write every line of the report into a file')
    .option('--json', 'the report for programs')
    .option('--replace', 'write over decks that are there')
    .option('--update', 'bring the questions into decks that are there; nothing is deleted')
    .action(importFiles);
}

/** Imports files, writes the decks and prints what was carried and what was not. */
async function importFiles(given: readonly string[], options: ImportOptions): Promise<void> {
  if (options.replace === true && options.update === true)
    throw new StartError('--replace writes over a deck and --update keeps it: choose one');
  const { files, fromFolders } = await filesOf(given);
  const imported = await importDecks({
    files,
    fromFolders,
    to: options.to,
    format: formatOf(options.from),
    columns: columnsOf(options.column),
    title: options.title ?? null,
    language: languageOf(options.language),
    style: styleOf(options.style),
    clock: systemClock(),
    onProgress: progress(),
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  const updates = await write(imported, options);
  const report = reportIn(imported.report, 'en');
  if (options.report !== undefined)
    await writeFile(options.report, formatReport(report, Number.POSITIVE_INFINITY));
  if (options.json === true) {
    const all = { ...report, updates: updates.map(({ file, update }) => summary(file, update)) };
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    process.stdout.write(formatReport(report));
    for (const line of updates.flatMap(linesIn)) process.stdout.write(`${line}\n`);
  }
  if (imported.decks.length === 0) process.exitCode = 1;
}

/** On a terminal, how far it is; nothing in a pipe. */
function progress(): (read: number, file: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (read, file) => {
    const line = `${counted(read, 'question')} read, now ${path.basename(file)}`;
    process.stderr.write(`\r\u001B[K${line.slice(0, Math.max(20, process.stderr.columns) - 1)}`);
  };
}

async function writeDeck(file: string, yaml: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, yaml);
}

/** Writes the decks. Of those that are there already, what the questions do to them. */
async function write(
  { decks }: Imported,
  options: Pick<ImportOptions, 'replace' | 'update'>,
): Promise<readonly FileUpdate[]> {
  const updates: FileUpdate[] = [];
  for (const { file, yaml } of decks)
    if (options.replace !== true && existsSync(file)) updates.push(await updateOfFile(file, yaml));
  const [standing] = updates;
  if (standing !== undefined && options.update !== true)
    throw new StartError(
      `${standing.file} is there already: --update brings the questions into it (${countsIn(standing.update)}), --replace writes over it; or name another file`,
    );
  const updated = new Map(updates.map((one) => [one.file, one.yaml]));
  for (const { file, yaml: fresh } of decks) {
    const yaml = updated.get(file) ?? fresh;
    await writeDeck(file, yaml).catch((error: unknown) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new StartError(`${file} cannot be written (${code}): name another place with --to`);
    });
  }
  return updates;
}

function summary(file: string, { added, changed, same, missing }: DeckUpdate) {
  const ids = (all: DeckUpdate['added']) => all.map(({ id }) => id);
  return { file, added: ids(added), changed: ids(changed), same, missing: ids(missing) };
}

function formatOf(given: string | undefined): FormatName | null {
  if (given === undefined) return null;
  const format = IMPORT_FORMATS.find((one) => one === given);
  if (format !== undefined) return format;
  const near = nearest(given, IMPORT_FORMATS);
  const hint = near === null ? '' : `: did you mean ${near}?`;
  throw new StartError(`--from is ${IMPORT_FORMATS.join(', ')}, not “${given}”${hint}`);
}

function styleOf(given: string): DeckStyle {
  if (given === 'fact' || given === 'best-answer') return given;
  throw new StartError(`--style is fact or best-answer, not “${given}”`);
}

function languageOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(given)) return given;
  throw new StartError(`--language is a tag like en or de-CH, not “${given}”`);
}

function columnsOf(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((pair) => {
      const [, field = '', header = ''] = /^(\w+)=(.+)$/.exec(pair) ?? [];
      const known = FIELD_NAMES.some(
        (name) => name.replace(/1$/, '') === field.replace(/\d+$/, ''),
      );
      if (known) return [field, header] as const;
      throw new StartError(
        `--column is a field and a header, as in question=Frage, not “${pair}”: the fields are ${FIELD_NAMES.join(', ')}`,
      );
    }),
  );
}

/** Files as they are given, and all files of folders. */
async function filesOf(given: readonly string[]) {
  const files: string[] = [];
  const fromFolders = new Set<string>();
  for (const one of given) {
    const found = await stat(one).catch(() => null);
    if (found === null || !found.isDirectory()) {
      files.push(one);
      continue;
    }
    const names = await readdir(one, { recursive: true, withFileTypes: true });
    const inside = names
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
    files.push(...inside);
    for (const file of inside) fromFolders.add(file);
  }
  return { files: [...new Set(files)], fromFolders };
}

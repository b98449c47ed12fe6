import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { counted } from '../domain/counted.ts';
import { EXPORT_FORMATS, exportDeck } from '../decks/exporting/export-deck.ts';
import { readDeckFile } from '../decks/reading/file.ts';
import { lineOf } from '../decks/reading/problem.ts';
import { readDeck } from '../decks/reading/read.ts';
import { nearest } from '../domain/did-you-mean.ts';
import { StartError } from '../ports/errors.ts';

interface ExportOptions {
  readonly format: string;
  readonly to: string;
}

/** `deckhand decks export`. */
export function addExportCommand(decks: Command): void {
  decks
    .command('export')
    .description('write a deck in the format of another program')
    .argument('<deck>', 'the YAML file of a deck')
    .requiredOption('--format <format>', EXPORT_FORMATS.join(', '))
    .requiredOption('--to <file>', 'the file to write')
    .action(exportFile);
}

async function exportFile(file: string, options: ExportOptions): Promise<void> {
  const format = EXPORT_FORMATS.find((one) => one === options.format);
  if (format === undefined) {
    const near = nearest(options.format, EXPORT_FORMATS);
    const hint = near === null ? '' : `: did you mean ${near}?`;
    throw new StartError(
      `--format is ${EXPORT_FORMATS.join(', ')}, not “${options.format}”${hint}`,
    );
  }
  const bytes = await readDeckFile(file, null).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'cannot be read';
    throw new StartError(`${file} ${why}: name the YAML file of a deck`);
  });
  const { deck, problems } = readDeck(bytes, file);
  if (deck === null) {
    const [first] = problems;
    throw new StartError(first === undefined ? `${file} holds no deck` : lineOf(first));
  }
  const { text, lost } = exportDeck(deck, format);
  await writeFile(options.to, text, { flag: 'wx' }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const fix = code === 'EEXIST' ? 'is there already' : `cannot be written (${code})`;
    throw new StartError(`${options.to} ${fix}: name another file with --to`);
  });
  for (const line of lost) process.stdout.write(`${line}\n`);
  process.stdout.write(`${options.to}: ${counted(deck.questions.length, 'question')}\n`);
}

import { Command } from 'commander';
import { backup, migrateDatabase, restore, verify } from './cli/database.ts';
import { addExportCommand } from './cli/export.ts';
import { addImportCommand } from './cli/import.ts';
import { lintDecks, printSchema } from './cli/decks.ts';
import { doctor, printDiscordInvite, printSlackManifest } from './cli/platforms.ts';
import { start } from './cli/start.ts';
import { messageOf, StartError } from './ports/errors.ts';

const program = new Command('deckhand')
  .description('The quiz bot for engineering teams: Slack, Discord and a local chat.')
  .showHelpAfterError('(deckhand --help shows what there is)')
  .showSuggestionAfterError();

program
  .command('start', { isDefault: true })
  .description('start the bot; with no token it opens the local chat')
  .action(start);

const decks = program.command('decks').description('question decks');
decks
  .command('lint')
  .description('check decks; exit code 1 when a rule is broken')
  .argument('[paths...]', 'files or folders (default: DECKS_DIR)')
  .option('--format <format>', 'text, json or github', 'text')
  .action(lintDecks);
decks
  .command('schema')
  .description('print the JSON Schema of a deck, for editors')
  .action(printSchema);

addImportCommand(decks);
addExportCommand(decks);

const slack = program.command('slack').description('Slack');
slack
  .command('manifest')
  .description('print an app manifest, ready to paste')
  .option('--socket', 'Socket Mode: no public address is needed')
  .option('--url <url>', 'HTTP: the public address, https://…')
  .action(printSlackManifest);

program
  .command('discord')
  .description('Discord')
  .command('invite')
  .description('print the link by which a server gets the bot')
  .action(printDiscordInvite);

program
  .command('doctor')
  .description('check tokens, scopes, permissions, database and clock, and say what to fix')
  .option('--slack-channel <id>', 'a Slack channel to look at')
  .option('--discord-channel <id>', 'a Discord channel to look at')
  .option('--json', 'for programs')
  .action(doctor);

const db = program.command('db').description('the database');
db.command('migrate').description('bring the schema up to date').action(migrateDatabase);
db.command('verify')
  .description('prove that standings equal the fold over answers; exit code 1 when not')
  .option('--json', 'for programs')
  .action(verify);
db.command('backup')
  .description('write a consistent copy while the bot runs')
  .argument('<file>')
  .action(backup);
db.command('restore')
  .description('put a backup in place; the bot must be stopped')
  .argument('<file>')
  .action(restore);

/** Expected failures are one line on standard error; anything else keeps its stack, for a report. */
async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    const line = messageOf(error);
    process.stderr.write(`deckhand: ${line.replaceAll('\n', '\ndeckhand: ')}\n`);
    process.exitCode = error instanceof StartError ? error.exitCode : 1;
  }
}

await main();

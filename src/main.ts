import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { nearest } from './domain/did-you-mean.ts';
import type { ReportOptions } from './cli/report.ts';
import { failingInOneLine } from './cli/one-line.ts';
import { StartError } from './ports/errors.ts';

/** Every action loads its own code: a part that cannot be loaded ends with one line, and help is quick. */
const database = () => import('./cli/database.ts');
const platforms = () => import('./cli/platforms.ts');
const managerTools = () => import('./cli/managers.ts');
const deckTools = () => import('./cli/decks.ts');
const deckFiles = () => import('./cli/deck-files.ts');

interface Json {
  readonly json?: boolean;
}

const program = new Command('deckhand')
  .description('The quiz bot for engineering teams: Slack, Discord and a local chat.')
  .version(version(), '-V, --version', 'print the version')
  .showSuggestionAfterError()
  .configureOutput({
    outputError: (text, write) => {
      const line = text
        .trim()
        .replace(/^error: /, '')
        .replaceAll(/\s*\n\s*/g, ' ');
      write(`deckhand: ${line} (deckhand --help shows what there is)\n`);
    },
  });

program
  .command('start', { isDefault: true })
  .description('start the bot; with no token it opens the local chat')
  .allowExcessArguments()
  .action(async (_options: unknown, command: Command) => {
    // What is no command comes here, since this is the default one.
    const [word] = command.args;
    if (word !== undefined && program.args[0] === 'start')
      throw new StartError(`start takes nothing after it: leave out “${word.slice(0, 60)}”`);
    if (word !== undefined) throw unknownCommand(word);
    await (await import('./cli/start.ts')).start();
  });

program
  .command('init')
  .description('make a folder to start from: settings and decks')
  .argument('[folder]', 'where (default: here)', '.')
  .action(async (folder: string) => (await import('./cli/init.ts')).init(folder));

const decks = program.command('decks').description('question decks');
decks
  .command('list')
  .description('print the decks, their languages and how many questions they have')
  .option('--json', 'for programs')
  .action(async (options: Json) => (await deckFiles()).listDecks(options));
decks
  .command('new')
  .description('write a deck to begin with')
  .argument('<id>', 'its id, for example git-basics')
  .action(async (id: string) => (await deckFiles()).newDeck(id));
decks
  .command('lint')
  .description('check decks; exit code 1 when a rule is broken')
  .argument('[paths...]', 'files or folders (default: DECKS_DIR)')
  .option('--format <format>', 'text, json or github', 'text')
  .option('--all', 'every line, where there are too many for a screen')
  .action(
    async (
      paths: readonly string[],
      options: { readonly format: string; readonly all?: boolean },
    ) => (await deckTools()).lintDecks(paths, options),
  );
decks
  .command('schema')
  .description('print the JSON Schema of a deck, for editors')
  .action(async () => (await deckTools()).printSchema());

// Their parsers and renderers are many: the other commands do without.
const others = ['lint', 'list', 'new', 'schema'];
if (process.argv[2] === 'decks' && !others.includes(process.argv[3] ?? '')) {
  (await import('./cli/import.ts')).addImportCommand(decks);
  (await import('./cli/export.ts')).addExportCommand(decks);
  (await import('./cli/preview.ts')).addPreviewCommand(decks);
}

const slack = program.command('slack').description('Slack');
slack
  .command('manifest')
  .description('print an app manifest, ready to paste')
  .option('--socket', 'Socket Mode: no public address is needed')
  .option('--url <url>', 'HTTP: the public address, https://…')
  .option('--oauth', 'with --url: for many workspaces, which install the app by its link')
  .action(
    async (options: {
      readonly socket?: boolean;
      readonly url?: string;
      readonly oauth?: boolean;
    }) => (await platforms()).printSlackManifest(options),
  );

program
  .command('discord')
  .description('Discord')
  .command('invite')
  .description('print the link by which a server gets the bot')
  .action(async () => (await platforms()).printDiscordInvite());

program
  .command('doctor')
  .description('check tokens, scopes, permissions, database, decks and clock, and say what to fix')
  .option('--slack-channel <id>', 'a Slack channel to look at')
  .option('--slack-workspace <id>', 'its workspace, where several have installed the app')
  .option('--discord-channel <id>', 'a Discord channel to look at')
  .option('--json', 'for programs')
  .action(
    async (options: {
      readonly slackChannel?: string;
      readonly slackWorkspace?: string;
      readonly discordChannel?: string;
      readonly json?: boolean;
    }) => (await platforms()).doctor(options),
  );

const managers = program
  .command('managers')
  .description('who manages, beside admins of the platform');
managers
  .command('list')
  .description('print who was made a manager')
  .option('--json', 'for programs')
  .action(async (options: Json) => (await managerTools()).listManagers(options));
for (const [name, what] of [
  ['add', 'make a member a manager'],
  ['remove', 'take that back'],
] as const) {
  managers
    .command(name)
    .description(what)
    .argument('<member...>', 'its id; in the local chat its name too, with its spaces')
    .option('--workspace <id>', 'where, when there are several')
    .option('--json', 'for programs')
    .action(async (words: string[], options: Json & { readonly workspace?: string }) => {
      const tools = await managerTools();
      await (name === 'add' ? tools.addManager : tools.removeManager)(words.join(' '), options);
    });
}
managers
  .command('link')
  .description('print a one-time link into the local chat: a member’s place, or a new manager’s')
  .argument('[member...]', 'whose place; left out: whoever opens it joins as a manager')
  .option('--json', 'for programs')
  .action(async (words: string[], options: Json) =>
    (await managerTools()).linkMember(words.length === 0 ? undefined : words.join(' '), options),
  );

program
  .command('report')
  .description('how the questions do, without names')
  .option('--deck <id>', 'one deck (default: all that were asked)')
  .option('--workspace <id>', 'where, when there are several')
  .option('--json', 'for programs')
  .option('--csv', 'as a table')
  .action(async (options: ReportOptions) => (await import('./cli/report.ts')).printReport(options));

const db = program.command('db').description('the database');
db.command('migrate')
  .description('bring the schema up to date')
  .option('--json', 'for programs')
  .action(async (options: Json) => (await database()).migrateDatabase(options));
db.command('verify')
  .description('prove that standings equal the fold over answers; exit code 1 when not')
  .option('--json', 'for programs')
  .action(async (options: Json) => (await database()).verify(options));
db.command('rebuild')
  .description('make standings anew from the answers, and verify them')
  .option('--json', 'for programs')
  .action(async (options: Json) => (await database()).rebuild(options));
db.command('backup')
  .description('write a consistent copy while the bot runs')
  .argument('<file>')
  .option('--json', 'for programs')
  .action(async (file: string, options: Json) => (await database()).backup(file, options));
db.command('restore')
  .description('put a backup in place; the bot must be stopped')
  .argument('<file>')
  .option('--json', 'for programs')
  .action(async (file: string, options: Json) => (await database()).restore(file, options));

db.command('copy')
  .description('copy a stopped bot’s file into an empty Postgres database, and verify both')
  .argument('<from>', 'sqlite:PATH')
  .argument('[to]', 'postgres://… (default: DATABASE_URL, which keeps the password off the screen)')
  .option('--json', 'for programs')
  .action(async (from: string, to: string | undefined, options: Json) =>
    (await import('./cli/copy.ts')).copy(from, to ?? null, options),
  );

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function unknownCommand(word: string): StartError {
  const near = nearest(
    word,
    program.commands.map((command) => command.name()),
  );
  const hint = near === null ? '' : `: did you mean ${near}?`;
  return new StartError(
    `there is no command “${word.slice(0, 60)}”${hint} (deckhand --help shows what there is)`,
  );
}

await failingInOneLine(() => program.parseAsync());

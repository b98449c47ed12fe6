import type { Language, Localized } from './language.ts';

/**
 * What a command looks like. The one table of commands (`app/bot/commands.ts`) is made of these; the reader of typed
 * lines, help, Discord's registration and the web composer's completion are all made from that table.
 */
export type Who = 'all' | 'manager';

/** Where completion and Discord's choices come from. */
export type Completion = 'deck' | 'question' | 'zone' | 'schedule' | 'none';

export interface ArgumentShape {
  /** `[a-z]{1,32}`; unique within its command. */
  readonly name: string;
  /** What it is called in sentences, German with its article: `time`, `die Uhrzeit`. Left out: its name. */
  readonly label?: Localized;
  /** Further words that stand before its value: `bis 24.12.`, lower case. */
  readonly aliases?: readonly string[];
  readonly help: Localized;
  readonly required: boolean;
  readonly type:
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | {
        readonly kind: 'choice';
        readonly of: readonly string[];
        /** Other words for a choice, lower case; the first one is shown to those who read German. */
        readonly also?: Readonly<Record<string, readonly string[]>>;
      }
    /** One word. */
    | { readonly kind: 'word'; readonly completes: Completion }
    /** All further words; only as the last argument. */
    | { readonly kind: 'rest'; readonly completes: Completion }
    /** The value is `HH:MM`, 24 hours. */
    | { readonly kind: 'time' }
    /** IANA zone or alias. */
    | { readonly kind: 'zone' }
    /** Days of the week; `one`: exactly one of them fits. */
    | { readonly kind: 'days'; readonly one?: true }
    /** The value is `2026-12-24`. */
    | {
        readonly kind: 'date';
        /** The argument that takes the last date of a range; left out: a range does not fit. */
        readonly last?: string;
        /** A date before today is refused. */
        readonly upcoming?: true;
      }
    /** A member: `<@U…>` as the platform writes it, or `@name` in the local chat. */
    | { readonly kind: 'member' }
    /** A file that is sent with the command, where the platform can; it cannot be typed. */
    | { readonly kind: 'file' }
    /** Channels as the platform writes them, `<#C…>` or `#name`, joined by commas; the value is their ids. */
    | { readonly kind: 'channels' };
}

export interface CommandShape {
  /** One word, or two for a command in a group: `schedule daily`. */
  readonly name: string;
  /** Other words that people use for it, in English and German, lower case; of one to three words. */
  readonly aliases?: readonly string[];
  readonly help: Localized;
  readonly who: Who;
  readonly arguments: readonly ArgumentShape[];
}

/** A validated argument: text, a whole number, or days of the week (1 Monday … 7 Sunday). */
export type Value = string | number | readonly number[];

export type Values = ReadonlyMap<string, Value>;

/** What a command does, in every language; managers' commands say so. */
export function helpOf(command: CommandShape): Localized {
  if (command.who === 'all') return command.help;
  return { en: `${command.help.en} (managers)`, de: `${command.help.de} (Manager)` };
}

/** How a command is typed: `/quiz schedule daily <time> [zone]`, with the words of the reader's language. */
export function usage(command: CommandShape, language: Language = 'en'): string {
  const typed = command.arguments.filter(({ type }) => type.kind !== 'file');
  const shown = typed.map((argument) => {
    const inner =
      argument.type.kind === 'choice'
        ? choicesOf(argument.type, language).join('|')
        : nameOf(argument, language);
    const many = argument.type.kind === 'rest' ? `${inner}…` : inner;
    return argument.required ? `<${many}>` : `[${many}]`;
  });
  return ['/quiz', command.name, ...shown].join(' ');
}

/** An argument's name in a language, without an article: `time`, `Uhrzeit`. */
export function nameOf({ name, label }: ArgumentShape, language: Language): string {
  if (language === 'en' || label === undefined) return name;
  return label[language].replace(/^(?:der|die|das) /, '');
}

/** The words of a choice in a language. */
export function choicesOf(
  { of, also }: Extract<ArgumentShape['type'], { readonly kind: 'choice' }>,
  language: Language,
): readonly string[] {
  return language === 'en' ? of : of.map((choice) => also?.[choice]?.[0] ?? choice);
}

import type { Localized } from './language.ts';

/**
 * What a command looks like. The one table of commands (`app/commands.ts`) is made of these; the reader of typed
 * lines, help, Discord's registration and the web composer's completion are all made from that table.
 */
export type Who = 'all' | 'manager';

/** Where completion and Discord's choices come from. */
export type Completion = 'deck' | 'question' | 'zone' | 'schedule' | 'none';

export interface ArgumentShape {
  /** `[a-z]{1,32}`; unique within its command. */
  readonly name: string;
  readonly help: Localized;
  readonly required: boolean;
  readonly type:
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | { readonly kind: 'choice'; readonly of: readonly string[] }
    /** One word. */
    | { readonly kind: 'word'; readonly completes: Completion }
    /** Everything to the end of the line; only as the last argument. */
    | { readonly kind: 'rest'; readonly completes: Completion }
    /** `HH:MM`, 24 hours. */
    | { readonly kind: 'time' }
    /** IANA zone. */
    | { readonly kind: 'zone' }
    /** `weekdays`, `daily`, `mon,wed,fri`, `mon-fri`. */
    | { readonly kind: 'days' }
    /** `2026-12-24`. */
    | { readonly kind: 'date' }
    /** A member: `<@U…>` as the platform writes it, or `@name` in the local chat. */
    | { readonly kind: 'member' }
    /** Channels as the platform writes them, `<#C…>` or `#name`, joined by commas; the value is their ids. */
    | { readonly kind: 'channels' };
}

export interface CommandShape {
  /** One word, or two for a command in a group: `schedule daily`. */
  readonly name: string;
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

/** How a command is typed: `/quiz schedule daily <time> [zone]`. */
export function usage(command: CommandShape): string {
  const shown = command.arguments.map((argument) => {
    const inner = argument.type.kind === 'choice' ? argument.type.of.join('|') : argument.name;
    const many = argument.type.kind === 'rest' ? `${inner}…` : inner;
    return argument.required ? `<${many}>` : `[${many}]`;
  });
  return ['/quiz', command.name, ...shown].join(' ');
}

import { z } from 'zod';
import { shaped } from './lawful.ts';
import type { Read } from './lawful.ts';

/** Application commands: names, descriptions and how many of everything. */
const NAME = /^[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const commandName = z
  .string()
  .regex(NAME)
  .refine((name) => name === name.toLowerCase(), 'upper case in a name');
/** Locales (reference): those of which we might make use. */
const LOCALES = ['de', 'en-GB', 'en-US', 'es-ES', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR'] as const;
const description = z.string().min(1).max(100);
const described = {
  name: commandName,
  description,
  description_localizations: z.partialRecord(z.enum(LOCALES), description).exactOptional(),
};
const textChoice = z.strictObject({
  name: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
});
const needed = { required: z.boolean().exactOptional() };
const leaf = z.discriminatedUnion('type', [
  z.strictObject({
    ...described,
    ...needed,
    type: z.literal(3),
    choices: z.array(textChoice).min(1).max(25).exactOptional(),
    autocomplete: z.boolean().exactOptional(),
    min_length: z.int().min(0).max(6000).exactOptional(),
    max_length: z.int().min(1).max(6000).exactOptional(),
  }),
  z.strictObject({
    ...described,
    ...needed,
    type: z.literal(4),
    min_value: z.int().exactOptional(),
    max_value: z.int().exactOptional(),
    autocomplete: z.boolean().exactOptional(),
  }),
  z.strictObject({ ...described, ...needed, type: z.literal(6) }),
  z.strictObject({ ...described, ...needed, type: z.literal(7) }),
  z.strictObject({ ...described, ...needed, type: z.literal(11) }),
]);
const subcommand = z.strictObject({
  ...described,
  type: z.literal(1),
  options: z.array(leaf).max(25).exactOptional(),
});
const group = z.strictObject({
  ...described,
  type: z.literal(2),
  options: z.array(subcommand).min(1).max(25),
});
const commandShape = z.strictObject({
  ...described,
  type: z.literal(1).exactOptional(),
  options: z
    .array(z.union([subcommand, group]))
    .max(25)
    .exactOptional(),
  default_member_permissions: z.string().nullable().exactOptional(),
  nsfw: z.literal(false).exactOptional(),
  contexts: z.array(z.int().min(0).max(2)).exactOptional(),
  integration_types: z.array(z.int().min(0).max(1)).exactOptional(),
});
export type LawfulCommand = z.infer<typeof commandShape>;
export type LawfulSubcommand = z.infer<typeof subcommand>;
export type LawfulLeaf = z.infer<typeof leaf>;

/** Subcommands by their full name: `schedule daily`. */
export function subcommandsOf(command: LawfulCommand): ReadonlyMap<string, LawfulSubcommand> {
  return new Map(
    (command.options ?? []).flatMap((one): readonly (readonly [string, LawfulSubcommand])[] =>
      one.type === 1
        ? [[one.name, one]]
        : one.options.map((inner) => [`${one.name} ${inner.name}`, inner]),
    ),
  );
}

/** The body of Bulk Overwrite Application Commands. */
export function lawfulCommands(body: unknown): Read<readonly LawfulCommand[]> {
  const read = shaped(z.array(commandShape).max(100), body);
  if ('reasons' in read) return read;
  const reasons: string[] = [];
  const unique = (names: readonly string[], where: string): void => {
    if (new Set(names).size < names.length) reasons.push(`a name twice in ${where}`);
  };
  unique(
    read.ok.map((command) => command.name),
    'the commands',
  );
  for (const command of read.ok) {
    const letters = JSON.stringify(command, (key, value: unknown) =>
      ['name', 'description', 'value', 'options', 'choices', ''].includes(key) || /^\d+$/.test(key)
        ? value
        : undefined,
    ).length;
    // 8,000 for names, descriptions and values together; JSON's own signs make this count stricter.
    if (letters > 16_000) reasons.push(`${letters} characters in /${command.name}`);
    unique(
      (command.options ?? []).map((one) => one.name),
      `/${command.name}`,
    );
    for (const [name, one] of subcommandsOf(command)) {
      const options = one.options ?? [];
      unique(
        options.map((each) => each.name),
        name,
      );
      const firstOptional = options.findIndex((each) => each.required !== true);
      const late = options.findLastIndex((each) => each.required === true);
      if (firstOptional !== -1 && late > firstOptional)
        reasons.push(`${name}: required comes late`);
      if (options.some((each) => each.type === 3 && each.choices && each.autocomplete === true))
        reasons.push(`${name}: choices with completion`);
    }
  }
  return reasons.length === 0 ? read : { reasons };
}

/** The choices that answer a completion. */
export function lawfulChoices(body: unknown): Read<{ choices: { name: string; value: string }[] }> {
  return shaped(z.strictObject({ choices: z.array(textChoice).max(25) }), body);
}

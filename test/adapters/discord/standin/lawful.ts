import { z } from 'zod';

/**
 * Discord's documented shapes and limits as far as we use them; anything else is unlawful. Numbers are those of the
 * component reference, Create Message and Application Commands (docs.discord.com). Lengths are UTF-16 units, which are
 * never fewer than the characters that Discord counts.
 */
const id = z.int().min(1).max(2_147_483_647).exactOptional();
const customId = z.string().min(1).max(100);
const emojiless = z.string().min(1).max(80);
const webUrl = z.url({ protocol: /^https?$/ }).max(512);

const actionButton = z.strictObject({
  type: z.literal(2),
  id,
  style: z.int().min(1).max(4),
  label: emojiless,
  custom_id: customId,
  disabled: z.boolean().exactOptional(),
});
const linkButton = z.strictObject({
  type: z.literal(2),
  id,
  style: z.literal(5),
  label: emojiless,
  url: webUrl,
});
const button = z.union([actionButton, linkButton]);
const display = z.strictObject({
  type: z.literal(10),
  id,
  content: z.string().min(1).max(4000).regex(/\S/, 'blank text'),
});
const row = z.strictObject({ type: z.literal(1), id, components: z.array(button).min(1).max(5) });
const section = z.strictObject({
  type: z.literal(9),
  id,
  components: z.array(display).min(1).max(3),
  accessory: button,
});
const gallery = z.strictObject({
  type: z.literal(12),
  id,
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: z.string().regex(/^(attachment|https?):\/\/\S+$/) }),
        description: z.string().min(1).max(1024).exactOptional(),
        spoiler: z.boolean().exactOptional(),
      }),
    )
    .min(1)
    .max(10),
});
const separator = z.strictObject({
  type: z.literal(14),
  id,
  divider: z.boolean().exactOptional(),
  spacing: z.int().min(1).max(2).exactOptional(),
});
const inContainer = z.union([display, section, row, gallery, separator]);
const container = z.strictObject({
  type: z.literal(17),
  id,
  accent_color: z.int().min(0).max(0xffffff).exactOptional(),
  spoiler: z.boolean().exactOptional(),
  components: z.array(inContainer).min(1),
});
const component = z.union([container, inContainer]);

export type LawfulComponent = z.infer<typeof component>;
export type LawfulButton = z.infer<typeof button>;

/** Every component of a message, nested ones after their parent. */
export function flat(components: readonly LawfulComponent[]): readonly LawfulPart[] {
  return components.flatMap((part): readonly LawfulPart[] => {
    if (part.type === 9) return [part, ...part.components, part.accessory];
    if (part.type === 17) return [part, ...flat(part.components)];
    return part.type === 1 ? [part, ...part.components] : [part];
  });
}
export type LawfulPart = LawfulComponent | LawfulButton;

const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;

const common = {
  flags: z.int(),
  components: z.array(component).min(1),
  attachments: z
    .array(
      z.strictObject({
        id: z.union([z.string(), z.int()]),
        filename: z.string().exactOptional(),
        description: z.string().max(1024).exactOptional(),
      }),
    )
    .exactOptional(),
  /** Without it everybody could be pinged: Discord parses mentions by default. */
  allowed_mentions: z.strictObject({
    parse: z.array(z.never()).max(0),
    replied_user: z.literal(false).exactOptional(),
  }),
};
const replyShape = z.strictObject(common);
const editShape = z.strictObject(common);
const postShape = z.strictObject({
  ...common,
  nonce: z.string().min(1).max(25).exactOptional(),
  enforce_nonce: z.literal(true).exactOptional(),
  message_reference: z
    .strictObject({
      type: z.literal(0).exactOptional(),
      message_id: z.string().regex(/^\d+$/),
      channel_id: z.string().exactOptional(),
      guild_id: z.string().exactOptional(),
      fail_if_not_exists: z.boolean().exactOptional(),
    })
    .exactOptional(),
});

export type Read<T> = { readonly ok: T } | { readonly reasons: readonly string[] };
export type LawfulPost = z.infer<typeof postShape>;
export type LawfulReply = z.infer<typeof replyShape>;

/** The body of Create Message; reasons when Discord would refuse it, or when it could ping somebody. */
export function lawfulPost(body: unknown, files: readonly string[]): Read<LawfulPost> {
  const read = shaped(postShape, body);
  if ('reasons' in read) return read;
  const reasons = rulesOf(read.ok.components, read.ok.flags, files);
  if (read.ok.flags & EPHEMERAL) reasons.push('a channel message cannot be ephemeral');
  if (read.ok.nonce !== undefined && read.ok.enforce_nonce !== true)
    reasons.push('a nonce without enforce_nonce');
  return reasons.length === 0 ? read : { reasons };
}

export function lawfulEdit(body: unknown, files: readonly string[]): Read<LawfulReply> {
  const read = shaped(editShape, body);
  if ('reasons' in read) return read;
  const reasons = rulesOf(read.ok.components, read.ok.flags, files);
  return reasons.length === 0 ? read : { reasons };
}

/** The message of an interaction's answer: of a new one, or of one that takes another's place. */
export function lawfulReply(body: unknown, files: readonly string[] = []): Read<LawfulReply> {
  return lawfulEdit(body, files);
}

function rulesOf(
  components: readonly LawfulComponent[],
  flags: number,
  files: readonly string[],
): string[] {
  const reasons: string[] = [];
  const parts = flat(components);
  if ((flags & V2) === 0) reasons.push('components without IS_COMPONENTS_V2');
  if (parts.length > 40) reasons.push(`${parts.length} components`);
  const letters = parts.reduce(
    (sum, part) => sum + (part.type === 10 ? part.content.length : 0),
    0,
  );
  if (letters > 4000) reasons.push(`${letters} characters`);
  const codes = parts.flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));
  if (new Set(codes).size < codes.length) reasons.push('a custom_id twice');
  const ids = parts.flatMap((part) => (part.id === undefined ? [] : [part.id]));
  if (new Set(ids).size < ids.length) reasons.push('a component id twice');
  for (const part of parts) {
    if (part.type !== 12) continue;
    for (const { media } of part.items) {
      const name = /^attachment:\/\/(.+)$/.exec(media.url)?.[1];
      if (name !== undefined && !files.includes(name)) reasons.push(`${name} is not attached`);
    }
  }
  return reasons;
}

const textInput = z.strictObject({
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.int().min(0).max(4000).exactOptional(),
  max_length: z.int().min(1).max(4000).exactOptional(),
  required: z.boolean().exactOptional(),
  value: z.string().max(4000).exactOptional(),
  placeholder: z.string().max(100).exactOptional(),
});
const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).exactOptional(),
  default: z.boolean().exactOptional(),
});
const choosing = {
  id,
  custom_id: customId,
  required: z.boolean().exactOptional(),
};
const several = {
  min_values: z.int().min(0).max(25).exactOptional(),
  max_values: z.int().min(1).max(25).exactOptional(),
};
const select = z.strictObject({
  ...choosing,
  ...several,
  type: z.literal(3),
  options: z.array(option).min(1).max(25),
  placeholder: z.string().max(150).exactOptional(),
});
const radios = z.strictObject({
  ...choosing,
  type: z.literal(21),
  options: z.array(option).min(2).max(10),
});
const checkboxes = z.strictObject({
  ...choosing,
  ...several,
  type: z.literal(22),
  options: z.array(option).min(1).max(10),
});
const input = z.discriminatedUnion('type', [textInput, select, radios, checkboxes]);
const modalShape = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.union([
        z.strictObject({
          type: z.literal(18),
          id,
          label: z.string().min(1).max(45),
          description: z.string().min(1).max(100).exactOptional(),
          component: input,
        }),
        display,
      ]),
    )
    .min(1)
    .max(5),
});
export type LawfulModal = z.infer<typeof modalShape>;
export type LawfulInput = z.infer<typeof input>;

export function inputsOf(modal: LawfulModal): readonly LawfulInput[] {
  return modal.components.flatMap((part) => (part.type === 18 ? [part.component] : []));
}

export function lawfulModal(body: unknown): Read<LawfulModal> {
  const read = shaped(modalShape, body);
  if ('reasons' in read) return read;
  const reasons: string[] = [];
  const inputs = inputsOf(read.ok);
  if (new Set(inputs.map((one) => one.custom_id)).size < inputs.length)
    reasons.push('a custom_id twice');
  for (const one of inputs) {
    if (one.type === 4) {
      if ((one.value ?? '').length > (one.max_length ?? 4000))
        reasons.push('value over max_length');
      continue;
    }
    const values = one.options.map((each) => each.value);
    if (new Set(values).size < values.length) reasons.push('an option value twice');
    const chosen = one.options.filter((each) => each.default === true).length;
    const most = one.type === 21 ? 1 : (one.max_values ?? (one.type === 3 ? 1 : values.length));
    if (chosen > most) reasons.push('more defaults than may be chosen');
    if (most > values.length) reasons.push('max_values over the options');
  }
  return reasons.length === 0 ? read : { reasons };
}

const NAME = /^[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const commandName = z
  .string()
  .regex(NAME)
  .refine((name) => name === name.toLowerCase(), 'upper case in a name');
const described = { name: commandName, description: z.string().min(1).max(100) };
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

function shaped<T>(shape: z.ZodType<T>, body: unknown): Read<T> {
  const read = shape.safeParse(body);
  return read.success
    ? { ok: read.data }
    : {
        reasons: read.error.issues.map(
          (issue) =>
            `${issue.path.join('.')}: ${issue.message} ${JSON.stringify(issue).slice(0, 300)}`,
        ),
      };
}

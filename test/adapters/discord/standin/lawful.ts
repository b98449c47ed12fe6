import { z } from 'zod';

/**
 * Discord's documented rules for what we send, strict: an unknown key is a mistake of ours. Sources: component
 * reference, message resource, application commands, receiving and responding (docs.discord.com).
 */
const id = z.int().min(1).max(2 ** 31 - 1).optional();
const customId = z.string().min(1).max(100);
const label = z.string().min(1).max(80).refine((value) => value.trim() !== '', 'blank label');

const button = z.discriminatedUnion('style', [
  ...([1, 2, 3, 4] as const).map((style) =>
    z.strictObject({
      type: z.literal(2),
      id,
      style: z.literal(style),
      label,
      custom_id: customId,
      disabled: z.boolean().optional(),
    }),
  ),
  z.strictObject({
    type: z.literal(2),
    id,
    style: z.literal(5),
    label,
    url: z.url({ protocol: /^https?$/ }).max(512),
  }),
]);
const display = z.strictObject({
  type: z.literal(10),
  id,
  content: z.string().min(1).max(4000).refine((text) => text.trim() !== '', 'blank text'),
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
        media: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
        description: z.string().min(1).max(1024),
      }),
    )
    .min(1)
    .max(10),
});
const separator = z.strictObject({
  type: z.literal(14),
  id,
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
});
const part = z.union([display, row, section, gallery, separator]);
export type Part = z.output<typeof part>;
export type LawfulButton = z.output<typeof button>;
const container = z.strictObject({ type: z.literal(17), id, components: z.array(part).min(1) });

const attachments = z
  .array(z.strictObject({ id: z.int(), filename: z.string().regex(/^[\w.-]+$/) }))
  .max(10);
const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;

const message = z
  .strictObject({
    flags: z.int(),
    components: z.array(container).min(1),
    // Discord takes a message without it and pings everybody: ours never goes out so.
    allowed_mentions: z.strictObject({ parse: z.array(z.never()), replied_user: z.literal(false) }),
    attachments: attachments.optional(),
    nonce: z.string().min(1).max(25).optional(),
    enforce_nonce: z.literal(true).optional(),
    message_reference: z
      .strictObject({
        type: z.literal(0),
        message_id: z.string().regex(/^\d+$/),
        fail_if_not_exists: z.literal(false),
      })
      .optional(),
  })
  .superRefine(({ flags, components }, check) => {
    if ((flags & V2) === 0) check.addIssue('components of this kind need the flag IS_COMPONENTS_V2');
    if ((flags & ~(V2 | EPHEMERAL)) !== 0) check.addIssue('flags that cannot be set');
    const all = components.flatMap((one) => [one, ...one.components.flatMap(withInner)]);
    if (all.length > 40) check.addIssue(`${all.length} components, 40 are allowed`);
    const text = all.reduce((sum, one) => sum + ('content' in one ? one.content.length : 0), 0);
    if (text > 4000) check.addIssue(`${text} characters of text, 4000 are allowed`);
    unique(all.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])), 'custom_id', check);
    unique(all.flatMap((one) => (one.id === undefined ? [] : [String(one.id)])), 'id', check);
  });
export type LawfulMessage = z.output<typeof message>;

function withInner(one: Part): readonly (Part | LawfulButton)[] {
  if (one.type === 1) return [one, ...one.components];
  if (one.type === 9) return [one, ...one.components, one.accessory];
  return [one];
}

function unique(all: readonly string[], what: string, check: z.RefinementCtx): void {
  const twice = all.find((one, place) => all.indexOf(one) !== place);
  if (twice !== undefined) check.addIssue(`${what} ${twice} is there twice`);
}

/** A message that everybody in a channel sees: nothing private about it. */
export const postShape = message.refine(({ flags }) => (flags & EPHEMERAL) === 0, 'not ephemeral here');
/** A post into a channel of a server: it must carry what keeps it from being posted twice. */
export const onceShape = postShape.refine(
  ({ nonce, enforce_nonce }) => nonce !== undefined && enforce_nonce === true,
  'no nonce',
);
/** An answer to an interaction: for the member alone, and without a nonce. */
export const replyShape = message
  .refine(({ flags }) => (flags & EPHEMERAL) !== 0, 'must be ephemeral')
  .refine(({ nonce }) => nonce === undefined, 'no nonce here');

const options = z
  .array(
    z.strictObject({
      label: z.string().min(1).max(100),
      value: z.string().min(1).max(100),
      default: z.boolean().optional(),
    }),
  )
  .min(1)
  .max(25);
const fieldInput = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(4),
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    required: z.boolean(),
    max_length: z.int().min(1).max(4000),
    value: z.string().max(4000).optional(),
  }),
  z
    .strictObject({
      type: z.literal(3),
      custom_id: customId,
      required: z.boolean(),
      options,
      min_values: z.int().min(0).max(25).optional(),
      max_values: z.int().min(1).max(25).optional(),
    })
    .refine((select) => {
      const chosen = select.options.filter((option) => option.default === true).length;
      return chosen <= (select.max_values ?? 1);
    }, 'more defaults than values'),
]);
const modal = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.strictObject({
        type: z.literal(18),
        label: z.string().min(1).max(45),
        description: z.string().min(1).max(100).optional(),
        component: fieldInput,
      }),
    )
    .min(1)
    .max(5),
});
export type LawfulModal = z.output<typeof modal>;

const choice = z.strictObject({
  name: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
});
/** Interaction callbacks (interaction callback type). */
export const callbackShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(4), data: replyShape }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.literal(EPHEMERAL) }) }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: message }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(choice).max(25) }) }),
  z.strictObject({ type: z.literal(9), data: modal }),
]);

const name = z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u);
const description = z.string().min(1).max(100);
const argument = z
  .strictObject({
    type: z.union([z.literal(3), z.literal(4), z.literal(6)]),
    name,
    description,
    required: z.boolean(),
    choices: z.array(choice).max(25).optional(),
    autocomplete: z.boolean().optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
  })
  .refine((one) => !(one.autocomplete === true && one.choices !== undefined), 'both choices and completion');
const argumentsShape = z
  .array(argument)
  .max(25)
  .refine(
    (all) => all.every((one, place) => !one.required || all.slice(0, place).every((p) => p.required)),
    'required ones come first',
  )
  .optional();
const subcommand = z.strictObject({ type: z.literal(1), name, description, options: argumentsShape });
const group = z.strictObject({
  type: z.literal(2),
  name,
  description,
  options: z.array(subcommand).min(1).max(25),
});
export const commandsShape = z
  .array(
    z.strictObject({
      name,
      description,
      options: z.array(z.union([subcommand, group])).min(1).max(25),
      contexts: z.array(z.int().min(0).max(2)),
      integration_types: z.array(z.int().min(0).max(1)),
    }),
  )
  .max(100);

import { z } from 'zod';

/**
 * Discord's documented shapes and limits as far as we use them; anything else is unlawful. Numbers are those of the
 * component reference, Create Message and Application Commands (docs.discord.com). Lengths are UTF-16 units, which are
 * never fewer than the characters that Discord counts.
 */
export const id = z.int().min(1).max(2_147_483_647).exactOptional();
export const customId = z.string().min(1).max(100);
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
export const display = z.strictObject({
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
const file = z.strictObject({
  type: z.literal(13),
  id,
  file: z.strictObject({ url: z.string().regex(/^attachment:\/\/\S+$/) }),
  spoiler: z.boolean().exactOptional(),
});
const inContainer = z.union([display, section, row, gallery, separator, file]);
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
    const urls =
      part.type === 12
        ? part.items.map(({ media }) => media.url)
        : part.type === 13
          ? [part.file.url]
          : [];
    for (const url of urls) {
      const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
      if (name !== undefined && !files.includes(name)) reasons.push(`${name} is not attached`);
    }
  }
  return reasons;
}

/** What a body is; reasons when it has another shape. */
export function shaped<T>(shape: z.ZodType<T>, body: unknown): Read<T> {
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

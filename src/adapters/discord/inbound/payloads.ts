import { z } from 'zod';

/**
 * The parts of Discord's payloads that we read. Everything else may be missing, null or new. Snowflakes are strings of
 * digits (API reference).
 */
const snowflake = z.string().regex(/^\d{1,22}$/);

const user = z.object({
  id: snowflake,
  username: z.string().default(''),
  global_name: z.string().nullish(),
});

/** `permissions` are the member's in that channel, all overwrites applied. */
const member = z.object({
  user,
  nick: z.string().nullish(),
  permissions: z.string().regex(/^\d+$/).nullish(),
});

const envelope = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1),
  guild_id: snowflake.nullish(),
  channel_id: snowflake.nullish(),
  channel: z.object({ id: snowflake, name: z.string().nullish() }).nullish(),
  member: member.nullish(),
  user: user.nullish(),
  locale: z.string().nullish(),
};

const message = z.object({
  id: snowflake,
  flags: z.number().nullish(),
});

/** A value, a subcommand or a group of them; three levels are all there are (application commands). */
const option = {
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
};
/** What was uploaded with an interaction, by its id (resolved data, attachment object). */
const resolved = z
  .object({
    attachments: z
      .record(
        z.string(),
        z.object({
          filename: z.string().default(''),
          /** The name as it was, where Discord had to change it. */
          title: z.string().nullish(),
          size: z.number().default(0),
          url: z.string().max(2000),
        }),
      )
      .nullish(),
  })
  .nullish();
export type Resolved = z.output<typeof resolved>;
const leaf = z.object(option);
const branch = z.object({ ...option, options: z.array(leaf).nullish() });
const command = z.object({
  name: z.string(),
  resolved,
  options: z.array(z.object({ ...option, options: z.array(branch).nullish() })).nullish(),
});

const field = z.object({
  type: z.number().nullish(),
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});

/** Interaction types: 2 command, 3 press, 4 completion, 5 submitted form (receiving and responding). */
export const interactionShape = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal(2), data: command }),
  z.object({
    ...envelope,
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), component_type: z.number() }),
    message,
  }),
  z.object({ ...envelope, type: z.literal(4), data: command }),
  z.object({
    ...envelope,
    type: z.literal(5),
    data: z.object({
      custom_id: z.string(),
      components: z.array(z.object({ component: field.nullish() })),
      resolved,
    }),
    message: message.nullish(),
  }),
]);
export type InteractionPayload = z.output<typeof interactionShape>;
export type CommandData = z.output<typeof command>;
export type CommandLeaf = z.output<typeof leaf>;

export const guildShape = z.object({
  id: snowflake,
  name: z.string().default(''),
  unavailable: z.boolean().nullish(),
  /** When the bot came into the server, ISO 8601. */
  joined_at: z.string().nullish(),
  /** Where Discord itself welcomes members; null if nowhere. */
  system_channel_id: snowflake.nullish(),
});
export const channelGoneShape = z.object({
  id: snowflake,
  guild_id: snowflake.nullish(),
  name: z.string().nullish(),
});

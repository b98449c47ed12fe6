import { z } from 'zod';

/**
 * The parts of Slack's payloads that we read. Slack may change everything else. Shapes as in docs.slack.dev
 * (interactivity payloads, slash commands, Events API); the tests hold recorded examples.
 */
const id = z.string().min(1).max(64);
const text = z.string().max(20_000);
/** Slack leaves a value out or sends null. (A transform to one of them would cost a click more than all the rest.) */
const maybe = <T extends z.ZodType>(shape: T) => shape.nullish();

export const commandShape = z.object({
  command: z.string().startsWith('/'),
  text: text.default(''),
  team_id: id,
  channel_id: id,
  channel_name: maybe(text),
  user_id: id,
  user_name: maybe(text),
  response_url: z.string().max(2000),
  trigger_id: z.string().min(1).max(300),
});

/** The organization of a command or an interaction. */
export const organizationShape = z.object({
  enterprise_id: maybe(id),
  enterprise: maybe(z.object({ id })),
});

const user = z.object({ id, username: maybe(text), name: maybe(text), team_id: maybe(id) });
const team = maybe(z.object({ id }));
export const viewShape = z.object({
  id,
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  /** The workspace whose installation opened the view: a member of another one may submit it (Slack Connect). */
  app_installed_team_id: maybe(id),
  team_id: maybe(id),
});

export const pressShape = z.object({
  type: z.literal('block_actions'),
  team,
  user,
  trigger_id: z.string().min(1).max(300),
  response_url: maybe(z.string().max(2000)),
  channel: maybe(z.object({ id })),
  container: z.object({
    type: z.string(),
    message_ts: maybe(id),
    thread_ts: maybe(id),
    is_ephemeral: maybe(z.boolean()),
  }),
  view: maybe(viewShape),
  actions: z
    .array(z.object({ type: z.string(), action_id: z.string().max(255), value: maybe(text) }))
    .min(1)
    .max(25),
});

const chosen = z.object({ value: z.string() });
/** A file as its sender uploaded it (file object). */
const sentFile = z.object({
  name: maybe(text),
  size: z.int().min(0).default(0),
  url_private: maybe(z.string().max(2000)),
  url_private_download: maybe(z.string().max(2000)),
});
/** The state of an input element of any kind. */
const stateOf = z.object({
  value: maybe(text),
  selected_option: maybe(chosen),
  selected_conversations: maybe(z.array(text).max(100)),
  selected_options: maybe(z.array(chosen).max(100)),
  files: maybe(z.array(sentFile).max(10)),
});

export const submissionShape = z.object({
  type: z.literal('view_submission'),
  team,
  user,
  trigger_id: maybe(z.string().max(300)),
  view: viewShape.extend({
    state: z.object({ values: z.record(z.string(), z.record(z.string(), stateOf)) }),
  }),
});

export const eventShape = z.object({
  type: z.literal('event_callback'),
  /** Null for an event of an organization. */
  team_id: maybe(id),
  enterprise_id: maybe(id),
  event_id: z.string().min(1).max(64),
  /** Epoch seconds. Slack may deliver an event much later than it happened. */
  event_time: maybe(z.number()),
  /** The installation that hears the event, which in a shared channel may be another than where it happened. */
  authorizations: maybe(
    z
      .array(
        z.object({
          team_id: maybe(id),
          enterprise_id: maybe(id),
          is_enterprise_install: maybe(z.boolean()),
        }),
      )
      .max(100),
  ),
  /** Its other fields are read by the shape of its type. */
  event: z.looseObject({ type: z.string() }),
});

export const homeOpenedShape = z.object({ user: id, channel: id, tab: maybe(z.string()) });
export const channelShape = z.object({ channel: id });
export const joinedShape = z.object({ user: id, channel: id, inviter: maybe(id) });
export const userShape = z.object({ user: z.object({ id, deleted: maybe(z.boolean()) }) });
/** Access to workspaces that an organization gave or took (team_access_granted, team_access_revoked). */
export const accessShape = z.object({ team_ids: z.array(id).max(10_000) });
export const revokedShape = z.object({
  tokens: z.object({ bot: maybe(z.array(id)) }),
});

/** Slack checks the certificate of the address; there is nothing to do (slash commands). */
export const sslCheckShape = z.object({ ssl_check: z.literal('1') });

export const challengeShape = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().min(1).max(1000),
});

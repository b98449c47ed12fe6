import { z } from 'zod';

/**
 * The parts of Slack's payloads that we read, and no more: what else Slack sends may change at will. Shapes as in
 * docs.slack.dev (interactivity payloads, slash commands, Events API); recorded examples are among the tests.
 */
const id = z.string().min(1).max(64);
const text = z.string().max(20_000);
/** Slack leaves out, or sends null. (A transform to one of both would cost every click more than all the rest.) */
const maybe = <T extends z.ZodType>(shape: T) => shape.nullish();

export const commandShape = z.object({
  command: z.string().startsWith('/'),
  text: text.default(''),
  team_id: id,
  channel_id: id,
  user_id: id,
  user_name: maybe(text),
  response_url: z.string().max(2000),
  trigger_id: z.string().min(1).max(300),
});

const who = z.object({ id, username: maybe(text), name: maybe(text), team_id: maybe(id) });
const team = maybe(z.object({ id }));
export const viewShape = z.object({
  id,
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
});

export const pressShape = z.object({
  type: z.literal('block_actions'),
  team,
  user: who,
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
/** The state of one input element, whichever kind it is. */
const stateOf = z.object({
  value: maybe(text),
  selected_option: maybe(chosen),
  selected_conversations: maybe(z.array(text).max(100)),
  selected_options: maybe(z.array(chosen).max(100)),
});

export const submissionShape = z.object({
  type: z.literal('view_submission'),
  team,
  user: who,
  trigger_id: maybe(z.string().max(300)),
  view: viewShape.extend({
    state: z.object({ values: z.record(z.string(), z.record(z.string(), stateOf)) }),
  }),
});

export const eventShape = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: z.string().min(1).max(64),
  event: z.object({ type: z.string() }),
});

export const homeOpenedShape = z.object({ user: id, channel: id, tab: z.string() });
export const channelShape = z.object({ channel: id });
export const userShape = z.object({ user: z.object({ id, deleted: maybe(z.boolean()) }) });
export const revokedShape = z.object({
  tokens: z.object({ bot: z.array(id).default([]) }),
});

export const challengeShape = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().min(1).max(1000),
});

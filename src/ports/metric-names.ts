/** What one metric tells, and its labels with their values; an empty list of values is open. */
interface Metric {
  readonly help: string;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** Why Slack's webhook or socket refuses. */
const REFUSALS = [
  'method',
  'size',
  'unsigned',
  'skewed',
  'forged',
  'shape',
  'closed',
  'broken',
] as const;
export type SlackRefusal = (typeof REFUSALS)[number];
const POSTED = ['sent', 'retry', 'unsure', 'unknown', 'failed', 'dropped'] as const;

/** What only grows since the start. The Prometheus page adds the prefix `deckhand_` to every name. */
export const COUNTERS = {
  clicks: { help: 'Presses of an option, by what they came to.', labels: { outcome: [] } },
  failures: { help: 'Interactions that ended in a fault of Deckhand.', labels: {} },
  flushes_failed: { help: 'Turns of the outbox that failed.', labels: {} },
  inputs_shed: { help: 'Interactions refused by the rate limit of a member.', labels: {} },
  not_saved: {
    help: 'Interactions that the database did not take.',
    labels: { kind: ['full', 'busy', 'away', 'lost', 'broken'] },
  },
  occurrences_skipped: {
    help: 'Times of schedules that were skipped.',
    labels: { why: ['late'] },
  },
  posts: {
    help: 'Attempts to send a post, by how they ended.',
    labels: { kind: ['post', 'edit', 'tell'], outcome: POSTED },
  },
  imports: { help: 'Files that managers imported in a chat.', labels: {} },
  previews: { help: 'Questions that managers previewed.', labels: {} },
  refused: { help: 'Commands of members who may not run them.', labels: { command: [] } },
  ticks_failed: { help: 'Looks at the due work that failed.', labels: {} },
  workspaces_purged: { help: 'Workspaces erased after the bot was removed.', labels: {} },
  slack_deliveries: { help: 'Deliveries from Slack.', labels: { kind: [] } },
  slack_refused: {
    help: 'Requests and payloads from Slack that were refused.',
    labels: {
      why: REFUSALS,
    },
  },
  slack_replies: { help: 'Private replies on Slack.', labels: { outcome: ['sent', 'lost'] } },
  slack_installs: {
    help: 'Redirects from an installation on Slack, by what they came to.',
    labels: { outcome: ['installed', 'cancelled', 'stale', 'scopes', 'refused', 'broken'] },
  },
  slack_token_refreshes: {
    help: 'Exchanges of a refresh token for new tokens.',
    labels: { outcome: ['done', 'failed'] },
  },
  slack_socket: {
    help: "Turns in the life of Slack's socket.",
    labels: { event: ['connected', 'retiring', 'closed'] },
  },
  discord_deferred: { help: 'Interactions that Discord was told to wait for.', labels: {} },
  discord_gateway: {
    help: "Turns in the life of Discord's gateway.",
    labels: { event: ['resumed', 'closed'] },
  },
  discord_interactions: { help: 'Interactions from Discord.', labels: { kind: [] } },
  discord_refused: { help: 'Payloads from Discord that were refused.', labels: { why: ['shape'] } },
  discord_replies: {
    help: 'Private replies on Discord.',
    labels: { outcome: ['sent', 'late', 'taken', 'lost'] },
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** What goes up and down. */
export const GAUGES = {
  ready: { help: '1 if /readyz says ready, else 0.', labels: {} },
  outbox_posts: {
    help: 'Posts in the outbox, by how they stand.',
    labels: { state: ['pending', 'sending', 'sent', 'unknown', 'failed', 'dropped'] },
  },
  outbox_oldest_seconds: { help: 'Age of the oldest post that is not out yet.', labels: {} },
  discord_shards: { help: "Connections to Discord's gateway.", labels: {} },
  discord_gateway_silent_seconds: { help: "Time since Discord's gateway last spoke.", labels: {} },
  slack_tokens_unreadable: {
    help: 'Stored tokens that no key of ENCRYPTION_KEY decrypted at the start.',
    labels: {},
  },
  slack_socket_silent_seconds: { help: "Time since Slack's socket last spoke.", labels: {} },
} as const satisfies Readonly<Record<string, Metric>>;

/** Times, in seconds. */
export const HISTOGRAMS = {
  slack_acknowledge_seconds: {
    help: 'From a delivery of Slack to its acknowledgement.',
    labels: {},
  },
  discord_answer_seconds: { help: 'From an interaction of Discord to its answer.', labels: {} },
  discord_heartbeat_seconds: { help: "From a heartbeat to Discord's answer.", labels: {} },
} as const satisfies Readonly<Record<string, Metric>>;

/** A label takes one of its values; an open one takes any text. */
type Labels<M extends Metric> = {
  readonly [Label in keyof M['labels']]: M['labels'][Label] extends readonly []
    ? string
    : M['labels'][Label][number];
};
/** The arguments after the name: none where the metric has no label. */
type LabelArguments<M extends Metric> = keyof M['labels'] extends never
  ? [labels?: undefined]
  : [labels: Labels<M>];
type Calls<Table extends Readonly<Record<string, Metric>>, Value extends unknown[]> = {
  [Name in keyof Table]: [name: Name, ...value: Value, ...labels: LabelArguments<Table[Name]>];
}[keyof Table];

export type CounterCall = Calls<typeof COUNTERS, []>;
export type GaugeCall = Calls<typeof GAUGES, [value: number]>;
export type HistogramCall = Calls<typeof HISTOGRAMS, [seconds: number]>;

import type { types } from '@slack/bolt';
import { z } from 'zod';

/**
 * Slack's documented shapes and limits as far as we use them; anything else is unlawful. Each shape must give what
 * `@slack/types` says, or this file does not compile. Lengths are counted escaped, as Slack stores text.
 */
const escaped = (text: string): number =>
  text.length + 4 * (text.match(/&/g)?.length ?? 0) + 3 * (text.match(/[<>]/g)?.length ?? 0);

const counted = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => escaped(text) <= most, `longer than ${most}`);
const plain = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: counted(most),
    emoji: z.boolean().exactOptional(),
  });
/** Every `<` opens a date or a link of ours, every `&` an entity. */
const MRKDWN =
  /^(?:[^<>&]|&(?:amp|lt|gt);|<!date\^\d+\^[^<>^|]+\|[^<>|]+>|<https?:[^<>|]+\|[^<>|]+>)+$/;
const mrkdwn = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().max(3000).regex(MRKDWN),
  verbatim: z.boolean().exactOptional(),
});
const blockId = z.string().min(1).max(255).exactOptional();
const actionId = z.string().min(1).max(255);
const url = z.url({ protocol: /^https?$/ }).max(3000);

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: actionId,
  value: z.string().min(1).max(2000).exactOptional(),
  url: url.exactOptional(),
  style: z.enum(['primary', 'danger']).exactOptional(),
  accessibility_label: counted(75).exactOptional(),
});

const style = z
  .strictObject({
    bold: z.literal(true).exactOptional(),
    italic: z.literal(true).exactOptional(),
    code: z.literal(true).exactOptional(),
  })
  .exactOptional();
const piece = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url, text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^C[A-Z0-9]+$/) }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string().regex(/\{\w+\}/),
    fallback: z.string().min(1),
  }),
]);
const section = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(piece).min(1),
});
const richPart = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section).min(1),
  }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })).min(1),
  }),
]);

const option = z.strictObject({ text: plain(75), value: z.string().min(1).max(75) });
const inputElement = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: actionId,
    max_length: z.int().min(1).max(3000),
    multiline: z.boolean().exactOptional(),
    initial_value: z.string().min(1).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id: actionId,
    options: z.array(option).min(1).max(100),
    initial_option: option.exactOptional(),
  }),
  z.strictObject({
    type: z.enum(['checkboxes']),
    action_id: actionId,
    options: z.array(option).min(1).max(10),
    initial_options: z.array(option).min(1).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    action_id: actionId,
    max_selected_items: z.int().min(1).exactOptional(),
    filter: z.strictObject({
      include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).min(1),
      exclude_bot_users: z.boolean(),
    }),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string().min(1)).min(1).exactOptional(),
    max_files: z.int().min(1).max(10).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    action_id: actionId,
    options: z.array(option).min(1).max(100),
    initial_options: z.array(option).min(1).exactOptional(),
  }),
]);

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: counted(3000) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: counted(3000) }),
]);
/** Data table block: a header and 1 to 100 rows of as many cells, 10,000 characters. */
const dataTable = z.strictObject({
  type: z.literal('data_table'),
  block_id: blockId,
  caption: z.string().min(1),
  page_size: z.int().min(1).max(100).exactOptional(),
  row_header_column_index: z.int().min(0).exactOptional(),
  rows: z
    .array(z.array(cell).min(1).max(20))
    .min(2)
    .max(101)
    .refine((rows) => rows.every((row) => row.length === rows[0]?.length), 'rows differ')
    .refine(
      (rows) => rows.flat().reduce((sum, { text }) => sum + escaped(text), 0) <= 10_000,
      'long',
    ),
});
const dataPoint = z.strictObject({ label: z.string().min(1).max(20), value: z.number() });
/** Data visualization block: 1 to 6 series whose labels are the categories, once each. */
const dataVisualization = z
  .strictObject({
    type: z.literal('data_visualization'),
    block_id: blockId,
    title: z.string().min(1).max(50),
    chart: z.strictObject({
      type: z.literal('bar'),
      series: z
        .array(z.strictObject({ name: z.string().min(1).max(20), data: z.array(dataPoint).min(1) }))
        .min(1)
        .max(6),
      axis_config: z.strictObject({
        categories: z.array(z.string().min(1).max(20)).min(1).max(20),
        y_label: z.string().max(50).exactOptional(),
      }),
    }),
  })
  .refine(
    ({ chart: { series, axis_config: axis } }) =>
      new Set(axis.categories).size === axis.categories.length &&
      series.every((one) => one.data.map(({ label }) => label).join() === axis.categories.join()),
    'labels are not the categories',
  );

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plain(3000), mrkdwn]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(button)
      .min(1)
      .max(25)
      .refine((all) => new Set(all.map((one) => one.action_id)).size === all.length, 'action_id'),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    slack_file: z.strictObject({ id: z.string().startsWith('F') }),
    alt_text: counted(2000),
  }),
  z.strictObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z.array(richPart).min(1),
  }),
  dataTable,
  dataVisualization,
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    optional: z.boolean().exactOptional(),
    label: plain(2000),
    hint: plain(2000).exactOptional(),
    element: inputElement,
  }),
]);
export type LawfulBlock = z.infer<typeof block>;

const blocksOf = (most: number) =>
  z
    .array(block)
    .min(1)
    .max(most)
    .refine((all) => {
      const ids = all.map((one) => one.block_id).filter((id) => id !== undefined);
      return new Set(ids).size === ids.length;
    }, 'block_id');

const aboard = { callback_id: z.string().max(255), private_metadata: z.string().max(3000) };
const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    ...aboard,
    title: plain(24),
    submit: plain(24).exactOptional(),
    close: plain(24).exactOptional(),
    blocks: blocksOf(100),
  }),
  z.strictObject({ type: z.literal('home'), ...aboard, blocks: blocksOf(100) }),
]);
export type LawfulView = z.infer<typeof view>;

/** Undocumented, measured in slackapi/bolt-js#2867: less than this was refused with msg_blocks_too_long. */
const ALL_BLOCKS = 11_300;

export interface Lawful {
  readonly text: string;
  readonly blocks: readonly LawfulBlock[];
}

/** What a message says, or Slack's error code with the reasons. */
export function lawfulMessage(
  text: unknown,
  blocks: unknown,
): { readonly ok: Lawful } | { readonly error: string; readonly reasons: readonly string[] } {
  const said = z.string().min(1).max(4000).regex(MRKDWN).safeParse(text);
  if (!said.success) return { error: 'no_text', reasons: ['text: missing, long or not escaped'] };
  const read = blocksOf(50).safeParse(blocks);
  if (!read.success) return { error: 'invalid_blocks', reasons: reasons(read.error) };
  if (read.data.some((one) => one.type === 'input')) {
    return { error: 'invalid_blocks', reasons: ['input in a message'] };
  }
  // Compiles only while what is lawful here is lawful to @slack/types too.
  const known = read.data.filter((one) => one.type !== 'data_visualization');
  void (known satisfies readonly types.KnownBlock[]);
  if (lettersIn(read.data) > ALL_BLOCKS) return { error: 'msg_blocks_too_long', reasons: ['long'] };
  return { ok: { text: said.data, blocks: read.data } };
}

export function lawfulView(
  given: unknown,
): { readonly ok: LawfulView } | { readonly error: string; readonly reasons: readonly string[] } {
  const read = view.safeParse(given);
  if (!read.success) return { error: 'invalid_arguments', reasons: reasons(read.error) };
  const asks = read.data.blocks.some((one) => one.type === 'input');
  if (asks && (read.data.type === 'home' || read.data.submit === undefined)) {
    return { error: 'invalid_arguments', reasons: ['input without submit'] };
  }
  return { ok: read.data };
}

function reasons(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => `${issue.message} [json-pointer:/${issue.path.join('/')}]`);
}

/** All `text` inside blocks, escaped. */
function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + lettersIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (key === 'text' && typeof one === 'string' ? escaped(one) : lettersIn(one)),
    0,
  );
}

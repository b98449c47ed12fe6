import type { LawfulBlock } from './lawful.ts';

export interface ShownButton {
  readonly name: string;
  readonly code: string | null;
}

/** What a person reads in blocks: entities and dates read back, buttons left out. */
export function shownText(blocks: readonly LawfulBlock[]): string {
  return blocks.map(shownBlock).join('\n');
}

function shownBlock(block: LawfulBlock): string {
  switch (block.type) {
    case 'header':
      return block.text.text;
    case 'context':
      return block.elements
        .map((element) => (element.type === 'mrkdwn' ? fromMrkdwn(element.text) : element.text))
        .join(' ');
    case 'rich_text':
      return block.elements
        .map((part) => {
          if (part.type === 'rich_text_list')
            return part.elements.map((item) => `• ${pieces(item.elements)}`).join('\n');
          return pieces(part.elements);
        })
        .join('\n');
    case 'image':
      return block.alt_text;
    case 'data_table':
      return [
        block.caption,
        ...block.rows.map((row) => row.map(({ text }) => text).join(' | ')),
      ].join('\n');
    case 'data_visualization':
      return [
        block.title,
        ...block.chart.series.flatMap(({ data }) =>
          data.map(({ label, value }) => `${label}: ${value}`),
        ),
      ].join('\n');
    case 'input':
      return block.label.text;
    case 'divider':
    case 'actions':
      return '';
    default:
      return block satisfies never;
  }
}

type Piece =
  | { readonly type: 'channel'; readonly channel_id: string }
  | { readonly type: 'text' | 'link'; readonly text: string }
  | { readonly type: 'date'; readonly fallback: string };

function pieces(all: readonly Piece[]): string {
  return all
    .map((piece) => {
      if ('channel_id' in piece) return `#${piece.channel_id}`;
      return 'text' in piece ? piece.text : piece.fallback;
    })
    .join('');
}

function fromMrkdwn(text: string): string {
  return text
    .replaceAll(/<[^<>|]+\|([^<>|]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function shownButtons(blocks: readonly LawfulBlock[]): readonly ShownButton[] {
  return blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => ({
          name: element.accessibility_label ?? element.text.text,
          code: element.value ?? null,
        }))
      : [],
  );
}

/**
 * What Slack would turn into a mention, a link or a style of its own in text that is not rich_text. The shapes in
 * `lawful.ts` let no such rich_text element through.
 */
export function pingsIn(text: string, blocks: readonly LawfulBlock[]): readonly string[] {
  const parsed = blocks.flatMap((block) =>
    block.type === 'context'
      ? block.elements.flatMap((element) => (element.type === 'mrkdwn' ? [element.text] : []))
      : [],
  );
  const emoji = blocks.flatMap((block) => {
    if (block.type === 'header') return block.text.emoji === false ? [] : ['emoji'];
    if (block.type !== 'context') return [];
    return block.elements.some((one) => one.type === 'plain_text' && one.emoji !== false)
      ? ['emoji']
      : [];
  });
  const broadcast = [text, ...parsed].flatMap((one) => one.match(/<[@#!](?!date\^)[^>]*>/g) ?? []);
  const styles = parsed.flatMap(
    (one) => one.replaceAll(/<[^<>]*>/g, '').match(/[*_~`]\S|:[^\s:]+:|@\w|https?:/g) ?? [],
  );
  return [...broadcast, ...styles, ...emoji];
}

import type { Nodes, Parent, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Paragraph, Span, Spans, Text } from '../domain/text.ts';

/** What the small Markdown of decks cannot say, by name. */
export interface MarkdownProblem {
  readonly message: string;
}

interface Style {
  readonly bold?: true;
  readonly italic?: true;
  readonly link?: string;
}

/**
 * Safe small Markdown → spans: paragraph, bold, italic, code, code block, list, link. What is more than that (HTML,
 * images, headings, quotes) stays the letters that it was written with, and is reported.
 */
export function readMarkdown(source: string): {
  readonly text: Text;
  readonly problems: readonly MarkdownProblem[];
} {
  const problems: MarkdownProblem[] = [];
  const literal = (node: Nodes): string =>
    source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);

  const spansOf = (nodes: readonly PhrasingContent[], style: Style): Spans =>
    nodes.flatMap((node): Spans => {
      switch (node.type) {
        case 'text':
          return [styled(node.value.replaceAll(/\s*\n\s*/g, ' '), style)];
        case 'strong':
          return spansOf(node.children, { ...style, bold: true });
        case 'emphasis':
          return spansOf(node.children, { ...style, italic: true });
        case 'inlineCode':
          return [{ ...style, text: node.value, code: true }];
        case 'break':
          return [styled('\n', style)];
        case 'link':
          if (!/^https?:\/\//.test(node.url)) {
            problems.push({
              message: `links begin with https://, this one is “${node.url.slice(0, 60)}”`,
            });
            return [styled(literal(node), style)];
          }
          return spansOf(node.children, { ...style, link: node.url });
        default:
          problems.push({
            message: `${NAMES[node.type] ?? node.type} is not shown: write it as plain text`,
          });
          return [styled(literal(node), style)];
      }
    });

  const paragraphOf = (node: RootContent): readonly Paragraph[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', spans: merged(spansOf(node.children, {})) }];
      case 'code':
        return [{ kind: 'code', code: node.value, language: node.lang ?? '' }];
      case 'list':
        return [
          {
            kind: 'list',
            ordered: node.ordered === true,
            items: node.children.map((item) => merged(itemSpans(item))),
          },
        ];
      default:
        problems.push({
          message: `${NAMES[node.type] ?? node.type} is not shown: write it as plain text`,
        });
        return [{ kind: 'paragraph', spans: [literal(node)] }];
    }
  };

  const itemSpans = (item: Parent): Spans =>
    item.children.flatMap((child) =>
      child.type === 'paragraph' ? spansOf(child.children, {}) : [literal(child)],
    );

  const root = fromMarkdown(source);
  return { text: root.children.flatMap(paragraphOf), problems };
}

const NAMES: Readonly<Record<string, string>> = {
  html: 'HTML',
  image: 'a picture',
  heading: 'a heading',
  blockquote: 'a quotation',
  thematicBreak: 'a line',
  definition: 'a link definition',
};

function styled(value: string, style: Style): Span {
  return Object.keys(style).length === 0 ? value : { ...style, text: value };
}

/** Neighbouring plain strings as one. */
function merged(spans: Spans): Spans {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (typeof span === 'string' && typeof last === 'string') out[out.length - 1] = last + span;
    else out.push(span);
  }
  return out;
}

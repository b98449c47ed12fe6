import type { FC } from 'hono/jsx';
import { dateFormat } from '../domain/date-format.ts';
import { readMarkdown, type Inline, type MarkdownBlock } from './discord-markdown.ts';
import { PlainLink, type Look } from './look.tsx';

/** A text display: its content is Discord's Markdown. */
export const DiscordText: FC<{ content: string; look: Look }> = ({ content, look }) => (
  <div class="text">
    {readMarkdown(content).map((block) => (
      <BlockBody block={block} look={look} />
    ))}
  </div>
);

const BlockBody: FC<{ block: MarkdownBlock; look: Look }> = ({ block, look }) => {
  switch (block.kind) {
    case 'code':
      return (
        <pre tabindex={0}>
          <code>{block.code}</code>
        </pre>
      );
    case 'heading':
      return (
        <h3>
          <InlineBody parts={block.inner} look={look} />
        </h3>
      );
    case 'subtext':
      return (
        <p class="subtext">
          <InlineBody parts={block.inner} look={look} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          <InlineBody parts={item} look={look} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return (
        <blockquote>
          <InlineBody parts={block.inner} look={look} />
        </blockquote>
      );
    case 'lines':
      return (
        <p>
          <InlineBody parts={block.inner} look={look} />
        </p>
      );
    default:
      return block satisfies never;
  }
};

const InlineBody: FC<{ parts: readonly Inline[]; look: Look }> = ({ parts, look }) => (
  <>
    {parts.map((part) => (
      <Part part={part} look={look} />
    ))}
  </>
);

const Part: FC<{ part: Inline; look: Look }> = ({ part, look }) => {
  switch (part.kind) {
    case 'text':
      return <>{part.text}</>;
    case 'code':
      return <code>{part.code}</code>;
    case 'styled':
      return <Styled part={part} look={look} />;
    case 'link':
      return (
        <PlainLink to={part.url}>
          <InlineBody parts={part.inner} look={look} />
        </PlainLink>
      );
    case 'moment':
      return <time>{momentIn(look, part)}</time>;
    case 'mention':
      return <span class="mention">{part.text}</span>;
    default:
      return part satisfies never;
  }
};

const Styled: FC<{ part: Extract<Inline, { kind: 'styled' }>; look: Look }> = ({ part, look }) => {
  const inner = <InlineBody parts={part.inner} look={look} />;
  switch (part.style) {
    case 'bold':
      return <strong>{inner}</strong>;
    case 'italic':
      return <em>{inner}</em>;
    case 'underline':
      return <u>{inner}</u>;
    case 'strike':
      return <s>{inner}</s>;
    case 'spoiler':
      return <span class="spoiler">{inner}</span>;
    default:
      return part.style satisfies never;
  }
};

/** The styles of a timestamp that the adapter uses (message formatting). */
const MOMENTS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
};

function momentIn({ locale, zone }: Look, { at, style }: { at: number; style: string }): string {
  if (Math.abs(at) > 8.64e15) return '';
  return dateFormat(locale, { ...MOMENTS[style], timeZone: zone }).format(at);
}

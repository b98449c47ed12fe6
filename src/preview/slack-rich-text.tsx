import type { types } from '@slack/bolt';
import type { Child, FC } from 'hono/jsx';
import { PlainLink } from './look.tsx';

/** The elements of a rich_text block. Slack parses nothing in them, so every text is shown as it is. */
export const SlackRichText: FC<{ parts: readonly types.RichTextBlockElement[] }> = ({ parts }) => (
  <div class="rich-text">
    {parts.map((part) => (
      <Part part={part} />
    ))}
  </div>
);

const Part: FC<{ part: types.RichTextBlockElement }> = ({ part }) => {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Pieces pieces={part.elements} />
        </p>
      );
    case 'rich_text_list': {
      const items = part.elements.map((item) => (
        <li>
          <Pieces pieces={item.elements} />
        </li>
      ));
      return part.style === 'ordered' ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'rich_text_preformatted':
      return (
        <pre tabindex={0}>
          <code>
            <Pieces pieces={part.elements} />
          </code>
        </pre>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Pieces pieces={part.elements} />
        </blockquote>
      );
    default:
      return part satisfies never;
  }
};

const Pieces: FC<{ pieces: readonly types.RichTextElement[] }> = ({ pieces }) => (
  <>
    {pieces.map((piece) => (
      <Piece piece={piece} />
    ))}
  </>
);

/** The kinds that the adapter sends; it makes no other one. */
const Piece: FC<{ piece: types.RichTextElement }> = ({ piece }) => {
  switch (piece.type) {
    case 'text':
      return <Styled style={piece.style}>{piece.text}</Styled>;
    case 'link':
      return (
        <Styled style={piece.style}>
          <PlainLink to={piece.url}>{piece.text ?? piece.url}</PlainLink>
        </Styled>
      );
    case 'date':
      return <time>{piece.fallback ?? ''}</time>;
    case 'channel':
      return <span class="mention">#{piece.channel_id}</span>;
    default:
      return null;
  }
};

interface Style {
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
  readonly code?: boolean | undefined;
}

const Styled: FC<{ style: Style | undefined; children?: Child }> = ({ style = {}, children }) => {
  let shown = <>{children}</>;
  if (style.code === true) shown = <code>{shown}</code>;
  if (style.italic === true) shown = <em>{shown}</em>;
  if (style.bold === true) shown = <strong>{shown}</strong>;
  return shown;
};

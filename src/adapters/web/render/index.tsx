import type { Child, FC } from 'hono/jsx';
import { encodeAction } from '../../../domain/action.ts';
import type { Block, Button, Card, Choice } from '../../../domain/card.ts';
import { writtenMoment } from '../../../domain/text.ts';
import type { Paragraph, Span, Spans, Text } from '../../../domain/text.ts';
import { choiceLabel, clipString, fit } from '../../../fit/index.ts';
import { CHOICE_SIGNS } from '../../shared/choice-text.ts';
import { Chart } from './charts.tsx';
import { limits } from './limits.ts';

/** The message of a card: the ids of the card's parts are made of it. Null for a preview: nothing in it can be pressed. */
export type CardAnchor = { readonly message: string } | null;

/** The card within the local chat's limits. */
export function fitted(card: Card): Card {
  return fit(card, limits);
}

/** A fitted card as HTML. Every literal text is escaped by hono/jsx; no attribute holds a script or a style. */
export const CardBody: FC<{ card: Card; at: CardAnchor }> = ({ card, at }) => (
  <div class="card">
    {card.blocks.map((block, place) => (
      <BlockBody block={block} place={place} at={at} />
    ))}
  </div>
);

const BlockBody: FC<{ block: Block; place: number; at: CardAnchor }> = ({ block, place, at }) => {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'text':
      return (
        <div class={block.tone === 'quiet' ? 'text quiet' : 'text'}>
          <TextBody text={block.text} />
        </div>
      );
    case 'choices':
      return (
        <ul class="choices" role="list">
          {block.choices.map((choice, index) => (
            <ChoiceBody choice={choice} at={at} part={`${place}-${index}`} />
          ))}
        </ul>
      );
    case 'rows':
      return <Table block={block} />;
    case 'picture':
      return <Chart picture={block.picture} alt={block.alt} />;
    case 'line':
      return <hr />;
    case 'buttons':
      return (
        <div class="buttons">
          {block.buttons.map((button, index) => (
            <ButtonBody button={button} at={at} part={`${place}-${index}`} />
          ))}
        </div>
      );
    default:
      return block satisfies never;
  }
};

const ChoiceBody: FC<{ choice: Choice; at: CardAnchor; part: string }> = ({ choice, at, part }) => (
  <li class={choice.mark === null ? 'choice' : `choice ${choice.mark}`}>
    {choice.press === null ? (
      <span class="letter">{choice.letter}</span>
    ) : (
      <button
        type="button"
        class="letter"
        aria-label={clipString(
          choiceLabel(choice, 'on-buttons'),
          limits.buttonLabel,
          limits.measure,
        )}
        {...pressing(at, part, encodeAction(choice.press))}
      >
        {choice.letter}
      </button>
    )}
    <div class="said">
      <TextBody text={choice.text} />
      {choice.mark === null ? null : (
        <p class="mark">
          {CHOICE_SIGNS[choice.mark]} {choice.said ?? ''}
        </p>
      )}
    </div>
  </li>
);

const ButtonBody: FC<{ button: Button; at: CardAnchor; part: string }> = ({ button, at, part }) =>
  'url' in button.does ? (
    <Link to={button.does.url} look={`button ${button.weight}`}>
      {button.label}
    </Link>
  ) : (
    <button
      type="button"
      class={`button ${button.weight}`}
      {...pressing(at, part, encodeAction(button.does))}
    >
      {button.label}
    </button>
  );

/** Sends a press to the server as data; the reply arrives over the event stream. Where nothing can be pressed, it is off. */
function pressing(at: CardAnchor, part: string, code: string): Record<string, string | true> {
  if (at === null) return { disabled: true };
  const { message } = at;
  return {
    id: `${message}-${part}`,
    'data-code': code,
    'hx-post': '/press',
    'hx-vals': JSON.stringify({ message, code }),
    'hx-swap': 'none',
    'hx-sync': 'this:drop',
  };
}

const Table: FC<{ block: Extract<Block, { kind: 'rows' }> }> = ({ block }) => (
  <div class="rows" role="region" aria-label={block.label} tabindex={0}>
    <table>
      <caption class="unseen">{block.label}</caption>
      <thead>
        <tr>
          {block.columns.map((column) => (
            <th scope="col" class={column.align}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row) => (
          <tr class={row.own ? 'own' : undefined}>
            {row.cells.map((cell, place) => (
              <td class={block.columns[place]?.align ?? 'left'}>
                <SpansBody spans={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const TextBody: FC<{ text: Text }> = ({ text }) => (
  <>
    {text.map((paragraph) => (
      <ParagraphBody paragraph={paragraph} />
    ))}
  </>
);

const ParagraphBody: FC<{ paragraph: Paragraph }> = ({ paragraph }) => {
  switch (paragraph.kind) {
    case 'paragraph':
      return (
        <p>
          <SpansBody spans={paragraph.spans} />
        </p>
      );
    case 'list': {
      const items = paragraph.items.map((item) => (
        <li>
          <SpansBody spans={item} />
        </li>
      ));
      return paragraph.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'code':
      return (
        <pre tabindex={0}>
          <code>{paragraph.code}</code>
        </pre>
      );
    default:
      return paragraph satisfies never;
  }
};

const SpansBody: FC<{ spans: Spans }> = ({ spans }) => (
  <>
    {spans.map((span) => (
      <SpanBody span={span} />
    ))}
  </>
);

const SpanBody: FC<{ span: Span }> = ({ span }) => {
  if (typeof span === 'string') return <>{span}</>;
  if ('at' in span)
    return (
      <time datetime={isoOf(span.at)} data-show={span.show}>
        {writtenMoment(span)}
      </time>
    );
  let shown: Child = span.text;
  if (span.code === true) shown = <code>{shown}</code>;
  if (span.italic === true) shown = <em>{shown}</em>;
  if (span.bold === true) shown = <strong>{shown}</strong>;
  return span.link === undefined ? <>{shown}</> : <Link to={span.link}>{shown}</Link>;
};

/** Only http and https: the deck reader has checked this too, but here it matters. */
const Link: FC<{ to: string; look?: string; children?: Child }> = ({ to, look, children }) =>
  /^https?:\/\//i.test(to) ? (
    <a href={to} class={look} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  );

/** A machine-readable time; empty for a moment beyond the range of dates. */
export function isoOf(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : '';
}

/** A line for a screen reader's list of messages. */
export function labelOf(author: string, said: string): string {
  return clipString(`${author}: ${said}`, limits.gist, limits.measure);
}

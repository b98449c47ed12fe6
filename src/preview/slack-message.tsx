import type { types } from '@slack/bolt';
import type { FC } from 'hono/jsx';
import type { Message, SlackBlock } from '../adapters/slack/render/index.ts';
import { Logo } from '../adapters/web/render/avatar.tsx';
import { PlainLink, sentAt, type Look } from './look.tsx';
import { SlackChart, SlackTable } from './slack-data.tsx';
import { SlackRichText } from './slack-rich-text.tsx';
import { SlackMrkdwn } from './slack-mrkdwn.tsx';

/** A message's blocks as Slack's clients show them. */
export const SlackMessage: FC<{ message: Message; look: Look }> = ({ message, look }) => (
  <article class="preview-slack" aria-label={`Slack: ${message.text}`}>
    {look.onlyYou === null ? null : <p class="only">{look.onlyYou}</p>}
    <Logo />
    <div class="body">
      <p class="by">
        <strong>Deckhand</strong> <span class="app">APP</span> <span>{sentAt(look)}</span>
      </p>
      {message.blocks.map((block) => (
        <SlackBlockBody block={block} />
      ))}
    </div>
  </article>
);

const SlackBlockBody: FC<{ block: SlackBlock }> = ({ block }) => {
  switch (block.type) {
    case 'header':
      return <h3>{block.text.text}</h3>;
    case 'rich_text':
      return <SlackRichText parts={block.elements} />;
    case 'context':
      return (
        <p class="context">
          {block.elements.map((element) =>
            element.type === 'plain_text' ? (
              <span>{element.text}</span>
            ) : element.type === 'mrkdwn' ? (
              <SlackMrkdwn said={element.text} />
            ) : null,
          )}
        </p>
      );
    case 'image':
      return <p class="context">{block.alt_text}</p>;
    case 'data_table':
      return <SlackTable table={block} />;
    case 'data_visualization':
      return <SlackChart chart={block} />;
    case 'divider':
      return <hr />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element) =>
            element.type === 'button' ? <SlackButton button={element} /> : null,
          )}
        </div>
      );
    default:
      return block satisfies never;
  }
};

const SlackButton: FC<{ button: types.Button }> = ({ button }) => {
  const look = `button ${button.style ?? 'normal'}`;
  return button.url === undefined ? (
    <button type="button" class={look} aria-label={button.accessibility_label} disabled>
      {button.text.text}
    </button>
  ) : (
    <PlainLink to={button.url} look={look}>
      {button.text.text}
    </PlainLink>
  );
};

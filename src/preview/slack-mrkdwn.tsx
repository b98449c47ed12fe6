import type { FC } from 'hono/jsx';
import { unescapeText } from '../adapters/slack/render/mrkdwn.ts';
import { PlainLink } from './look.tsx';

/**
 * A context block's mrkdwn: links, dates and channels stand between angle brackets. The adapter writes no other markup
 * there.
 */
export const SlackMrkdwn: FC<{ said: string }> = ({ said }) => (
  <>
    {said
      .split(/(<[^<>]*>)/)
      .map((part) =>
        part.startsWith('<') ? <Reference inside={part.slice(1, -1)} /> : <>{unescapeText(part)}</>,
      )}
  </>
);

const Reference: FC<{ inside: string }> = ({ inside }) => {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = unescapeText(bar === -1 ? inside : inside.slice(bar + 1));
  if (target.startsWith('!date^')) return <time>{label}</time>;
  if (target.startsWith('#')) return <span class="mention">{target}</span>;
  return <PlainLink to={target}>{label}</PlainLink>;
};
